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
fn an_operation_that_is_cacheable_and_gone_is_told() {
    let house = House::new();
    house.put(
        "specs/portal.toml",
        &MANIFEST.replace("getRates", "getRate"),
    );
    let (report, _) = house.run(&Options::default());
    let told = report.diagnostics.iter().any(|finding| {
        finding.document == "specs/portal.toml" && finding.found.contains("`getRate`")
    });
    assert!(told, "{:?}", report.diagnostics);
}
