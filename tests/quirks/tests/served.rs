//! The client against the sandbox, which serves the same document out of its schemas.

#![allow(clippy::unwrap_used, reason = "a test stops at what breaks")]

use citi_core::{Connection, Number};
use citi_quirks::types::Note;
use citi_quirks::{BASE_PATH, Client};
use citi_sandbox::Sandbox;

#[tokio::test]
async fn what_the_sandbox_makes_of_a_document_its_client_reads() {
    let document = concat!(env!("CARGO_MANIFEST_DIR"), "/quirks.yaml");
    let sandbox = Sandbox::builder().serve(document).start().await.unwrap();
    let base = format!("{}{BASE_PATH}", sandbox.base_url());
    let connection = Connection::builder(base).bearer_token("t");
    let client = Client::new(connection.build().unwrap());

    let price: Number = "1.50".parse().unwrap();
    let note = Note::builder().text("a").price(price).build().unwrap();
    let kept = client.create_note().body(note.clone()).send().await;
    let kept = kept.unwrap();
    assert_eq!(kept.status(), 201);
    assert!(!kept.into_value().text.is_empty());
    // A form is taken too.
    let kept = client.create_note().body_form(note).send().await.unwrap();
    assert_eq!(kept.status(), 201);

    let scan = client.get_scan().id("1").send().await.unwrap();
    assert_eq!(scan.status(), 200);
    assert_eq!(client.drop().send().await.unwrap().status(), 204);
}
