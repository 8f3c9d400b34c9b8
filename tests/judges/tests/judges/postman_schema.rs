//! The collection against Postman's own JSON Schema of version 2.1.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::newman::exported;
use crate::tools::{har_sdk, judged, one_line};

/// Says what breaks the schema, as JSON.
const JUDGE: &str = r#"
const { PostmanValidator } = require("@har-sdk/validator");
const collection = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
new PostmanValidator().verify(collection).then(
  (errors) => console.log(JSON.stringify(errors)),
  (error) => { console.error(String(error)); process.exitCode = 1; },
);
"#;

/// What breaks the schema in a collection.
fn breaches(judge: &Path, folder: &Path, collection: &str) -> Vec<Value> {
    let file = folder.join("collection.json");
    std::fs::write(&file, collection).unwrap();
    let mut node = Command::new("node");
    // Modules are looked for from where it stands.
    node.current_dir(judge).args(["-e", JUDGE]).arg(&file);
    let output = judged(&mut node);
    assert!(output.status.success(), "{}", one_line(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_collection_is_one_by_the_schema_of_postman() {
    let Some(judge) = har_sdk() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let text = exported();
    assert_eq!(breaches(&judge, folder.path(), &text), Vec::<Value>::new());

    // The judge sees what is wrong.
    let mut broken: Value = serde_json::from_str(&text).unwrap();
    broken["item"][0] = serde_json::json!({"name": "no request", "request": 5});
    let found = breaches(&judge, folder.path(), &broken.to_string());
    assert_eq!(found[0]["instancePath"], "/item/0/request");
}
