//! Calls the bank on this machine again and again, so that there is something to see.

use std::error::Error;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use citi::{Client, Environment};
use citi_example_observe::Telemetry;
use citi_sandbox::Sandbox;
use clap::Parser;

/// Calls the bank on this machine once a second; spans go to an OTLP collector, metrics are at /metrics.
///
/// Examples:
///   citi-example-observe
///   citi-example-observe --collector http://localhost:4318 --listen 127.0.0.1:9464
#[derive(Parser)]
#[command(verbatim_doc_comment)]
struct Flags {
    /// The OTLP collector, over HTTP.
    #[arg(long, default_value = "http://localhost:4318")]
    collector: String,
    /// Where Prometheus finds the metrics.
    #[arg(long, default_value = "127.0.0.1:9464")]
    listen: String,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let flags = Flags::parse();
    let telemetry = Telemetry::install(&flags.collector)?;
    let metrics = telemetry.metrics();
    let listener = tokio::net::TcpListener::bind(&flags.listen).await?;
    println!("metrics: http://{}/metrics", listener.local_addr()?);
    let page = Router::new().route("/metrics", get(move || async move { metrics.render() }));
    tokio::spawn(async move { axum::serve(listener, page).await });

    let sandbox = Sandbox::builder().seed(7).start().await?;
    let application = sandbox.register("Observed");
    let bank = Client::builder(Environment::Custom(sandbox.base_url().to_owned()))
        .credentials(
            application.client_id.clone(),
            application.client_secret.expose(),
        )
        .build()?;
    let mut every = tokio::time::interval(Duration::from_secs(1));
    loop {
        tokio::select! {
            _ = every.tick() => {
                let answer = bank.fx().get_rates().base("USD").terms(["EUR".to_owned()]).send().await;
                println!("{}", answer.map_or_else(|error| error.to_string(), |_| "a rate".to_owned()));
            }
            _ = tokio::signal::ctrl_c() => return telemetry.flush(),
        }
    }
}
