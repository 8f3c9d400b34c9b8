//! The flags.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

/// Measure against peers, both in one run: ratios, never a time as a pass mark.
///
/// The peers are installed below the target folder at the first run, which needs the network; after
/// that nothing does. Ends with 0 when everything is measured, 2 if it can't be.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask bench",
    bin_name = "cargo xtask bench",
    after_help = "\
Examples:
  cargo xtask bench                               every benchmark
  cargo xtask bench generator                     the generator against three others
  cargo xtask bench generator --documents ../docs on documents of your own
  cargo xtask bench generator --compile --limit 1000 --documents ../docs
                                                  how many crates of each compile
  cargo xtask bench generator --json bench.json   and a report that grows row by row
  cargo xtask bench sandbox                       the sandbox against Prism; needs wrk"
)]
pub(crate) struct Cli {
    /// Which one; else every one.
    #[arg(value_enum, value_name = "NAME")]
    pub(crate) bench: Option<Bench>,
    /// Where documents are; may be said more than once. Else those in specs/, and `../shared/portal`
    /// and `../shared/corpus` if they are there.
    #[arg(long, value_name = "DIR")]
    pub(crate) documents: Vec<PathBuf>,
    /// How often each time is taken; the shortest counts.
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) runs: usize,
    /// How many documents at most, spread over all sizes.
    #[arg(long, value_name = "N", default_value_t = 40)]
    pub(crate) limit: usize,
    /// Compile every crate, and count those that do; else eight of each generator are, to take the time.
    #[arg(long)]
    pub(crate) compile: bool,
    /// Write the report to FILE as JSON while the run goes on; `-` is standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
}

/// A benchmark.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Bench {
    /// Documents to crates: how long, how much, and how long the compiler takes over it.
    Generator,
    /// The sandbox against Prism, called by wrk: answers in a second, start, memory.
    Sandbox,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_flags_are_consistent() {
        super::Cli::command().debug_assert();
    }
}
