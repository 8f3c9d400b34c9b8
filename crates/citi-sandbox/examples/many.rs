//! Many sandboxes in one process, as tests have them: each with its own books, port and clock.
//!
//! ```console
//! $ cargo run --release -p citi-sandbox --example many -- 1000
//! ```

use std::process::ExitCode;
use std::time::{Duration, Instant};

use citi_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1).peekable();
    let as_json = arguments.next_if(|it| it == "--json").is_some();
    let count = arguments.next().unwrap_or_else(|| "100".to_owned());
    let Ok(count @ 1..=10_000) = count.parse::<u32>() else {
        eprintln!("usage: many [--json] NUMBER");
        return Ok(ExitCode::from(2));
    };
    // Each has a socket that listens, and for a moment one that is served.
    rlimit::increase_nofile_limit(u64::from(count) * 2 + 200)?;

    let client = reqwest::Client::builder().no_proxy().build()?;
    let (mut sandboxes, mut times, mut one) = (Vec::new(), Vec::new(), 0.0);
    for _ in 0..count {
        let begun = Instant::now();
        let sandbox = Sandbox::builder().seed(7).start().await?;
        answers(&client, &sandbox).await?;
        times.push(begun.elapsed());
        if sandboxes.is_empty() {
            one = resident();
        }
        sandboxes.push(sandbox);
    }
    for sandbox in &sandboxes {
        answers(&client, sandbox).await?;
    }
    let each = (resident() - one) / f64::from(count.max(2) - 1);
    let first = ms(times.first());
    times.sort();
    let another = ms(times.get(times.len() / 2));
    match as_json {
        true => println!(
            r#"{{"sandboxes":{count},"firstMs":{first:.3},"anotherMs":{another:.3},"eachMb":{each:.3}}}"#
        ),
        false => println!(
            "{count} sandboxes: {first:.1} ms to the first answer of the first, {another:.1} ms for one more, \
             {each:.2} MB each"
        ),
    }
    for sandbox in sandboxes {
        sandbox.shutdown().await;
    }
    Ok(ExitCode::SUCCESS)
}

/// It answers, and it is no other one.
async fn answers(client: &reqwest::Client, sandbox: &Sandbox) -> Result<(), reqwest::Error> {
    let answer = client.get(format!("{}/health", sandbox.base_url())).send();
    answer.await?.error_for_status().map(drop)
}

fn ms(time: Option<&Duration>) -> f64 {
    time.map_or(0.0, |time| time.as_secs_f64() * 1e3)
}

/// How much of this process is in memory, in megabytes.
fn resident() -> f64 {
    memory_stats::memory_stats().map_or(0.0, |memory| memory.physical_mem as f64 / 1e6)
}
