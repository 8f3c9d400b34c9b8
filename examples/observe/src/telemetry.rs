//! Installs what takes spans and metrics.

use std::error::Error;

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// Where the spans and metrics of this process go.
pub struct Telemetry {
    spans: SdkTracerProvider,
    metrics: PrometheusHandle,
}

impl Telemetry {
    /// Spans go to the OTLP collector at `collector` (`http://localhost:4318`), metrics wait to be read by Prometheus.
    ///
    /// # Errors
    /// If the exporters cannot be made, or others are installed already.
    pub fn install(collector: &str) -> Result<Self, Box<dyn Error>> {
        let exporter = SpanExporter::builder()
            .with_http()
            .with_protocol(Protocol::HttpBinary)
            .with_endpoint(format!("{collector}/v1/traces"))
            .build()?;
        let spans = SdkTracerProvider::builder()
            .with_resource(
                Resource::builder()
                    .with_service_name("payments-of-acme")
                    .build(),
            )
            .with_batch_exporter(exporter)
            .build();
        let layer = tracing_opentelemetry::layer().with_tracer(spans.tracer("citi"));
        tracing_subscriber::registry()
            .with(EnvFilter::new("off,citi_core=info"))
            .with(layer)
            .try_init()?;

        let metrics = PrometheusBuilder::new()
            .set_buckets_for_metric(
                Matcher::Suffix("_seconds".to_owned()),
                &[0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0],
            )?
            .install_recorder()?;
        citi::core::describe_metrics();
        Ok(Self { spans, metrics })
    }

    /// The metrics as Prometheus reads them.
    #[must_use]
    pub fn metrics(&self) -> PrometheusHandle {
        self.metrics.clone()
    }

    /// Sends the spans that wait.
    ///
    /// # Errors
    /// If the collector cannot be reached.
    pub fn flush(&self) -> Result<(), Box<dyn Error>> {
        Ok(self.spans.force_flush()?)
    }
}
