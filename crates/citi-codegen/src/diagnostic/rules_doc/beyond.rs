//! What no code speaks of, and the tests that prove it.

use std::collections::BTreeSet;
use std::path::Path;

/// What documents do that is no code's matter: it is taken as it is, or a client is made that can do it.
pub(super) const BEYOND: &[(&str, &str, &str)] = &[
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
        "operation ids that are there twice, or alike but for letters' cases, blanks and signs",
        "each has a name of its own, locked: it stays when the document grows",
        "ids_that_come_to_one_name_have_each_their_own_and_it_stays",
    ),
    (
        "parameters or properties whose names come to one identifier",
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
        "media types with parameters (`application/json;format=…`)",
        "JSON, sent and asked for with them",
        "the_parameter_of_a_media_type_is_sent_and_asked_for",
    ),
    (
        "errors by range and by status, in any order",
        "the status goes before its range",
        "a_status_goes_before_its_range_however_they_are_ordered",
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
        "every_style_is_written_as_openapi_says_and_every_digit_stays",
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
        "arguments called like what a builder or its module uses (`url`, `self`, `types`, `value`)",
        "called so all the same; only a builder's own methods are theirs alone (`send_query`)",
        "an_argument_may_be_called_like_what_its_builder_uses",
    ),
    (
        "operations called like a method of every type (`new`, `clone`, `into`, `default`)",
        "called so where Rust can tell them apart, else with a number",
        "an_operation_may_be_called_like_a_method_of_every_type",
    ),
    (
        "members and schemas called like what Rust has (`self`, `Option`, `Result`, `build`)",
        "renamed in Rust where they must be, kept on the wire",
        "members_and_types_may_be_called_like_what_rust_has",
    ),
    (
        "enumeration values that are empty, blank, numbers, flags, or alike but for a sign or a letter's case",
        "a variant for each",
        "values_of_an_enumeration_that_look_alike_are_all_there",
    ),
    (
        "servers called like a token's address",
        "`SERVER`",
        "no_server_takes_the_name_of_a_token_address",
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
        "internal addresses in extensions, tokens in examples",
        "in no generated file",
        "what_is_meant_for_the_banks_own_people_is_in_no_file",
    ),
    (
        "schemas that are closed, and values beyond their bounds",
        "read all the same",
        "an_answer_may_hold_more_and_longer_than_its_schema_allows",
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
        "any_number_keeps_its_digits_wherever_it_stands",
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

/// The names of the tests below `folder`.
fn functions(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("generated") && !path.ends_with("target") {
                functions(&path, names);
            }
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let mut attribute = false;
            for line in text.lines().map(str::trim_start) {
                attribute |= line.starts_with("#[test]") || line.starts_with("#[tokio::test");
                if let Some((_, rest)) = line.split_once("fn ").filter(|_| attribute) {
                    names.insert(rest.split(['(', '<']).next().unwrap_or_default().to_owned());
                    attribute = false;
                }
            }
        }
    }
}
