//! Measures this project against its peers, both in one run. `cargo xtask bench` starts it.

mod cli;
mod documents;
mod generator;
mod house;
mod median;
mod peers;
mod process;
mod report;
mod sandbox;
mod ui;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    match measured(&cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn measured(cli: &cli::Cli) -> Result<(), String> {
    let mut report = report::Report::new(cli.json.as_deref())
        .map_err(|error| format!("the report can't be written: {error}; name another file"))?;
    if matches!(cli.bench, None | Some(cli::Bench::Generator)) {
        generator::measure(cli, &mut report)?;
    }
    if matches!(cli.bench, None | Some(cli::Bench::Sandbox)) {
        sandbox::measure(cli, &mut report)?;
    }
    report.finish()
}
