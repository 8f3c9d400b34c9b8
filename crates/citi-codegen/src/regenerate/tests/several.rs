//! A category of several documents: a module each, alike types once, and paths that stay.

use super::*;

/// Another document with the same operation id, a rate of the same form, and a note of another.
const FORWARDS: &str = "\
openapi: 3.0.3
info: { title: Forwards, version: '1' }
paths:
  /forwards:
    get:
      operationId: getRates
      responses:
        '200':
          description: Rates.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Rate' }
components:
  schemas:
    Rate:
      description: In other words.
      type: object
      required: [pair]
      properties:
        pair: { type: string, description: Two currencies. }
        mid: { type: number }
        side: { type: string, enum: [buy, sell] }
    Note: { type: object, properties: { text: { type: string } } }
";

const SPOTS: &str = "\
openapi: 3.0.3
info: { title: Spots, version: '1' }
paths:
  /spots:
    post:
      operationId: getRates
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } }
      responses: { '204': { description: Taken. } }
components:
  schemas:
    Note: { type: object, properties: { text: { type: integer } } }
";

/// A workspace whose first category grows from one document to three.
fn grown() -> House {
    let house = House::generated();
    let manifest = MANIFEST
        .replace("['rates']", "['rates', 'forwards', 'spots']")
        // One of the three is a write, and nothing of that may be kept.
        .replace("cacheable = { getRates = 30 }", "");
    house.put("specs/portal.toml", &manifest);
    house.put("specs/fx/forwards.yaml", FORWARDS);
    house.put("specs/fx/spots.yaml", SPOTS);
    house.pin();
    assert_eq!(house.run(&Options::default()).1.unwrap(), Outcome::Clean);
    house
}

const GENERATED: &str = "crates/citi-fx/src/generated";

#[test]
fn alike_types_stand_once_and_each_module_gives_them_out() {
    let house = grown();
    let text = |file: &str| house.text(&format!("{GENERATED}/{file}"));
    assert!(text("common/types/rate.rs").contains("pub struct Rate {"));
    for module in ["rates", "forwards"] {
        let types = text(&format!("{module}/types/mod.rs"));
        let again = "pub use super::super::common::types::{Rate, RateSide};";
        assert!(types.contains(again), "{module}: {types}");
        assert_eq!(text(&format!("{module}/types/rate.rs")), "");
    }
    // Two notes that differ stay two.
    assert!(text("forwards/types/note.rs").contains("Option<String>"));
    assert!(text("spots/types/note.rs").contains("Option<i64>"));
}

#[test]
fn a_second_document_moves_no_path_and_no_name_of_the_first() {
    let before = House::generated();
    let after = grown();
    let locked = before.text("specs/names.lock");
    for line in locked.lines().filter(|line| line.contains(" = ")) {
        assert!(after.text("specs/names.lock").contains(line), "{line}");
    }
    let root = after.text(&format!("{GENERATED}/mod.rs"));
    assert!(root.contains("pub use rates::*;"), "{root}");
    assert!(after.check().1.is_empty());
}

#[test]
fn operations_of_one_id_live_side_by_side() {
    let house = grown();
    for module in ["rates", "forwards", "spots"] {
        let client = house.text(&format!("{GENERATED}/{module}/client.rs"));
        assert!(client.contains("pub fn get_rates(&self)"), "{module}");
    }
}
