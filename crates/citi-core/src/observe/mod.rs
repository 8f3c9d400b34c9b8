//! What is seen from outside: spans and metrics.

mod ending;
mod metric;
mod record;
mod span;

pub(crate) use ending::Ending;
pub use metric::{METRICS, Metric, MetricKind, describe_metrics};
pub(crate) use record::Record;
pub(crate) use span::{attempt_span, attempted};
