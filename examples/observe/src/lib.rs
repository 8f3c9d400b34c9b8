//! Spans to an OTLP collector, metrics to Prometheus: what a service does that calls the bank.
//!
//! ```no_run
//! # #[tokio::main]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use citi_example_observe::Telemetry;
//!
//! let telemetry = Telemetry::install("http://localhost:4318")?;
//! // … calls …
//! println!("{}", telemetry.metrics().render());
//! # Ok(())
//! # }
//! ```

mod telemetry;

pub use telemetry::Telemetry;
