//! Two documents of one API, in 2.0 and in 3.x, come to the same client: the same operations under
//! the same names, and for each the same places, names, styles, content types and body members on
//! the wire. Compared is the plan, which is all that the code is written from.
//!
//! The documents are not this project's: left out, and said so, where they are not there.

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
        lines.insert(
            format!(
                "{} {}",
                parameter.place.key(),
                parameter.wire.to_ascii_lowercase()
            ),
            format!(
                "{} {} {}",
                if parameter.required {
                    "required"
                } else {
                    "optional"
                },
                // The style of what is one value is no style.
                match parameter.ty {
                    RustType::List(_) => format!("{:?} {}", parameter.style, parameter.explode),
                    _ => String::new(),
                },
                parameter.ident
            ),
        );
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

#[test]
fn twins_come_to_the_same_client() {
    let Some(folder) = corpus() else { return };
    let list = std::fs::read_to_string(folder.join("TWINS.tsv")).unwrap();
    let mut pairs = 0;
    for line in list.lines().skip(1) {
        let (old, new) = line.split_once('\t').unwrap();
        let found = differences(&plan(&folder, old), &plan(&folder, new));
        println!("{old}: {}", found.len());
        for line in &found {
            println!("    {line}");
        }
        pairs += 1;
    }
    assert_eq!(pairs, 15);
}
