//! What a run writes, and that the next one writes nothing.

use super::*;
use crate::write::GENERATED;

#[test]
fn the_first_run_writes_everything_and_the_next_one_nothing() {
    let house = House::new();
    let (report, outcome) = house.run(&Options::default());
    assert_eq!(outcome.unwrap(), Outcome::Clean);
    assert_eq!((report.documents, report.operations), (2, 2));
    assert!(report.files_written > 4, "{:?}", report.changed);
    let files = house.all();
    let generated: Vec<_> = files
        .iter()
        .filter(|(file, _)| file.contains("/src/generated/"))
        .collect();
    assert!(
        generated
            .iter()
            .any(|(file, _)| file.starts_with("crates/citi-fx/"))
    );
    for (file, text) in generated {
        assert!(text.starts_with(GENERATED), "{file}");
    }

    let (again, outcome) = house.run(&Options::default());
    assert_eq!(outcome.unwrap(), Outcome::Clean);
    assert_eq!(again.files_written, 0, "{:?}", again.changed);
    // A new crate's own files are its owner's from then on: they are not counted again.
    assert_eq!(again.files_unchanged + 4, report.files_written);
    assert_eq!(house.all(), files);
    assert!(house.check().1.is_empty());
}

#[test]
fn two_runs_in_two_places_make_the_same_bytes() {
    assert_eq!(House::generated().all(), House::generated().all());
}

#[test]
fn events_have_types_and_no_client() {
    let house = House::generated();
    let files = house.all();
    let events: String = files
        .iter()
        .filter(|(file, _)| file.starts_with("crates/citi-events/src/generated"))
        .map(|(_, text)| text.as_str())
        .collect();
    assert!(events.contains("struct Notice"), "{events}");
    assert!(!events.contains("on_notice"), "{events}");
}

#[test]
fn a_check_shows_what_was_changed_by_hand_and_how_to_repair_it() {
    let house = House::generated();
    let file = house
        .all()
        .into_keys()
        .find(|file| file.starts_with("crates/citi-fx/src/generated/types/"))
        .unwrap();
    house.put(&file, &format!("{GENERATED} by nobody\n"));
    let (report, differences) = house.check();
    assert_eq!(report.changed, std::slice::from_ref(&file));
    assert_eq!(differences.len(), 1);
    assert!(
        differences[0].diff.contains(&format!("--- a/{file}\n")),
        "{differences:?}"
    );
    assert_eq!(differences[0].repair, "cargo xtask regenerate");
}

#[test]
fn a_check_finds_what_is_missing_and_what_is_stale() {
    let house = House::generated();
    std::fs::remove_file(house.root.path().join("specs/portal.schema.json")).unwrap();
    let stale = "crates/citi-fx/src/generated/old.rs";
    house.put(stale, &format!("{GENERATED} once\n"));
    let (report, differences) = house.check();
    assert_eq!(report.changed, [stale, "specs/portal.schema.json"]);
    assert_eq!(differences.len(), 2);
    house.run(&Options::default()).1.unwrap();
    assert!(!house.root.path().join(stale).exists());
    assert!(house.check().1.is_empty());
}

#[test]
fn a_check_finds_a_document_that_is_not_the_locked_one_and_what_it_changes() {
    let house = House::generated();
    house.put("specs/fx/rates.yaml", &RATES.replace("mid:", "middle:"));
    let (_, differences) = house.check();
    assert!(
        differences[0].what.contains("specs/fx/rates.yaml"),
        "{differences:?}"
    );
    assert_eq!(differences[0].repair, "cargo xtask pull");
    assert!(differences[1].diff.contains("middle"), "{differences:?}");
}

#[test]
fn what_is_hand_written_stays() {
    let house = House::generated();
    house.put("crates/citi-fx/src/lib.rs", "//! Mine.\n");
    house.put("crates/citi-fx/src/ext.rs", "//! Mine too.\n");
    house.run(&Options::default()).1.unwrap();
    assert_eq!(house.text("crates/citi-fx/src/lib.rs"), "//! Mine.\n");
    assert_eq!(house.text("crates/citi-fx/src/ext.rs"), "//! Mine too.\n");
}

#[test]
fn one_category_alone_leaves_the_others() {
    let house = House::generated();
    house.put("specs/events/notices.yaml", "not even YAML: [");
    house.put("specs/fx/rates.yaml", &RATES.replace("mid:", "middle:"));
    let locked = crate::portal::lock::sha256(house.text("specs/fx/rates.yaml").as_bytes());
    let old = crate::portal::lock::sha256(RATES.as_bytes());
    let lock = house.text("specs/portal.lock").replace(&old, &locked);
    house.put("specs/portal.lock", &lock);
    let options = Options {
        only: Some("fx".to_owned()),
        ..Options::default()
    };
    let (report, outcome) = house.run(&options);
    outcome.unwrap();
    assert_eq!(report.documents, 1);
    assert!(
        report
            .changed
            .iter()
            .all(|file| file.starts_with("crates/citi-fx/"))
    );
    assert!(!report.changed.is_empty());
}

#[test]
fn a_name_that_was_invented_stays_when_another_wants_it() {
    let house = House::generated();
    let names = house.text("specs/names.lock");
    assert!(names.contains("RateSide"), "{names}");
    let options = Options {
        only: Some("events".to_owned()),
        ..Options::default()
    };
    house.run(&options).1.unwrap();
    assert_eq!(
        house.text("specs/names.lock"),
        names,
        "another category's names were lost"
    );
}

#[test]
fn the_report_has_the_promised_keys() {
    let (report, _) = House::new().run(&Options::default());
    let json = serde_json::to_value(&report).unwrap();
    for key in [
        "documents",
        "operations",
        "files_written",
        "files_unchanged",
        "ms",
    ] {
        assert!(json[key].is_u64(), "{key}");
    }
    assert!(json["diagnostics"].is_array());
}
