//! What is seen from outside: every metric, and spans with the names of OpenTelemetry.

#![allow(
    clippy::unwrap_used,
    reason = "a test that finds something else than it prepared should stop there"
)]

mod common;

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::future::Future;
use std::sync::{Arc, Mutex};

use citi_core::METRICS;
use common::{Bank, Reply, answer, list, pay, with};
use metrics_util::debugging::{DebugValue, DebuggingRecorder};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt};

/// What is counted while `work` is done: `name{label=value,…}` and its value; of a histogram, how many.
fn counted(work: impl Future<Output = ()>) -> BTreeMap<String, f64> {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    metrics::with_local_recorder(&recorder, || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .start_paused(true)
            .build()
            .unwrap();
        runtime.block_on(work);
    });
    let all = snapshotter.snapshot().into_vec();
    all.into_iter()
        .map(|(key, _, _, value)| {
            let key = key.key();
            let mut labels: Vec<_> = key
                .labels()
                .map(|label| format!("{}={}", label.key(), label.value()))
                .collect();
            labels.sort();
            let value = match value {
                DebugValue::Counter(count) => f64::from(u32::try_from(count).unwrap()),
                DebugValue::Gauge(value) => value.into_inner(),
                DebugValue::Histogram(values) => f64::from(u32::try_from(values.len()).unwrap()),
            };
            (format!("{}{{{}}}", key.name(), labels.join(",")), value)
        })
        .collect()
}

#[test]
fn a_call_that_is_sent_twice_is_one_call_and_two_attempts() {
    let counted = counted(async {
        let bank = Bank::new([with(429, "retry-after", "1", ""), answer(200, "{}")]);
        pay(&bank.builder().build().unwrap()).await.unwrap();
    });
    for (name, value) in [
        (
            "citi_calls_total{operation=createPayment,result=ok,status=2xx}",
            1.0,
        ),
        (
            "citi_call_duration_seconds{operation=createPayment,result=ok}",
            1.0,
        ),
        (
            "citi_attempts_total{operation=createPayment,status=429}",
            1.0,
        ),
        (
            "citi_attempts_total{operation=createPayment,status=200}",
            1.0,
        ),
        (
            "citi_retries_total{operation=createPayment,reason=429}",
            1.0,
        ),
        ("citi_rate_limited_total{group=payments}", 1.0),
        ("citi_limiter_wait_seconds{group=payments}", 2.0),
        ("citi_limiter_queue{group=payments}", 0.0),
    ] {
        assert_eq!(counted.get(name), Some(&value), "{name} in {counted:#?}");
    }
}

#[test]
fn what_ends_otherwise_is_counted_by_its_kind() {
    let counted = counted(async {
        let connection = |reply| {
            Bank::new([reply])
                .builder()
                .retry(citi_core::Retry::never())
        };
        let _ = list(&connection(Reply::Away).build().unwrap()).await;
        let _ = list(&connection(Reply::Silent).build().unwrap()).await;
        let _ = list(&connection(answer(200, "{")).build().unwrap()).await;
        let silent = connection(Reply::Silent).build().unwrap();
        let dropped = tokio::time::timeout(std::time::Duration::from_secs(1), list(&silent));
        assert!(dropped.await.is_err());
    });
    for result in ["connect", "timeout", "dropped"] {
        let name =
            format!("citi_calls_total{{operation=listAccounts,result={result},status=none}}");
        assert_eq!(counted.get(&name), Some(&1.0), "{name} in {counted:#?}");
    }
    let decode = "citi_calls_total{operation=listAccounts,result=decode,status=2xx}";
    assert_eq!(counted.get(decode), Some(&1.0), "{counted:#?}");
}

#[test]
fn tokens_are_counted() {
    let counted = counted(async {
        let bank = Bank::new([answer(200, "{}")]);
        let credentials =
            citi_core::ClientCredentials::new("https://bank.example/token", "id", "secret");
        let connection = bank.builder().credentials(credentials).build().unwrap();
        list(&connection).await.unwrap();
        list(&connection).await.unwrap();
    });
    assert_eq!(
        counted.get("citi_token_requests_total{result=ok}"),
        Some(&1.0)
    );
}

#[test]
fn every_metric_that_is_counted_is_listed_with_its_labels() {
    let counted = counted(async {
        let bank = Bank::new([with(429, "retry-after", "1", ""), answer(200, "{}")]);
        pay(&bank.builder().build().unwrap()).await.unwrap();
    });
    for seen in counted.keys() {
        let (name, labels) = seen.split_once('{').unwrap();
        let metric = METRICS.iter().find(|metric| metric.name == name);
        let metric = metric.unwrap_or_else(|| panic!("{name} is not listed"));
        let labels: Vec<_> = labels
            .trim_end_matches('}')
            .split(',')
            .map(|label| label.split('=').next().unwrap())
            .collect();
        let mut listed = metric.labels.to_vec();
        listed.sort_unstable();
        assert_eq!(labels, listed, "{name}");
    }
}

type Spans = Arc<Mutex<Vec<(String, BTreeMap<String, String>)>>>;

/// Keeps the fields of every span.
struct Keep(Spans);

struct Fields<'a>(&'a mut BTreeMap<String, String>);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }
}

impl<S: tracing::Subscriber + for<'a> tracing_subscriber::registry::LookupSpan<'a>> Layer<S>
    for Keep
{
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = BTreeMap::new();
        attributes.record(&mut Fields(&mut fields));
        if attributes.metadata().name().starts_with("citi.") {
            let mut spans = self.0.lock().unwrap();
            context
                .span(id)
                .unwrap()
                .extensions_mut()
                .insert(spans.len());
            spans.push((attributes.metadata().name().to_owned(), fields));
        }
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        if let Some(at) = context.span(id).unwrap().extensions().get::<usize>() {
            values.record(&mut Fields(&mut self.0.lock().unwrap()[*at].1));
        }
    }
}

#[test]
fn spans_have_the_names_of_opentelemetry_and_no_path() {
    let spans = Spans::default();
    let subscriber = tracing_subscriber::registry().with(Keep(Arc::clone(&spans)));
    tracing::subscriber::with_default(subscriber, || {
        counted(async {
            let bank = Bank::new([answer(503, ""), with(200, "x-request-id", "r-1", "{}")]);
            list(&bank.builder().build().unwrap()).await.unwrap();
            let gone = Bank::new([answer(404, "")]);
            list(&gone.builder().build().unwrap()).await.unwrap_err();
        });
    });
    let spans = spans.lock().unwrap();
    let names: Vec<_> = spans.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "citi.call",
            "citi.attempt",
            "citi.attempt",
            "citi.call",
            "citi.attempt"
        ]
    );
    let field = |at: usize, name: &str| spans[at].1.get(name).map(String::as_str);
    assert_eq!(field(0, "otel.name"), Some("listAccounts"));
    assert_eq!(field(0, "citi.attempts"), Some("2"));
    assert_eq!(field(0, "citi.request_id"), Some("r-1"));
    assert_eq!(field(0, "error.type"), None);
    assert_eq!(field(1, "otel.name"), Some("GET /accounts"));
    assert_eq!(field(1, "http.request.method"), Some("GET"));
    assert_eq!(field(1, "url.template"), Some("/accounts"));
    assert_eq!(field(1, "server.address"), Some("bank.example"));
    assert_eq!(field(1, "server.port"), Some("443"));
    assert_eq!(field(1, "http.response.status_code"), Some("503"));
    assert_eq!(field(1, "error.type"), Some("503"));
    assert_eq!(field(1, "http.request.resend_count"), None);
    assert_eq!(field(2, "http.request.resend_count"), Some("1"));
    assert_eq!(field(2, "http.response.status_code"), Some("200"));
    assert_eq!(field(3, "error.type"), Some("404"));
    assert_eq!(field(3, "citi.outcome"), Some("Rejected"));
}
