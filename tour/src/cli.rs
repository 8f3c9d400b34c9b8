//! The flags.

use std::path::PathBuf;

use clap::Parser;

/// Show the whole platform on this machine, offline: sandbox, portal, generator, runtime.
///
/// Ends with 0 if every step did what it says, 1 if one did not, 2 for wrong use.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask tour",
    bin_name = "cargo xtask tour",
    after_help = "\
Examples:
  cargo xtask tour                    a line for each step, with its time
  cargo xtask tour --json tour.json   and a report that grows step by step
  cargo xtask tour --json -           the report alone on standard output"
)]
pub(crate) struct Cli {
    /// Write the report to FILE as JSON while the tour goes on; `-` is standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_flags_are_consistent() {
        super::Cli::command().debug_assert();
    }
}
