//! The whole platform on this machine, in one run: a sandbox bank, its portal, the generator, the
//! runtime, and what each does when things go wrong. `cargo xtask tour` starts it.

mod cli;
mod house;
mod report;
mod stage;
mod steps;
mod story;
mod teller;

use std::process::ExitCode;

use clap::Parser;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    let mut teller = teller::Teller::new(cli.json.as_deref());
    // A step that failed has told why; what comes after it was not done.
    let told = story::tell(&mut teller).await;
    match teller.end(told.is_ok()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("error: the report can't be written: {error}; name another file");
            ExitCode::from(2)
        }
    }
}
