//! The whole platform on this machine, in one run: a sandbox bank, its portal, the generator, the
//! runtime, and what each does when things go wrong. `cargo xtask tour` starts it.

mod cli;
mod house;
mod report;
mod stage;
mod steps;
mod story;
mod teller;

use std::path::Path;
use std::process::ExitCode;

use clap::Parser;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    match tour(cli.json.as_deref()).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("error: the report can't be written: {error}; name another file");
            ExitCode::from(2)
        }
    }
}

/// Whether every step did what it says; an error if the report can't be written.
async fn tour(json: Option<&Path>) -> std::io::Result<bool> {
    let mut teller = teller::Teller::new(json)?;
    // A step that failed has told why; what comes after it was not done.
    let told = story::tell(&mut teller).await;
    teller.end(told.is_ok())
}
