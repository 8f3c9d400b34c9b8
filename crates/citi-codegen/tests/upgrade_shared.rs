//! Real documents through load and upgrade: none is refused, no operation is missing, and
//! what comes out keeps the promises of the model.
//!
//! The documents stand beside the workspace, in `../shared`; where they are missing the test
//! says so and is left out.

#![allow(
    clippy::expect_used,
    reason = "a test stops where its fixtures are broken"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use citi_codegen::diagnostic::{Diagnostics, Severity};
use citi_codegen::load;
use citi_codegen::model::{Additional, Document, Operation, Place, Schema};
use citi_codegen::upgrade::upgrade;

/// The folder of shared documents, if it is there.
fn shared() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    folder.is_dir().then_some(folder)
}

/// Document → how many operations it has, as its list says.
fn corpus(folder: &Path) -> BTreeMap<PathBuf, usize> {
    let list = fs::read_to_string(folder.join("corpus/INDEX.tsv")).expect("the corpus has a list");
    let rows = list.lines().skip(1).filter_map(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        let operations = columns.get(3)?.parse().ok()?;
        Some((folder.join("corpus").join(columns[0]), operations))
    });
    rows.collect()
}

/// The same for the documents of the portal, whose list is a table of Markdown.
fn portal(folder: &Path) -> BTreeMap<PathBuf, usize> {
    let list = fs::read_to_string(folder.join("portal/README.md")).expect("the portal has a list");
    let rows = list.lines().filter_map(|line| {
        let columns: Vec<&str> = line.split('|').map(str::trim).collect();
        let operations = columns.get(3)?.parse().ok()?;
        let file = format!("portal/{}.yaml", columns[1]);
        Some((folder.join(file), operations))
    });
    rows.collect()
}

struct Figures {
    documents: usize,
    operations: usize,
    webhooks: usize,
    schemas: usize,
    findings: BTreeMap<&'static str, usize>,
    problems: Vec<String>,
}

fn measure(documents: &BTreeMap<PathBuf, usize>) -> Figures {
    let mut figures = Figures {
        documents: 0,
        operations: 0,
        webhooks: 0,
        schemas: 0,
        findings: BTreeMap::new(),
        problems: Vec::new(),
    };
    for (path, expected) in documents {
        let name = path.display().to_string();
        let bytes = fs::read(path).expect("a listed document is there");
        let loaded = match load::load(&name, &bytes) {
            Ok(loaded) => loaded,
            Err(findings) => {
                figures
                    .problems
                    .push(format!("{name} does not load: {findings:?}"));
                continue;
            }
        };
        let mut diagnostics = Diagnostics::new(&name);
        let Some(document) = upgrade("document", loaded.root, &mut diagnostics) else {
            figures
                .problems
                .push(format!("{name} is refused: {diagnostics:?}"));
            continue;
        };
        if document.operations.len() != *expected {
            let got = document.operations.len();
            figures
                .problems
                .push(format!("{name} has {got} operations, not {expected}"));
        }
        figures.documents += 1;
        figures.operations += document.operations.len();
        figures.webhooks += document.webhooks.len();
        figures.schemas += document.schemas.len();
        for finding in diagnostics.findings() {
            *figures.findings.entry(finding.code.0).or_default() += 1;
            assert_ne!(finding.severity, Severity::Error, "{finding}");
        }
        let mut broken = BTreeSet::new();
        check(&document, &mut broken);
        figures
            .problems
            .extend(broken.into_iter().map(|what| format!("{name}: {what}")));
    }
    figures
}

/// The promises that the model's documentation makes.
fn check(document: &Document, broken: &mut BTreeSet<String>) {
    let mut expect = |kept: bool, what: String| {
        if !kept {
            broken.insert(what);
        }
    };
    for (name, schema) in &document.schemas {
        expect(
            document.resolve(schema).is_some(),
            format!("schema {name} leads nowhere"),
        );
    }
    let requirements = document
        .operations
        .iter()
        .flat_map(|operation| &operation.security);
    for requirement in requirements.chain(&document.security) {
        for scheme in requirement.schemes.keys() {
            expect(
                document.schemes.contains_key(scheme),
                format!("scheme {scheme} is unknown"),
            );
        }
    }
    let own = document
        .operations
        .iter()
        .flat_map(|operation| &operation.servers);
    for server in document.servers.iter().chain(own) {
        let url = &server.url;
        expect(
            url.trim() == url && !url.ends_with('/'),
            format!("server {url} is not trimmed"),
        );
    }
    for operation in &document.operations {
        let place = format!("{} {}", operation.method, operation.path);
        expect(
            operation.path.starts_with('/'),
            format!("{place} has no slash"),
        );
        expect(
            !operation.path.contains(['?', '#']),
            format!("{place} has a query"),
        );
        for placeholder in placeholders(&operation.path) {
            let has = operation.parameters.iter().any(|parameter| {
                parameter.place == Place::Path
                    && parameter.name == placeholder
                    && parameter.required
            });
            expect(has, format!("{place} does not declare {placeholder}"));
        }
        let mut seen = BTreeSet::new();
        for parameter in &operation.parameters {
            let new = seen.insert((parameter.place, parameter.name.clone()));
            expect(new, format!("{place} declares {} twice", parameter.name));
        }
        if let Some(body) = &operation.body {
            expect(
                !body.content.is_empty(),
                format!("{place} has a body without content"),
            );
        }
    }
    let mut each = |schema: &Schema| {
        if let Some(name) = &schema.reference {
            expect(
                document.schemas.contains_key(name),
                format!("{} leads to {name}", schema.pointer),
            );
        }
        let nulls = schema.values.iter().flatten().any(load::Node::is_null);
        expect(!nulls, format!("{} lists null", schema.pointer));
    };
    for schema in document.schemas.values() {
        descend(schema, &mut each);
    }
    for operation in document.operations.iter().chain(&document.webhooks) {
        for schema in of_operation(operation) {
            descend(schema, &mut each);
        }
    }
}

fn placeholders(path: &str) -> Vec<String> {
    let parts = path.split('{').skip(1);
    parts
        .filter_map(|part| part.split_once('}'))
        .map(|(name, _)| name.to_owned())
        .collect()
}

fn of_operation(operation: &Operation) -> Vec<&Schema> {
    let mut schemas: Vec<&Schema> = operation
        .parameters
        .iter()
        .map(|parameter| &parameter.schema)
        .collect();
    let body = operation.body.iter().flat_map(|body| &body.content);
    let answers = operation
        .responses
        .iter()
        .flat_map(|response| &response.content);
    schemas.extend(
        body.chain(answers)
            .filter_map(|media| media.schema.as_ref()),
    );
    let headers = operation
        .responses
        .iter()
        .flat_map(|response| &response.headers);
    schemas.extend(headers.map(|header| &header.schema));
    schemas
}

fn descend(schema: &Schema, each: &mut dyn FnMut(&Schema)) {
    each(schema);
    let lists = [
        &schema.all_of,
        &schema.one_of,
        &schema.any_of,
        &schema.prefix_items,
    ];
    let maps = [&schema.properties, &schema.pattern_properties];
    for inner in lists.into_iter().flatten() {
        descend(inner, each);
    }
    for inner in maps.into_iter().flat_map(|map| map.values()) {
        descend(inner, each);
    }
    for inner in schema.items.iter().chain(&schema.not) {
        descend(inner, each);
    }
    if let Additional::Schema(inner) = &schema.additional {
        descend(inner, each);
    }
}

fn run(which: &str, list: fn(&Path) -> BTreeMap<PathBuf, usize>) {
    let Some(folder) = shared().filter(|folder| folder.join(which).is_dir()) else {
        println!("left out: there is no ../shared/{which} beside the workspace");
        return;
    };
    let documents = list(&folder);
    assert!(
        !documents.is_empty(),
        "the list of {which} names no document"
    );
    let start = Instant::now();
    let figures = measure(&documents);
    println!(
        "{which}: {} documents, {} operations, {} webhooks, {} schemas in {:?}; findings {:?}",
        figures.documents,
        figures.operations,
        figures.webhooks,
        figures.schemas,
        start.elapsed(),
        figures.findings
    );
    assert!(figures.problems.is_empty(), "{:#?}", figures.problems);
    assert_eq!(figures.documents, documents.len());
}

#[test]
fn documents_of_the_portal_come_out_whole() {
    run("portal", portal);
}

#[test]
fn documents_of_the_corpus_come_out_whole() {
    run("corpus", corpus);
}
