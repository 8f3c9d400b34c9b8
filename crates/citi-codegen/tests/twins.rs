//! Two documents of one API, in 2.0 and in 3.x, come to the same client: the same operations under
//! the same names, and for each the same places, names, styles, content types and body members on
//! the wire. Compared is the plan, which is all that the code is written from.
//!
//! The documents are not this project's: left out, and said so, where they are not there.

#![allow(clippy::unwrap_used, reason = "a test stops at what breaks")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use citi_codegen::diagnostic::Diagnostics;
use citi_codegen::load;
use citi_codegen::lower::plan::{ModulePlan, OperationPlan, RustType, Shape};
use citi_codegen::lower::{Names, Options, lower};
use citi_codegen::upgrade;

/// The folder of documents beside the workspace, if it is there.
fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    if folder.join("TWINS.tsv").is_file() {
        return Some(folder);
    }
    println!(
        "left out: there is no {}",
        folder.join("TWINS.tsv").display()
    );
    None
}

fn plan(folder: &Path, path: &str) -> ModulePlan {
    let bytes = std::fs::read(folder.join(path)).unwrap();
    let loaded = load::load(path, &bytes).unwrap();
    let mut diagnostics = Diagnostics::new(path);
    // One name for both: what a module is called is not compared.
    let document = upgrade::upgrade("twin", loaded.root, &mut diagnostics).unwrap();
    lower(
        &document,
        &Options::default(),
        &mut Names::default(),
        &mut diagnostics,
    )
}

/// What of an operation shows on the wire, one line a thing.
fn wire(module: &ModulePlan, operation: &OperationPlan) -> BTreeMap<String, String> {
    let mut lines = BTreeMap::new();
    for parameter in &operation.parameters {
        let place = parameter.place.key();
        let name = parameter.wire.to_ascii_lowercase();
        let presence = if parameter.required {
            "required"
        } else {
            "optional"
        };
        let line = match parameter.ty {
            RustType::List(_) => {
                format!("{presence} {:?} {}", parameter.style, parameter.explode)
            }
            // One value has no style.
            _ => presence.to_owned(),
        };
        lines.insert(format!("{place} {name}"), line);
        lines.insert(format!("argument {place} {name}"), parameter.ident.clone());
    }
    for (place, name) in &operation.supplied {
        let name = name.to_ascii_lowercase();
        // A media type is said by the body as well.
        if !["content-type", "accept", "authorization"].contains(&name.as_str()) {
            lines.insert(format!("{} {name}", place.key()), "supplied".to_owned());
        }
    }
    if let Some(body) = &operation.body {
        let media = body
            .content_type
            .split(';')
            .next()
            .unwrap_or_default()
            .trim();
        lines.insert(
            "body".to_owned(),
            format!("{:?} {media} required: {}", body.encoding, body.required),
        );
        for (name, required) in members(module, &body.ty, 0) {
            lines.insert(
                format!("body member {name}"),
                format!("required: {required}"),
            );
        }
    }
    let accept: BTreeSet<_> = operation
        .accept
        .iter()
        .map(|name| name.split(';').next().unwrap_or_default().trim().to_owned())
        .collect();
    lines.insert("accept".to_owned(), format!("{accept:?}"));
    lines
}

/// The members of an object that is sent.
fn members(module: &ModulePlan, ty: &RustType, depth: usize) -> BTreeMap<String, bool> {
    let RustType::Named(name) = ty else {
        return BTreeMap::new();
    };
    let def = module.types.iter().find(|def| def.name == *name);
    match def.map(|def| &def.shape) {
        Some(Shape::Struct(plan)) => plan
            .fields
            .iter()
            .filter(|field| !field.read_only)
            .map(|field| (field.wire.clone(), field.required))
            .collect(),
        Some(Shape::Alias { target, .. }) if depth < 8 => members(module, target, depth + 1),
        _ => BTreeMap::new(),
    }
}

/// In what two plans differ, one line a difference.
fn differences(old: &ModulePlan, new: &ModulePlan) -> Vec<String> {
    let by_address = |module: &ModulePlan| -> BTreeMap<String, OperationPlan> {
        let key = |o: &OperationPlan| format!("{} {}", o.method, o.path);
        let all = module.operations.iter();
        all.map(|o| (key(o), o.clone())).collect()
    };
    let (olds, news) = (by_address(old), by_address(new));
    let mut found = Vec::new();
    for address in olds.keys().filter(|address| !news.contains_key(*address)) {
        found.push(format!("{address}: only in 2.0"));
    }
    for (address, second) in &news {
        let Some(first) = olds.get(address) else {
            found.push(format!("{address}: only in 3.x"));
            continue;
        };
        if first.published_id == second.published_id && first.ident != second.ident {
            found.push(format!("{address}: `{}`, `{}`", first.ident, second.ident));
        }
        let (before, after) = (wire(old, first), wire(new, second));
        let things: BTreeSet<_> = before.keys().chain(after.keys()).collect();
        for thing in things {
            let (a, b) = (before.get(thing), after.get(thing));
            if a != b {
                let text =
                    |line: Option<&String>| line.map_or("-", |line| line.as_str()).to_owned();
                found.push(format!("{address}: {thing}: {} | {}", text(a), text(b)));
            }
        }
    }
    found
}

/// What the documents themselves say differently: the 2.0 document, how the difference ends, how
/// often, and which of them says what.
const KNOWN: &[(&str, &str, usize, &str)] = &[
    (
        "mojaloop-specification/fspiop-rest-v1.0-OpenAPI-implementation.yaml",
        "POST /bulkQuotes: body member extensionList: required: false | -",
        1,
        "only 2.0 declares the member",
    ),
    (
        "mojaloop-account-lookup/api_swagger.json",
        ": header fspiop-destination: required | optional",
        3,
        "2.0 demands the header, 3.x does not",
    ),
    (
        "stripe/2018-04-25-spec2.json",
        ": optional Form false | optional DeepObject true",
        96,
        "2.0 has no deepObject",
    ),
    (
        "stripe/2018-04-25-spec2.json",
        "POST /v1/files: body: Form application/x-www-form-urlencoded required: true | Multipart multipart/form-data required: true",
        1,
        "2.0 names no media type of its own for the upload",
    ),
    (
        "mojaloop-account-lookup/admin_swagger.json",
        "POST /oracles: header content-length: optional | -",
        1,
        "only 2.0 declares the header",
    ),
    (
        "mojaloop-account-lookup/admin_swagger.json",
        "POST /oracles: argument header content-length: content_length | -",
        1,
        "only 2.0 declares the header",
    ),
    (
        "obuk-conformance-suite/v3.1.7-account-info-swagger.json",
        "/file: accept: {\"*/*\"} | {\"application/json\"}",
        1,
        "2.0 says that the file may be anything",
    ),
    (
        "obuk-conformance-suite/v3.1.7-payment-initiation-swagger.json",
        "/file: accept: {\"*/*\"} | {\"application/json\"}",
        1,
        "2.0 says that the answer may be anything",
    ),
];

#[test]
fn twins_come_to_the_same_client() {
    let Some(folder) = corpus() else { return };
    let list = std::fs::read_to_string(folder.join("TWINS.tsv")).unwrap();
    let mut pairs = 0;
    for line in list.lines().skip(1) {
        let (old, new) = line.split_once('\t').unwrap();
        let found = differences(&plan(&folder, old), &plan(&folder, new));
        let known: Vec<_> = KNOWN.iter().filter(|known| known.0 == old).collect();
        let mut unexplained: Vec<&String> = found.iter().collect();
        for (_, ending, count, why) in known {
            let (explained, rest): (Vec<_>, Vec<_>) = unexplained
                .into_iter()
                .partition(|line| line.ends_with(ending));
            assert_eq!(explained.len(), *count, "{old}: {why}: {explained:#?}");
            unexplained = rest;
        }
        assert!(unexplained.is_empty(), "{old}: {unexplained:#?}");
        pairs += 1;
    }
    assert_eq!(pairs, 15);
}
