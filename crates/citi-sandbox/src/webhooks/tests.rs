//! Events to real receivers on this machine.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State as Shared;
use http::{HeaderMap, StatusCode};
use tokio::net::TcpListener;

use super::courier::enqueue;
use super::sign::signature;
use crate::event::Event;
use crate::lock::lock;
use crate::registry::Webhook;
use crate::{DeliveryRecord, Sandbox};

/// A receiver: what it got, and what it answers next; 204 when it has nothing left to say.
#[derive(Clone, Default)]
struct Receiver {
    got: Arc<Mutex<Vec<(HeaderMap, Bytes)>>>,
    answers: Arc<Mutex<Vec<StatusCode>>>,
}

impl Receiver {
    /// Starts it; gives its address.
    async fn start(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().fallback(receive).with_state(self.clone());
        tokio::spawn(async { axum::serve(listener, router).await });
        format!("http://{address}/hook")
    }

    fn bodies(&self) -> Vec<String> {
        let got = lock(&self.got);
        let text = |body: &Bytes| String::from_utf8(body.to_vec()).unwrap();
        got.iter().map(|(_, body)| text(body)).collect()
    }
}

async fn receive(
    Shared(receiver): Shared<Receiver>,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, [(http::HeaderName, &'static str); 1]) {
    lock(&receiver.got).push((headers, body));
    let status = lock(&receiver.answers).pop();
    let elsewhere = [(http::header::LOCATION, "/elsewhere")];
    (status.unwrap_or(StatusCode::NO_CONTENT), elsewhere)
}

const START: &str = "2026-03-04T21:00:01Z";

fn later(at: jiff::Timestamp, seconds: u64) -> jiff::Timestamp {
    crate::clock::later(at, Duration::from_secs(seconds))
}

async fn sandbox() -> Sandbox {
    let start = START.parse().unwrap();
    let builder = Sandbox::builder().seed(7).start_at(start).frozen(true);
    builder.start().await.unwrap()
}

fn hook(sandbox: &Sandbox, client_id: &str, url: &str, events: &[&str]) -> Webhook {
    let state = sandbox.state();
    let events = events.iter().map(|&kind| kind.to_owned()).collect();
    let url = crate::registry::callback(url, state.own_port()).unwrap();
    lock(&state.registry)
        .add_webhook(client_id, url, events, &mut lock(&state.random))
        .unwrap()
}

fn event(id: &str, kind: &'static str, client_id: Option<&str>) -> Event {
    Event {
        id: id.to_owned(),
        kind,
        created_at: "2026-03-04T21:00:01Z".parse().unwrap(),
        client_id: client_id.map(str::to_owned),
        data: serde_json::value::RawValue::from_string(r#"{"amount":1250.00}"#.to_owned()).unwrap(),
    }
}

fn lines(records: Vec<DeliveryRecord>) -> Vec<String> {
    let line = |it: DeliveryRecord| {
        let next = it.next_at.map_or("-".to_owned(), |at| at.to_string());
        format!(
            "{} {} {:?} {} {next}",
            it.event_id, it.attempt, it.status, it.delivered
        )
    };
    records.into_iter().map(line).collect()
}

#[tokio::test]
async fn an_event_comes_signed_and_to_the_digit() {
    let (sandbox, receiver) = (sandbox().await, Receiver::default());
    let id = sandbox.register("Tour").client_id;
    let webhook = hook(&sandbox, &id, &receiver.start().await, &[]);
    enqueue(
        sandbox.state(),
        &[event("evt-1", "payment.completed", Some(&id))],
    );
    sandbox.settle().await;
    let (headers, body) = lock(&receiver.got).pop().unwrap();
    assert_eq!(
        body,
        r#"{"id":"evt-1","type":"payment.completed","createdAt":"2026-03-04T21:00:01Z","data":{"amount":1250.00}}"#
    );
    assert_eq!(headers["content-type"], "application/json");
    assert_eq!(
        headers["x-citi-signature"],
        signature(&webhook.secret, &body).unwrap()
    );
    assert_eq!(lines(sandbox.deliveries()), ["evt-1 1 Some(204) true -"]);
}

#[tokio::test]
async fn what_fails_comes_again_later_and_holds_up_no_other() {
    let (sandbox, receiver) = (sandbox().await, Receiver::default());
    let id = sandbox.register("Tour").client_id;
    hook(&sandbox, &id, &receiver.start().await, &[]);
    // A redirect is no delivery, and is not followed.
    let answers = [
        StatusCode::FOUND,
        StatusCode::NO_CONTENT,
        StatusCode::SERVICE_UNAVAILABLE,
    ];
    *lock(&receiver.answers) = answers.to_vec();
    let events = ["evt-1", "evt-2"].map(|it| event(it, "payment.completed", Some(&id)));
    enqueue(sandbox.state(), &events);
    sandbox.settle().await;
    assert_eq!(receiver.bodies().len(), 2);
    sandbox.clock().advance(Duration::from_secs(5));
    sandbox.settle().await;
    sandbox.clock().advance(Duration::from_secs(299));
    sandbox.settle().await;
    assert_eq!(receiver.bodies().len(), 3);
    sandbox.clock().advance(Duration::from_secs(1));
    sandbox.settle().await;
    assert_eq!(
        lines(sandbox.deliveries()),
        [
            "evt-1 1 Some(503) false 2026-03-04T21:00:06Z",
            "evt-2 1 Some(204) true -",
            "evt-1 2 Some(302) false 2026-03-04T21:05:06Z",
            "evt-1 3 Some(204) true -",
        ]
    );
    let bodies = receiver.bodies();
    assert!(
        bodies[0] == bodies[2] && bodies[2] == bodies[3] && bodies[0] != bodies[1],
        "the same bytes each time"
    );
}

#[tokio::test]
async fn an_endpoint_that_is_gone_holds_up_no_other_and_is_given_up_after_a_day() {
    let (sandbox, receiver) = (sandbox().await, Receiver::default());
    let id = sandbox.register("Tour").client_id;
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/", gone.local_addr().unwrap());
    drop(gone);
    hook(&sandbox, &id, &address, &[]);
    hook(&sandbox, &id, &receiver.start().await, &[]);
    let events = ["evt-1", "evt-2"].map(|it| event(it, "payment.completed", None));
    enqueue(sandbox.state(), &events);
    sandbox.settle().await;
    assert_eq!(receiver.bodies().len(), 2);
    sandbox.clock().advance(Duration::from_secs(86_400));
    sandbox.settle().await;
    let failed = sandbox.deliveries().into_iter().filter(|it| !it.delivered);
    let failed: Vec<_> = failed.collect();
    assert_eq!(
        failed[0].error.as_deref(),
        Some("nobody answers at the address")
    );
    for event in ["evt-1", "evt-2"] {
        let mut own = failed.iter().filter(|it| it.event_id == event);
        let last = own.next_back().unwrap();
        assert_eq!((last.attempt, last.next_at), (8, None));
        assert_eq!(last.at, later(START.parse().unwrap(), 86_400));
    }
}

#[tokio::test]
async fn only_who_is_meant_and_wants_the_type_is_told() {
    let (sandbox, receiver) = (sandbox().await, Receiver::default());
    let (one, other) = (
        sandbox.register("One").client_id,
        sandbox.register("Other").client_id,
    );
    let url = receiver.start().await;
    hook(&sandbox, &one, &url, &["payment.completed"]);
    hook(&sandbox, &other, &url, &[]);
    enqueue(
        sandbox.state(),
        &[
            event("evt-1", "payment.completed", Some(&one)),
            event("evt-2", "payment.rejected", Some(&one)),
            event("evt-3", "payment.completed", None),
        ],
    );
    sandbox.settle().await;
    let mut told: Vec<_> = sandbox
        .deliveries()
        .into_iter()
        .map(|it| (it.client_id, it.event_id))
        .collect();
    told.sort();
    let mut meant = vec![
        (one.clone(), "evt-1".to_owned()),
        (one, "evt-3".to_owned()),
        (other, "evt-3".to_owned()),
    ];
    meant.sort();
    assert_eq!(told, meant);
}

#[tokio::test]
async fn a_webhook_that_was_removed_gets_nothing_more() {
    let (sandbox, receiver) = (sandbox().await, Receiver::default());
    let id = sandbox.register("Tour").client_id;
    let webhook = hook(&sandbox, &id, &receiver.start().await, &[]);
    lock(&receiver.answers).push(StatusCode::INTERNAL_SERVER_ERROR);
    enqueue(
        sandbox.state(),
        &[event("evt-1", "payment.completed", None)],
    );
    sandbox.settle().await;
    lock(&sandbox.state().registry)
        .remove_webhook(&id, &webhook.id)
        .unwrap();
    sandbox.clock().advance(Duration::from_secs(60));
    sandbox.settle().await;
    assert_eq!(receiver.bodies().len(), 1);
}

#[tokio::test]
async fn eight_attempts_are_made_at_their_times_and_then_no_more() {
    let (sandbox, receiver) = (sandbox().await, Receiver::default());
    let id = sandbox.register("Tour").client_id;
    let types = ["payment.completed"];
    hook(&sandbox, &id, &receiver.start().await, &types);
    lock(&receiver.answers).extend([StatusCode::INTERNAL_SERVER_ERROR; 20]);
    enqueue(
        sandbox.state(),
        &[event("evt-1", "payment.completed", None)],
    );
    sandbox.settle().await;
    // Two days, by steps of a second, a minute or more: whatever the step, each attempt has its moment.
    let mut gone = 0_u64;
    for step in [5, 300, 1800, 7200, 18_000, 36_000, 23_095, 86_400] {
        sandbox.clock().advance(Duration::from_secs(step - 1));
        sandbox.settle().await;
        assert_eq!(receiver.bodies().len() as u64, gone + 1, "too early");
        sandbox.clock().advance(Duration::from_secs(1));
        sandbox.settle().await;
        gone = receiver.bodies().len() as u64 - 1;
    }
    assert_eq!(receiver.bodies().len(), 8);
    let records = sandbox.deliveries();
    assert_eq!(records.last().unwrap().next_at, None);
    let bodies = receiver.bodies();
    assert!(bodies.iter().all(|it| *it == bodies[0]));
}

#[tokio::test]
async fn what_was_sent_is_kept_whole_and_sent_again_by_hand() {
    let (sandbox, receiver) = (sandbox().await, Receiver::default());
    let id = sandbox.register("Tour").client_id;
    let webhook = hook(&sandbox, &id, &receiver.start().await, &[]);
    lock(&receiver.answers).push(StatusCode::FOUND);
    let told = event("evt-1", "payment.completed", Some(&id));
    enqueue(sandbox.state(), &[told]);
    sandbox.settle().await;
    {
        let queues = lock(&sandbox.state().queues);
        let attempt = queues.attempts().next().unwrap();
        let seen = attempt.seen.as_ref().unwrap();
        assert_eq!(seen.body, receiver.bodies()[0]);
        assert_eq!(seen.headers[1].0, "x-citi-signature");
        // All that came, and nothing that did not.
        let mut told = seen.headers.clone();
        let (got, _) = &lock(&receiver.got)[0];
        let text = |value: &http::HeaderValue| value.to_str().unwrap().to_owned();
        let got = got
            .iter()
            .map(|(name, value)| (name.to_string(), text(value)));
        let mut got: Vec<_> = got.collect();
        told.sort();
        got.sort();
        assert_eq!(told, got);
        let answer = seen.answer.as_ref().unwrap();
        assert!(
            answer
                .headers
                .contains(&("location".to_owned(), "/elsewhere".to_owned()))
        );
        assert_eq!(format!("{:?}", attempt.seen), "Some(Seen)");
    }
    sandbox.resend("dlv-1").unwrap();
    sandbox.settle().await;
    sandbox.replay("evt-1", &webhook.id).unwrap();
    sandbox.settle().await;
    let records = sandbox.deliveries();
    let told: Vec<_> = records
        .iter()
        .map(|it| (it.attempt, it.delivered, it.by_hand))
        .collect();
    assert_eq!(told, [(1, false, false), (2, true, false), (3, true, true)]);
    assert_eq!(sandbox.events()[0].event_type, "payment.completed");

    assert_eq!(sandbox.resend("dlv-9"), Err(crate::SendError::NoDelivery));
    assert_eq!(
        sandbox.replay("evt-9", &webhook.id),
        Err(crate::SendError::NoEvent)
    );
    let other = sandbox.register("Other").client_id;
    let strange = hook(&sandbox, &other, "http://127.0.0.1:1/", &[]);
    assert_eq!(
        sandbox.replay("evt-1", &strange.id),
        Err(crate::SendError::NoWebhook)
    );
}

#[tokio::test]
async fn a_new_secret_signs_after_a_day_and_the_old_one_until_then() {
    let (sandbox, receiver) = (sandbox().await, Receiver::default());
    let id = sandbox.register("Tour").client_id;
    // Of these none comes by itself.
    let kind = "payment.cancelled";
    let webhook = hook(&sandbox, &id, &receiver.start().await, &[kind]);
    let state = sandbox.state();
    let now = sandbox.clock().now();
    let ids = (id.as_str(), webhook.id.as_str());
    let (_, new, from) = lock(&state.registry)
        .rotate_webhook(ids, now, &mut lock(&state.random))
        .unwrap();
    for (to, secret) in [(now, &webhook.secret), (from, &new)] {
        sandbox.clock().set(to);
        super::send_test(state, ids, kind).unwrap();
        sandbox.settle().await;
        let (headers, body) = lock(&receiver.got).pop().unwrap();
        assert_eq!(
            headers["x-citi-signature"],
            signature(secret, &body).unwrap()
        );
        assert!(super::check::breaches(state, kind, &body).is_empty());
    }
    let tests = sandbox.events().into_iter().filter(|it| it.test);
    assert_eq!(tests.count(), 2);
}
