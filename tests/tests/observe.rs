//! What the dashboard, the alert rules and their page name, is there.

#![allow(clippy::unwrap_used, reason = "a test stops at what breaks")]

use std::collections::BTreeSet;
use std::path::Path;

use citi_core::{METRICS, Metric, MetricKind};

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/observe");
    std::fs::read_to_string(path.join(name)).unwrap()
}

/// The metrics that a text names, without what an exporter writes behind a histogram.
fn named(text: &str) -> BTreeSet<&str> {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.split(|c| !word(c))
        .filter(|name| name.starts_with("citi_") && *name != "citi_core")
        .map(|name| {
            ["_bucket", "_sum", "_count"]
                .into_iter()
                .find_map(|end| name.strip_suffix(end))
                .unwrap_or(name)
        })
        .collect()
}

fn listed() -> BTreeSet<&'static str> {
    METRICS.iter().map(|metric| metric.name).collect()
}

#[test]
fn every_metric_that_the_alerts_name_exists() {
    let alerts = read("alerts.yaml");
    let named = named(&alerts);
    assert!(named.is_subset(&listed()), "{named:?}");
    for subject in [
        "citi_calls_total",
        "citi_call_duration_seconds",
        "citi_rate_limited_total",
        "citi_token_requests_total",
        "citi_pin_expiry_timestamp_seconds",
    ] {
        assert!(named.contains(subject), "no alert looks at {subject}");
    }
}

#[test]
fn the_dashboard_shows_every_metric_and_no_other() {
    let dashboard = read("dashboard.json");
    let json: serde_json::Value = serde_json::from_str(&dashboard).unwrap();
    let mut shown = BTreeSet::new();
    for panel in json["panels"].as_array().unwrap() {
        for target in panel["targets"].as_array().unwrap() {
            shown.extend(named(target["expr"].as_str().unwrap()));
        }
    }
    assert_eq!(shown, listed());
}

/// Labels in `{…}` and behind `by`, metric by metric, are those that the metric has.
#[test]
fn every_label_that_a_query_names_exists() {
    let dashboard: serde_json::Value = serde_json::from_str(&read("dashboard.json")).unwrap();
    let mut queries: Vec<String> = read("alerts.yaml")
        .split("expr:")
        .skip(1)
        .map(|rest| rest.split("labels:").next().unwrap().to_owned())
        .collect();
    for panel in dashboard["panels"].as_array().unwrap() {
        for target in panel["targets"].as_array().unwrap() {
            queries.push(target["expr"].as_str().unwrap().to_owned());
        }
    }
    for query in queries {
        let metrics: Vec<&Metric> = named(&query)
            .into_iter()
            .filter_map(|name| METRICS.iter().find(|metric| metric.name == name))
            .collect();
        let known = |label: &str| {
            metrics.iter().all(|metric| {
                metric.labels.contains(&label)
                    || label == "le" && metric.kind == MetricKind::Histogram
            })
        };
        let grouped = query.split(" by (").skip(1);
        let grouped = grouped.flat_map(|rest| rest.split(')').next().unwrap().split(','));
        let chosen = query.split('{').skip(1);
        let chosen = chosen
            .flat_map(|rest| rest.split('}').next().unwrap().split(','))
            .filter_map(|pair| pair.split(['=', '!']).next());
        for label in grouped.chain(chosen) {
            assert!(known(label.trim()), "`{}` in {query}", label.trim());
        }
    }
}

#[test]
fn the_page_lists_every_metric_with_its_labels() {
    let page = read("README.md");
    for metric in METRICS {
        let labels: Vec<_> = metric
            .labels
            .iter()
            .map(|label| format!("`{label}`"))
            .collect();
        let row = format!("| `{}` | {} |", metric.name, labels.join(", "));
        assert!(page.contains(&row), "the page lacks: {row}");
    }
}
