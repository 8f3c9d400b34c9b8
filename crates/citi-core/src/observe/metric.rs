//! [`Metric`]: what is counted, and how it is called.

use metrics::{Unit, describe_counter, describe_gauge, describe_histogram};

/// A metric of this crate, as the [`metrics`] facade knows it. An exporter to Prometheus writes its name as it stands
/// here, and a histogram with `_bucket`, `_sum` and `_count` behind it.
///
/// ```
/// use citi_core::METRICS;
/// for metric in METRICS {
///     println!("{} ({:?}): {}", metric.name, metric.labels, metric.help);
/// }
/// assert!(METRICS.iter().any(|metric| metric.name == "citi_calls_total"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Metric {
    /// Its name.
    pub name: &'static str,
    /// Counter, gauge or histogram.
    pub kind: MetricKind,
    /// Its labels. None of them holds anything of a customer.
    pub labels: &'static [&'static str],
    /// What it says, with its unit.
    pub help: &'static str,
}

/// What a metric is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MetricKind {
    /// It only grows.
    Counter,
    /// It goes up and down.
    Gauge,
    /// Many values, told apart by size.
    Histogram,
}

const fn metric(
    name: &'static str,
    kind: MetricKind,
    labels: &'static [&'static str],
    help: &'static str,
) -> Metric {
    Metric {
        name,
        kind,
        labels,
        help,
    }
}

pub(super) const CALLS: Metric = metric(
    "citi_calls_total",
    MetricKind::Counter,
    &["operation", "result", "status"],
    "Calls that ended. `result` is `ok`, `dropped` if nobody waited to the end, or what kind of error it was; `status` that of the last answer, by its class.",
);
pub(super) const DURATION: Metric = metric(
    "citi_call_duration_seconds",
    MetricKind::Histogram,
    &["operation", "result"],
    "How long calls took, in seconds: waiting for their turn and for a token, all attempts and the pauses.",
);
pub(super) const ATTEMPTS: Metric = metric(
    "citi_attempts_total",
    MetricKind::Counter,
    &["operation", "status"],
    "Attempts that left this program. `status` is that of the answer, or `none`.",
);
pub(super) const RETRIES: Metric = metric(
    "citi_retries_total",
    MetricKind::Counter,
    &["operation", "reason"],
    "Attempts beyond the first. `reason` is a status, or what kind of error it was.",
);
pub(super) const RATE_LIMITED: Metric = metric(
    "citi_rate_limited_total",
    MetricKind::Counter,
    &["group"],
    "Answers with status 429, by group of operations.",
);
pub(super) const TOKENS: Metric = metric(
    "citi_token_requests_total",
    MetricKind::Counter,
    &["result"],
    "Requests for a token. `result` is `ok` or `failed`.",
);
pub(super) const LIMITER_WAIT: Metric = metric(
    "citi_limiter_wait_seconds",
    MetricKind::Histogram,
    &["group"],
    "How long calls waited for their turn, in seconds, by group of operations.",
);
pub(super) const LIMITER_QUEUE: Metric = metric(
    "citi_limiter_queue",
    MetricKind::Gauge,
    &["group"],
    "Calls that wait for their turn, by group of operations.",
);
pub(super) const CACHE: Metric = metric(
    "citi_cache_requests_total",
    MetricKind::Counter,
    &["operation", "result"],
    "Calls whose answer may be kept. `result` is `hit`, `miss` or `bypass`.",
);
pub(super) const WEBHOOKS: Metric = metric(
    "citi_webhook_deliveries_total",
    MetricKind::Counter,
    &["verdict"],
    "Deliveries to a webhook. `verdict` is `accepted`, or why not.",
);
pub(super) const DEVIATIONS: Metric = metric(
    "citi_deviations_total",
    MetricKind::Counter,
    &["operation", "kind"],
    "Differences between answers and their document.",
);
pub(super) const PIN_EXPIRY: Metric = metric(
    "citi_pin_expiry_timestamp_seconds",
    MetricKind::Gauge,
    &["host", "pin"],
    "When a pin of a host's key ends, in seconds since 1970.",
);
pub(super) const PIN_MISMATCHES: Metric = metric(
    "citi_pin_mismatches_total",
    MetricKind::Counter,
    &["host"],
    "Connections to a host whose key is none of its pins.",
);

/// Every metric that there is.
pub const METRICS: &[Metric] = &[
    CALLS,
    DURATION,
    ATTEMPTS,
    RETRIES,
    RATE_LIMITED,
    TOKENS,
    LIMITER_WAIT,
    LIMITER_QUEUE,
    CACHE,
    WEBHOOKS,
    DEVIATIONS,
    PIN_EXPIRY,
    PIN_MISMATCHES,
];

/// Tells the recorder that is installed what the metrics mean. Call it once, after installing one.
///
/// ```
/// citi_core::describe_metrics();
/// ```
pub fn describe_metrics() {
    for metric in METRICS {
        match metric.kind {
            MetricKind::Counter => describe_counter!(metric.name, Unit::Count, metric.help),
            MetricKind::Gauge => describe_gauge!(metric.name, metric.help),
            MetricKind::Histogram => describe_histogram!(metric.name, Unit::Seconds, metric.help),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_prometheus_wants() {
        for metric in METRICS {
            let end = match metric.kind {
                MetricKind::Counter => metric.name.ends_with("_total"),
                MetricKind::Histogram => metric.name.ends_with("_seconds"),
                MetricKind::Gauge => !metric.name.ends_with("_total"),
            };
            let plain = metric
                .name
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'_');
            assert!(
                end && plain && metric.name.starts_with("citi_"),
                "{metric:?}"
            );
        }
        let mut names: Vec<_> = METRICS.iter().map(|metric| metric.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), METRICS.len());
    }
}
