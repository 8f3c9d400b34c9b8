//! `docs/rules.md`: made from the codes and their tests, and held against them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::Explained;
use super::sources::{self, Source};

const HEADER: &str = "\
# Rules

What documents do that no specification allows, or that few tools take, and what comes of it. The tables are held
against the code by a test; `INSTA_UPDATE=always cargo test -p citi-codegen rules_doc` writes them anew.
`cargo xtask explain CODE` tells more of each code, with an example.

## Bounds

A document may ask so much of a machine, and no more. What is beyond is refused, or left unchecked, with a finding that
names the place.

| of | at most | code |
| --- | --- | --- |
| bytes of a document, and of its text with aliases written out | 256 MiB | L002, L007 |
| mappings and lists within each other | 120 | L006 |
| values, aliases written out | 5,000,000 | L007 |
| findings of one kind while reading | 100, the others counted | |
| schemas without a name within each other | 96 | E013 |
| unions within each other | 96 deep, 10,000 in all | E013 |
| `allOf` and references followed in one schema | 32 deep, each name once | |
| bytes of a `pattern` that is checked | 4,096 | E010 |
| characters of an identifier, which is a file's name too | 160 | |
| characters of a message | 600 | |

Each document is read on a thread with a stack of its own (256 MiB of address space). Time grows with the length of a
document, and with the length of the code that it becomes.

";

/// What documents do that is no code's matter: it is taken as it is, or a client is made that can do it.
const BEYOND: &[(&str, &str, &str)] = &[
    (
        "Swagger 2.0, OpenAPI 3.0, 3.1 and later",
        "one model, as rich as 3.1",
        "versions_are_read_however_they_are_written",
    ),
    (
        "several types, `const`, numeric exclusive bounds",
        "read as 3.1 means them",
        "keywords_of_3_1_are_read",
    ),
    (
        "no `operationId`",
        "a name from method and path, locked",
        "a_path_makes_a_name_that_reads",
    ),
    (
        "an `operationId` that says nothing",
        "as if there were none",
        "an_id_that_says_nothing_is_no_name",
    ),
    (
        "operations, parameters or properties whose names come to one identifier",
        "each has its own, and it is locked",
        "names_that_come_to_one_identifier_are_told_apart",
    ),
    (
        "the same operation ids in several documents",
        "a module for each document",
        "a_crate_of_several_documents_has_a_module_for_each",
    ),
    (
        "answers of different kinds, by status, by range, by default",
        "an enum by status",
        "answers_that_differ_by_status_are_an_enum",
    ),
    (
        "a success that is not described",
        "an empty answer",
        "a_success_that_is_not_described_is_empty",
    ),
    (
        "several content types of one body",
        "JSON where the bank takes it",
        "json_is_sent_where_the_bank_takes_it",
    ),
    (
        "XML alone",
        "a checked document",
        "xml_alone_is_a_checked_document",
    ),
    (
        "multipart and form bodies, `encoding`",
        "sent as the document says",
        "bodies_travel_in_the_encoding_of_the_document",
    ),
    (
        "JSON types with a suffix (`application/problem+json`)",
        "typed as JSON, sent under their own name",
        "an_error_in_another_json_type_is_typed_too",
    ),
    (
        "an optional body",
        "sent only if it is given",
        "an_optional_body_is_sent_only_if_it_is_given",
    ),
    (
        "one name in header, query and path",
        "an argument for each",
        "a_name_in_three_places_is_three_arguments",
    ),
    (
        "cookies, `deepObject`, pipes, blanks, labels, matrices",
        "each style as OpenAPI writes it",
        "parameters_of_every_place_and_style_travel_as_the_document_says",
    ),
    (
        "arrays joined by commas, the way of 2.0",
        "joined as they say",
        "arrays_of_2_are_joined_as_they_say",
    ),
    (
        "placeholders inside of a path's segment",
        "filled in where they stand",
        "placeholders_may_stand_anywhere",
    ),
    (
        "path values `.`, `..`, empty, or with a slash",
        "refused before anything is sent",
        "a_value_that_would_change_the_path_is_never_sent",
    ),
    (
        "a base address with or without a slash at its end",
        "the same",
        "a_slash_at_the_end_changes_nothing",
    ),
    (
        "headers that every call must carry (credentials, content type)",
        "no arguments: the runtime sets them",
        "one_name_in_two_places_is_two_arguments_and_what_is_known_is_none",
    ),
    (
        "methods that few clients know",
        "sent all the same",
        "methods_that_reqwest_has_no_function_for_are_still_sent",
    ),
    (
        "pages by a cursor",
        "`pages()` and `items()`",
        "the_way_follows_the_fields_of_the_types",
    ),
    (
        "an HTML page where JSON is expected",
        "an error with status, headers and an excerpt",
        "a_page_is_a_short_excerpt",
    ),
    (
        "a redirect",
        "an error: it is not followed",
        "a_redirect_is_not_followed",
    ),
    (
        "account numbers and tokens in answers and errors",
        "shown nowhere",
        "no_answer_and_no_error_of_a_call_shows_them",
    ),
    (
        "code and links in descriptions",
        "text: never run, never a broken link",
        "code_is_never_run",
    ),
    (
        "a new value of an enumeration",
        "`Unknown(String)`, which keeps it",
        "what_the_document_does_not_know_loses_nothing",
    ),
    (
        "enumeration values that look alike (`A+`, `A-`)",
        "a variant for each",
        "signs_that_would_vanish_tell_values_apart",
    ),
    (
        "lengths, patterns and bounds",
        "checked on what is sent, never on what is read",
        "values_that_would_be_sent_are_checked_and_the_error_names_the_place",
    ),
    (
        "money as `number`, beyond what a float holds",
        "every digit is kept",
        "digits_survive_plain_fields_maps_unions_and_open_objects",
    ),
    (
        "`oneOf` without a discriminator",
        "the arm that keeps the most",
        "the_arm_that_keeps_the_most_is_taken",
    ),
    (
        "a discriminator, and a tag that is new",
        "the tag decides, a new one is kept",
        "the_tag_decides_and_a_new_tag_is_kept",
    ),
    (
        "`allOf` whose arms contradict each other",
        "what can hold a value",
        "a_contradiction_keeps_what_can_hold_a_value",
    ),
    (
        "`required` in one arm for a property of another",
        "required in the whole",
        "arms_of_all_of_become_one_struct_and_requirements_cross_them",
    ),
    (
        "`nullable` beside `$ref`",
        "optional",
        "null_is_allowed_however_it_is_said",
    ),
    (
        "`readOnly`, `writeOnly`",
        "what travels one way never blocks the other",
        "what_travels_one_way_never_blocks_the_other",
    ),
    (
        "passwords, card numbers",
        "hidden in `Debug`",
        "what_must_not_show_is_marked",
    ),
    (
        "a schema that holds itself",
        "boxed",
        "a_type_that_holds_itself_is_boxed_and_a_list_of_itself_is_a_type",
    ),
    (
        "names that are no Rust names: blanks, dashes, colons, other scripts",
        "renamed in Rust, kept on the wire",
        "names_that_are_no_rust_names_still_travel_as_they_are",
    ),
    (
        "references with percent-encoding",
        "decoded once",
        "tokens_are_decoded_once",
    ),
    (
        "dates and times without an offset",
        "read leniently, the text kept",
        "formats_of_texts",
    ),
    (
        "servers of an operation, relative servers",
        "kept",
        "descriptions_and_relative_addresses_are_kept",
    ),
    (
        "an internal host in front",
        "behind the others",
        "it_stands_behind_the_others",
    ),
    (
        "a webhook, or types and no operation",
        "a crate of types",
        "webhooks_are_told_apart",
    ),
    (
        "a panic of progenitor",
        "an error that names the operation",
        "a_panic_of_progenitor_is_an_error",
    ),
    (
        "everything in one file",
        "a file for each operation and type",
        "every_file_is_rust_and_says_where_it_comes_from",
    ),
];

fn table() -> String {
    let sources = sources::all();
    let names = constants(&sources);
    let tests = tests(&sources);
    let mut text = HEADER.to_owned();
    text.push_str("## Codes\n\n| code | what it sees | what it makes of it | test |\n| --- | --- | --- | --- |\n");
    for one in Explained::all() {
        let test = proof(one.code.0, &names, &tests);
        text.push_str(&format!(
            "| {} | {} | {} | {test} |\n",
            one.code, one.title, one.done
        ));
    }
    text.push_str("\n## Beyond the codes\n\nWhat is right, or common, and asks for more than progenitor and typify can do. It makes no finding.\n\n| documents have | what comes of it | test |\n| --- | --- | --- |\n");
    for (what, made, test) in BEYOND {
        text.push_str(&format!("| {what} | {made} | `{test}` |\n"));
    }
    text
}

/// The constants that hold codes.
fn constants(sources: &[Source]) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for source in sources {
        for line in source
            .code
            .lines()
            .filter(|line| line.contains(": Code = Code(\""))
        {
            let name = line
                .split("const ")
                .nth(1)
                .and_then(|rest| rest.split(':').next());
            let code = line
                .split("Code(\"")
                .nth(1)
                .and_then(|rest| rest.split('"').next());
            if let (Some(name), Some(code)) = (name, code) {
                names.insert(code.to_owned(), name.to_owned());
            }
        }
    }
    names
}

/// A test and where it stands.
struct Test {
    path: String,
    name: String,
    body: String,
}

fn tests(sources: &[Source]) -> Vec<Test> {
    let mut all = Vec::new();
    for source in sources {
        for part in source.tests.split("#[test]").skip(1) {
            let name = part
                .split("fn ")
                .nth(1)
                .and_then(|rest| rest.split('(').next());
            all.push(Test {
                path: source.path.clone(),
                name: name.unwrap_or_default().to_owned(),
                body: part.to_owned(),
            });
        }
    }
    all
}

/// The test that proves a code: of a rule its own, else one that names the code or its constant, else the one that tries
/// the example of every code.
fn proof(code: &str, names: &BTreeMap<String, String>, tests: &[Test]) -> String {
    let own = format!("upgrade/rules/{}_", code.to_lowercase());
    let quoted = format!("\"{code}\"");
    let constant = names.get(code);
    let stage = match code.as_bytes().first() {
        Some(b'L') => "load/",
        Some(b'O') => "overlay/",
        Some(b'E') => "lower/",
        Some(b'P') => "regenerate/",
        Some(b'C' | b'X' | b'W') => "corpus/",
        _ => "upgrade/",
    };
    let of_rule = tests.iter().find(|test| test.path.starts_with(&own));
    let naming = tests
        .iter()
        .filter(|test| test.path.starts_with(stage))
        .find(|test| {
            let by_name = constant.is_some_and(|name| {
                let words = test
                    .body
                    .split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
                words.into_iter().any(|word| word == name)
            });
            by_name || test.body.contains(&quoted) || test.body.contains(&format!("[{code}]"))
        });
    match of_rule.or(naming) {
        Some(test) => format!("`{}`", test.name),
        None => "`every_example_triggers_its_code_and_its_repair_does_not`".to_owned(),
    }
}

#[test]
fn the_document_is_what_the_code_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules.md");
    let wanted = table();
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        std::fs::write(&path, &wanted).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == wanted,
        "docs/rules.md is not what the code says; INSTA_UPDATE=always cargo test -p citi-codegen rules_doc"
    );
}

#[test]
fn every_named_test_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut names = BTreeSet::new();
    for folder in ["crates", "tests", "tour", "xtask"] {
        functions(&root.join(folder), &mut names);
    }
    let missing: Vec<_> = BEYOND
        .iter()
        .filter(|(.., test)| !names.contains(*test))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

fn functions(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("generated") && !path.ends_with("target") {
                functions(&path, names);
            }
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            for rest in text.split("fn ").skip(1) {
                names.insert(rest.split(['(', '<']).next().unwrap_or_default().to_owned());
            }
        }
    }
}
