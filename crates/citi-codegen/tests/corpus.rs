//! The measuring, on documents that are not this project's: left out, and said so, where they are
//! not there.

use std::path::{Path, PathBuf};

use citi_codegen::corpus::{count_operations, find};
use citi_codegen::load;

/// The folder of documents beside the workspace, if it is there.
fn shared(what: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = root.join("../shared").join(what);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("left out: there is no folder {}", folder.display());
    None
}

#[test]
fn operations_are_counted_as_the_index_counts_them() {
    let Some(folder) = shared("corpus") else {
        return;
    };
    let index = std::fs::read_to_string(folder.join("INDEX.tsv")).unwrap();
    let mut checked = 0;
    for line in index.lines().skip(1) {
        let columns: Vec<_> = line.split('\t').collect();
        let (path, operations) = (columns[0], columns[3]);
        let bytes = std::fs::read(folder.join(path)).unwrap();
        let loaded = load::load(path, &bytes).unwrap();
        assert_eq!(
            count_operations(&loaded.root).to_string(),
            operations,
            "{path}"
        );
        checked += 1;
    }
    assert_eq!(checked, find(&folder).unwrap().len());
}
