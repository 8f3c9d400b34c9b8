//! Crooked documents that nobody thought of: the fuzzer's seeds, with parts of one put into another. Each becomes code
//! or a refusal with a reason. `MUTATIONS=100000 cargo test -p citi-codegen --test mutations` tries more than the few of
//! every day.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::path::Path;

use citi_codegen::emit::emit;
use citi_codegen::load::{Node, Value, load};
use citi_codegen::lower::plan::CratePlan;
use citi_codegen::lower::{Names, Options, lower};
use citi_codegen::upgrade::upgrade;

/// How many documents are tried, unless more are asked for.
const FEW: u64 = 300;

/// A generator of numbers that gives the same ones everywhere (SplitMix64).
struct Dice(u64);

impl Dice {
    fn throw(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((bits ^ (bits >> 31)) >> 8).unwrap_or(0) % below.max(1)
    }
}

fn seeds() -> Vec<Node> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds/upgrade");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the seeds of the fuzzer")
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let read = |file: &std::path::PathBuf| load("seed", &std::fs::read(file).unwrap()).ok();
    files
        .iter()
        .filter_map(read)
        .map(|seed| seed.root)
        .collect()
}

fn count(node: &Node) -> usize {
    let below: usize = node
        .items()
        .iter()
        .chain(node.entries().iter().map(|entry| &entry.value))
        .map(count)
        .sum();
    below + 1
}

/// The node that stands at `index`, counted from the root.
fn nth<'n>(node: &'n Node, index: &mut usize) -> Option<&'n Node> {
    if *index == 0 {
        return Some(node);
    }
    *index -= 1;
    let mut below = node
        .items()
        .iter()
        .chain(node.entries().iter().map(|entry| &entry.value));
    below.find_map(|child| nth(child, index))
}

fn nth_mut<'n>(node: &'n mut Node, index: &mut usize) -> Option<&'n mut Node> {
    if *index == 0 {
        return Some(node);
    }
    *index -= 1;
    match &mut node.value {
        Value::Sequence(items) => items.iter_mut().find_map(|child| nth_mut(child, index)),
        Value::Mapping(entries) => entries
            .iter_mut()
            .find_map(|entry| nth_mut(&mut entry.value, index)),
        _ => None,
    }
}

const ODD: [&str; 14] = [
    "",
    " ",
    "null",
    "#",
    "#/",
    "#/components/schemas/A",
    "{}",
    "{id}",
    "200",
    "-1",
    "1e999999999",
    "type",
    "\u{202e}\u{0}",
    "é ü",
];

fn mutate(document: &mut Node, seeds: &[Node], dice: &mut Dice) {
    let donor = &seeds[dice.throw(seeds.len())];
    let gift = nth(donor, &mut dice.throw(count(donor))).cloned();
    let odd = ODD[dice.throw(ODD.len())];
    let mut at = dice.throw(count(document) - 1) + 1;
    let kind = dice.throw(6);
    let Some(target) = nth_mut(document, &mut at) else {
        return;
    };
    match (kind, &mut target.value) {
        (0, value) => *value = Value::Null,
        (1, value) => *value = Value::String(odd.to_owned()),
        (2, Value::Mapping(entries)) if !entries.is_empty() => {
            let at = dice.throw(entries.len());
            entries.remove(at);
        }
        (3, Value::Mapping(entries)) if !entries.is_empty() => {
            let at = dice.throw(entries.len());
            odd.clone_into(&mut entries[at].key);
        }
        (4, Value::Mapping(entries)) => {
            if let Some(gift) = gift {
                for entry in gift.entries() {
                    if entries.iter().all(|known| known.key != entry.key) {
                        entries.push(entry.clone());
                    }
                }
            }
        }
        _ => {
            if let Some(gift) = gift {
                *target = gift;
            }
        }
    }
}

fn through(text: &str) {
    let Ok(loaded) = load("mutation", text.as_bytes()) else {
        return;
    };
    let mut findings = loaded.diagnostics;
    let Some(document) = upgrade("mutation", loaded.root, &mut findings) else {
        assert!(findings.has_errors(), "refused without a reason");
        return;
    };
    let module = lower(
        &document,
        &Options::default(),
        &mut Names::default(),
        &mut findings,
    );
    let plan = CratePlan {
        name: "mutation".to_owned(),
        modules: vec![module],
    };
    let files = emit(&plan).expect("what is planned can be written");
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".rs")) {
        if let Err(error) = syn::parse_file(text) {
            panic!("{path} is no Rust: {error}");
        }
    }
}

#[test]
fn parts_of_one_document_in_another_become_code_or_a_refusal() {
    let tries = std::env::var("MUTATIONS")
        .ok()
        .and_then(|text| text.parse().ok());
    let first = std::env::var("MUTATIONS_FROM")
        .ok()
        .and_then(|text| text.parse().ok());
    let first: u64 = first.unwrap_or(0);
    let seeds = seeds();
    for number in first..first + tries.unwrap_or(FEW) {
        let mut dice = Dice(number);
        let mut document = seeds[dice.throw(seeds.len())].clone();
        for _ in 0..=dice.throw(4) {
            mutate(&mut document, &seeds, &mut dice);
        }
        let text = document.to_json();
        let outcome = std::thread::scope(|scope| {
            let thread = std::thread::Builder::new().stack_size(64 << 20);
            let thread = thread
                .spawn_scoped(scope, || through(&text))
                .expect("a thread");
            thread.join().is_ok()
        });
        assert!(outcome, "number {number}: {text}");
    }
}
