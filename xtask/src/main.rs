//! The commands of this workspace: `cargo xtask --help`.
//!
//! A thin door: it parses flags, calls `citi-codegen`, and prints. It depends on no generated
//! crate, so that a broken one never stops the command that repairs it.

mod cli;
mod commands;
mod exit;
mod house;
mod ui;

use clap::Parser;

/// Generation makes and drops tokens by the million: with the system's own allocator a large document takes up to half
/// as long again, and each operation longer the more there are.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    let cli = cli::Cli::parse();
    commands::run(cli).into()
}
