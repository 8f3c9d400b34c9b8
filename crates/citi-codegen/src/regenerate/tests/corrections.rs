//! Overlays: laid over the document they name, and never left out in silence.

use super::*;

fn overlay(target: &str) -> String {
    format!(
        "overlay: 1.0.0\ninfo: {{ title: Corrections, version: '1' }}\nactions:\n  - target: {target}\n    \
         description: The bank sends it.\n    update: {{ spread: {{ type: number }} }}\n"
    )
}

#[test]
fn a_correction_reaches_the_generated_code() {
    let house = House::generated();
    house.put(
        "specs/overlays/rates.yaml",
        &overlay("$.components.schemas.Rate.properties"),
    );
    house.put("specs/overlays/README.md", "Why.\n");
    let (report, outcome) = house.run(&Options::default());
    outcome.unwrap();
    let code: String = report.changed.iter().map(|file| house.text(file)).collect();
    assert!(code.contains("spread"), "{:?}", report.changed);
    assert_eq!(house.text("specs/fx/rates.yaml"), RATES);
}

#[test]
fn a_correction_that_fits_nothing_is_refused() {
    let house = House::generated();
    house.put(
        "specs/overlays/rates.yaml",
        &overlay("$.components.schemas.Gone"),
    );
    let error = house.refused(&Options::default());
    assert!(
        error.to_string().contains("specs/overlays/rates.yaml"),
        "{error}"
    );
}

#[test]
fn a_correction_of_no_document_is_refused() {
    let house = House::generated();
    house.put("specs/overlays/quotes.yaml", &overlay("$.info"));
    let error = house.refused(&Options::default());
    assert!(
        error.to_string().contains("specs/overlays/quotes.yaml"),
        "{error}"
    );
    assert!(error.to_string().contains("extends"), "{error}");
}

#[test]
fn a_finding_on_what_a_correction_brought_names_the_correction() {
    let house = House::generated();
    let crooked = overlay("$.components.schemas.Rate.properties").replace("number", "int");
    house.put("specs/overlays/rates.yaml", &crooked);
    let (report, outcome) = house.run(&Options::default());
    outcome.unwrap();
    let finding = report
        .diagnostics
        .iter()
        .find(|finding| finding.pointer.ends_with("/spread/type"))
        .unwrap_or_else(|| panic!("{:?}", report.diagnostics));
    assert_eq!(finding.document, "specs/overlays/rates.yaml");
    assert_eq!((finding.line, finding.column), (6, 31), "{finding}");
}

#[test]
fn a_strict_run_writes_nothing_that_is_approximated() {
    let house = House::generated();
    let lost = overlay("$.components.schemas.Rate.properties")
        .replace("{ type: number }", "{ $ref: '#/components/schemas/Gone' }");
    house.put("specs/overlays/rates.yaml", &lost);
    let strict = Options {
        strict: true,
        ..Options::default()
    };
    let (report, outcome) = house.run(&strict);
    assert_eq!(outcome.unwrap(), Outcome::Approximated);
    assert!(report.changed.is_empty(), "{:?}", report.changed);
    let (report, outcome) = house.run(&Options::default());
    assert_eq!(outcome.unwrap(), Outcome::Clean);
    assert!(!report.changed.is_empty());
}
