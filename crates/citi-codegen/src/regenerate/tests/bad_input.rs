//! Bad input: what is said, and that nothing is written.

use super::*;
use crate::portal::lock::LockError;

#[test]
fn an_unknown_category_lists_the_known_ones() {
    let house = House::generated();
    let error = house.refused(&Options {
        only: Some("rates".to_owned()),
        ..Options::default()
    });
    assert_eq!(
        error.to_string(),
        "there is no category `rates`; the manifest has fx, events"
    );
}

#[test]
fn a_manifest_that_is_not_there() {
    let house = House::generated();
    std::fs::remove_file(house.root.path().join("specs/portal.toml")).unwrap();
    let error = house.refused(&Options::default());
    assert!(error.to_string().contains("specs/portal.toml"), "{error}");
}

#[test]
fn a_wrong_key_of_the_manifest() {
    let house = House::generated();
    house.put(
        "specs/portal.toml",
        &MANIFEST.replace("cacheable", "cachable"),
    );
    let error = house.refused(&Options::default());
    assert!(matches!(error, RegenerateError::Problem(_)));
    assert!(
        error.to_string().contains("did you mean `cacheable`?"),
        "{error}"
    );
}

#[test]
fn a_document_that_is_not_there() {
    let house = House::generated();
    std::fs::remove_file(house.root.path().join("specs/fx/rates.yaml")).unwrap();
    let error = house.refused(&Options::default());
    assert!(matches!(&error, RegenerateError::Lock(errors) if errors[0].id() == "rates"));
    assert!(error.to_string().contains("cargo xtask pull"), "{error}");
}

#[test]
fn a_document_that_was_never_pulled() {
    let house = House::generated();
    house.put(
        "specs/portal.toml",
        &MANIFEST.replace("['rates']", "['rates', 'quotes']"),
    );
    let error = house.refused(&Options::default());
    let RegenerateError::Lock(errors) = error else {
        panic!("{error}");
    };
    assert_eq!(
        errors,
        [LockError::NotLocked {
            id: "quotes".to_owned()
        }]
    );
}

#[test]
fn a_lock_that_does_not_match() {
    let house = House::generated();
    house.put("specs/fx/rates.yaml", &format!("{RATES}\n# changed\n"));
    let error = house.refused(&Options::default());
    assert!(matches!(&error, RegenerateError::Lock(errors)
        if matches!(errors[0], LockError::Changed { .. })));
    assert!(error.to_string().contains("specs/fx/rates.yaml"), "{error}");
}

#[test]
fn a_broken_document_writes_nothing_of_the_others_either() {
    let house = House::new();
    house.put("specs/events/notices.yaml", "openapi: 3.0.3\npaths: [\n");
    let sha256 = |text: &str| crate::portal::lock::sha256(text.as_bytes());
    let lock = house.text("specs/portal.lock");
    let broken = sha256(&house.text("specs/events/notices.yaml"));
    house.put(
        "specs/portal.lock",
        &lock.replace(&sha256(NOTICES), &broken),
    );
    let error = house.refused(&Options::default());
    let RegenerateError::Refused(findings) = error else {
        panic!("{error}");
    };
    assert_eq!(findings[0].document, "specs/events/notices.yaml");
    assert!(findings[0].line > 0);
    assert!(!findings[0].remedy.is_empty());
}

#[test]
fn what_is_no_api_description() {
    let house = House::new();
    house.put("specs/fx/rates.yaml", "shopping: [milk]\n");
    let sha256 = |text: &str| crate::portal::lock::sha256(text.as_bytes());
    let other = sha256("shopping: [milk]\n");
    let lock = house
        .text("specs/portal.lock")
        .replace(&sha256(RATES), &other);
    house.put("specs/portal.lock", &lock);
    let error = house.refused(&Options::default());
    assert!(matches!(error, RegenerateError::Refused(_)), "{error}");
}

#[test]
fn broken_names() {
    let house = House::generated();
    house.put("specs/names.lock", "rates = 3\n");
    let error = house.refused(&Options::default());
    assert!(error.to_string().starts_with("specs/names.lock"), "{error}");
}

#[test]
fn an_operation_that_is_cacheable_and_gone_is_refused() {
    let house = House::generated();
    let manifest = MANIFEST.replace("getRates = 30", "getRates = 30, getRate = 30");
    house.put("specs/portal.toml", &manifest);
    let RegenerateError::Refused(findings) = house.refused(&Options::default()) else {
        panic!("another error");
    };
    let [finding] = findings.as_slice() else {
        panic!("{findings:?}");
    };
    assert_eq!(finding.code.0, "P002");
    assert_eq!(finding.document, "specs/portal.toml");
    assert_eq!(finding.pointer, "/category/0/cacheable/getRate");
    let line = usize::try_from(finding.line).unwrap();
    assert!(
        manifest
            .lines()
            .nth(line - 1)
            .unwrap()
            .contains("getRate = 30")
    );
    assert!(finding.found.contains("`getRate`") && !finding.remedy.is_empty());
}

#[test]
fn answers_that_must_not_be_shown_are_not_kept() {
    for (from, to, code) in [
        ("mid: { type: number }", "iban: { type: string }", "E027"),
        ("    get:", "    put:", "E028"),
    ] {
        let house = House::generated();
        house.put("specs/fx/rates.yaml", &RATES.replace(from, to));
        house.pin();
        let RegenerateError::Refused(findings) = house.refused(&Options::default()) else {
            panic!("another error");
        };
        let [finding] = findings.as_slice() else {
            panic!("{findings:?}");
        };
        assert_eq!(finding.code.0, code);
        assert_eq!(finding.document, "specs/fx/rates.yaml");
        assert!(finding.line > 0 && finding.pointer.starts_with("/paths/~1rates/"));
        assert!(finding.remedy.contains("specs/portal.toml"), "{finding}");
    }
}
