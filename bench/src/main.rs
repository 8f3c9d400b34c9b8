//! Measures this project against its peers, both in one run. `cargo xtask bench` starts it.

mod cli;
mod documents;
mod generator;
mod house;
mod median;
mod peers;
mod process;
mod report;
mod ui;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    let measured = report::Report::new(cli.json.as_deref())
        .map_err(|error| format!("the report can't be written: {error}; name another file"))
        .and_then(|mut report| match cli.bench {
            cli::Bench::Generator => generator::measure(&cli, &mut report),
        });
    match measured {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}
