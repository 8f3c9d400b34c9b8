//! `--portal`: the documents come from elsewhere, and are pinned when all is well.

use super::*;

fn portal(documents: &[(&str, &str)]) -> (tempfile::TempDir, Origin) {
    let folder = tempfile::tempdir().unwrap();
    for (id, text) in documents {
        std::fs::write(folder.path().join(format!("{id}.yaml")), text).unwrap();
    }
    let origin = Origin::Folder(folder.path().to_owned());
    (folder, origin)
}

#[test]
fn new_documents_are_pinned_and_generated() {
    let house = House::generated();
    let rates = RATES.replace("mid:", "middle:");
    let (_folder, origin) = portal(&[("rates", &rates), ("notices", NOTICES)]);
    let options = Options {
        portal: Some(origin),
        ..Options::default()
    };
    let (report, outcome) = house.run(&options);
    assert_eq!(outcome.unwrap(), Outcome::Clean);
    let pulled = report.pull.unwrap();
    assert_eq!((pulled.fetched, pulled.unchanged), (1, 1));
    assert_eq!(house.text("specs/fx/rates.yaml"), rates);
    let code: String = report.changed.iter().map(|file| house.text(file)).collect();
    assert!(code.contains("middle"));
    assert!(house.check().1.is_empty());
}

#[test]
fn a_check_against_a_portal_shows_the_difference_and_writes_nothing() {
    let house = House::generated();
    let rates = RATES.replace("mid:", "middle:");
    let (_folder, origin) = portal(&[("rates", &rates), ("notices", NOTICES)]);
    let options = Options {
        check: true,
        portal: Some(origin),
        ..Options::default()
    };
    let before = house.all();
    let Outcome::Differs(differences) = house.run(&options).1.unwrap() else {
        panic!("nothing differs");
    };
    assert_eq!(house.all(), before);
    assert!(
        differences[0].diff.contains("+        middle:"),
        "{differences:?}"
    );
    assert!(differences.len() > 1, "the crate would differ too");
}

#[test]
fn a_portal_that_lacks_a_document_changes_nothing() {
    let house = House::generated();
    let rates = RATES.replace("mid:", "middle:");
    let (_folder, origin) = portal(&[("rates", &rates)]);
    let error = house.refused(&Options {
        portal: Some(origin),
        ..Options::default()
    });
    assert!(error.to_string().contains("notices"), "{error}");
}

#[test]
fn a_portal_with_a_broken_document_changes_nothing() {
    let house = House::generated();
    let rates = RATES.replace("mid:", "middle:");
    let (_folder, origin) = portal(&[("rates", &rates), ("notices", "openapi: [")]);
    let error = house.refused(&Options {
        portal: Some(origin),
        ..Options::default()
    });
    assert!(matches!(error, RegenerateError::Portal { .. }), "{error}");
}

#[test]
fn a_pull_leaves_what_is_broken_as_it_was() {
    let house = House::generated();
    let rates = RATES.replace("mid:", "middle:");
    let (_folder, origin) = portal(&[("rates", &rates), ("notices", "shopping: [milk]\n")]);
    let report = pull(&house.workspace(), Some(&origin), &World::default()).unwrap();
    assert_eq!(report.changed, ["rates"]);
    assert_eq!(report.failed[0].id, "notices");
    assert!(!report.failed[0].reason.is_empty());
    assert_eq!(house.text("specs/events/notices.yaml"), NOTICES);
    house.run(&Options::default()).1.unwrap();
}
