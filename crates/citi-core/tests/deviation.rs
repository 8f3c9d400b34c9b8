//! Where answers differ from their document, the answer is read and somebody is told.

#![allow(
    clippy::unwrap_used,
    reason = "a test that finds something else than it prepared should stop there"
)]

mod common;

use std::sync::{Arc, Mutex};

use citi_core::support::check::{Check, Findings, Rule};
use citi_core::support::union::Union;
use citi_core::support::{answer as read, wire};
use citi_core::{
    Answer, CallOptions, Connection, Deviation, Error, Json, Method, Operation, object, open_enum,
};
use common::{Bank, answer};

static GET: Operation = Operation {
    id: "getPayment",
    method: Method::Get,
    path: "/payment",
    idempotent: true,
    cache_seconds: Some(30),
    ..Operation::EMPTY
};

#[derive(Clone, Debug, PartialEq)]
enum Status {
    Done,
    Unknown(String),
}

impl Status {
    fn as_str(&self) -> &str {
        match self {
            Self::Done => "DONE",
            Self::Unknown(text) => text,
        }
    }
}

impl From<String> for Status {
    fn from(text: String) -> Self {
        match text.as_str() {
            "DONE" => Self::Done,
            _ => Self::Unknown(text),
        }
    }
}

open_enum!(Status);

#[derive(Debug)]
struct Payment {
    status: Status,
    party: Option<Party>,
    lines: Option<Vec<String>>,
}

impl Check for Payment {
    fn check(&self, at: &mut Findings) {
        at.field("status", &self.status, &[], &[]);
        at.present("party", self.party.is_some());
        at.read_only("lines", &self.lines, &[], &[Rule::MaxLength(3)]);
    }
}

object!(Payment {
    status: required "status",
    party: optional "party",
    lines: optional "lines",
});

#[derive(Debug)]
struct Person {
    name: String,
    age: Option<String>,
}

object!(Person {
    name: required "name",
    age: optional "age",
});

#[derive(Debug)]
struct Company {
    name: String,
    number: String,
}

object!(Company {
    name: required "name",
    number: required "number",
});

#[derive(Debug)]
#[allow(dead_code, reason = "which arm it is, is what the test asks")]
enum Party {
    Person(Person),
    Company(Company),
    Unknown(Json),
}

impl serde::Serialize for Party {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Person(person) => person.serialize(serializer),
            Self::Company(company) => company.serialize(serializer),
            Self::Unknown(json) => json.serialize(serializer),
        }
    }
}

impl<'de> serde::Deserialize<'de> for Party {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Union::read(deserializer)?
            .arm(&[], Self::Person)
            .arm(&[], Self::Company)
            .or_else(Self::Unknown))
    }
}

async fn get(connection: &Connection) -> Result<Answer<Payment>, Error> {
    let call = wire::call(connection, &GET, CallOptions::new());
    let request = connection
        .http()
        .get(format!("{}/payment", connection.base_url()))
        .build()
        .unwrap();
    read::call(Ok(call.ready(request)), read::json).await
}

/// What is told of answers with these bodies.
async fn told(bodies: &[&str]) -> Vec<String> {
    let bank = Bank::new(bodies.iter().map(|body| answer(200, body)));
    let told = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&told);
    let connection = bank
        .builder()
        .deviations(move |deviation: &Deviation| sink.lock().unwrap().push(deviation.to_string()))
        .build()
        .unwrap();
    for _ in bodies {
        get(&connection).await.unwrap();
    }
    let told = told.lock().unwrap();
    told.clone()
}

#[tokio::test(start_paused = true)]
async fn new_members_and_new_values_are_told_with_their_type() {
    let told = told(&[r#"{"status":"ON_HOLD","colour":{"a":1}}"#]).await;
    assert_eq!(
        told,
        [
            "getPayment: `Status` has a value that is new: `ON_HOLD`",
            "getPayment: `Payment` has a member that is new: `colour`",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn what_the_document_says_is_not_told() {
    let body = r#"{"status":"DONE","party":{"name":"n","number":"7"}}"#;
    assert_eq!(told(&[body]).await, Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn a_rule_that_is_broken_is_told_once_and_without_the_value() {
    let body = r#"{"status":"DONE","lines":["abc","secret","secret2"]}"#;
    assert_eq!(
        told(&[body]).await,
        ["getPayment: in `Payment`, lines[] must have at most 3 characters"]
    );
}

#[tokio::test(start_paused = true)]
async fn of_a_union_the_arm_that_was_taken_counts() {
    // A person would have met `number` and `seat`; a company meets `seat` alone.
    let body = r#"{"status":"DONE","party":{"name":"n","number":"7","seat":"Bern"}}"#;
    assert_eq!(
        told(&[body]).await,
        ["getPayment: `Company` has a member that is new: `seat`"]
    );
    let body = r#"{"status":"DONE","party":[1]}"#;
    assert_eq!(
        told(&[body]).await,
        ["getPayment: `Party` came in a form that is new: no discriminator"]
    );
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_was_kept_is_told_of_once() {
    let body = r#"{"status":"ON_HOLD"}"#;
    assert_eq!(told(&[body, body]).await.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn no_number_of_an_account_is_told() {
    let told = told(&[r#"{"status":"4111111111111111","123456789":1}"#]).await;
    assert_eq!(told.len(), 2);
    let told = told.join(" ");
    assert!(told.contains("411111******1111"), "{told}");
    assert!(
        !told.contains("4111111") && !told.contains("123456"),
        "{told}"
    );
}
