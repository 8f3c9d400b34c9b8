//! The flags.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// The commands of this workspace.
///
/// Exit codes: 0 done and clean; 1 a check found something; 2 wrong use or broken input.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    version,
    arg_required_else_help = true
)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Generate the client crates from the documents in specs/.
    Regenerate(Regenerate),
    /// Fetch the documents from the portal into specs/.
    Pull(Pull),
    /// Format, lints, docs, generated code and all tests: what CI runs.
    Test(Test),
}

/// What every command takes.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// Write the report to FILE as JSON while the run goes on; `-` is standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
    /// Show every finding, not only the worst.
    #[arg(short, long)]
    pub(crate) verbose: bool,
}

/// Generate the client crates from the documents in specs/.
///
/// Every document is read and every crate is made in memory before the first file is written: a
/// broken document changes nothing. Files that are the same already are left alone.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo xtask regenerate                      from the pinned documents
  cargo xtask regenerate --check              compare, write nothing; 1 if anything differs
  cargo xtask regenerate --only accounts      one category
  cargo xtask regenerate --portal ./documents take the documents from a folder, and pin them
  cargo xtask regenerate --json report.json   what was done, for programs")]
pub(crate) struct Regenerate {
    /// Compare the documents with the lock and the crates with what would be made; write nothing.
    #[arg(long)]
    pub(crate) check: bool,
    /// Take the documents from this portal or folder, and pin them.
    #[arg(long, value_name = "URL|DIR")]
    pub(crate) portal: Option<String>,
    /// Only the category of this name.
    #[arg(long, value_name = "CATEGORY")]
    pub(crate) only: Option<String>,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// Fetch the documents from the portal into specs/, and pin them in specs/portal.lock.
///
/// What is not new is not sent again. A document that can't be had, or can't be read, keeps its
/// file, and the command ends with 2.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo xtask pull                                 from the portal of specs/portal.toml
  cargo xtask pull --portal https://portal.example from another one
  cargo xtask pull --portal ./documents            from a folder that holds <id>.yaml
  cargo xtask pull --portal specs                  pin documents that were changed by hand")]
pub(crate) struct Pull {
    /// Fetch from this portal or folder.
    #[arg(long, value_name = "URL|DIR")]
    pub(crate) portal: Option<String>,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// Format, lints, docs, generated code, all tests, licences.
///
/// Goes through every step, says how long each took, and lists what was left out and why. The
/// last line counts: N passed, N failed, N skipped.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo xtask test                what can be run here
  cargo xtask test --require-all  fail if anything is left out, as CI does")]
pub(crate) struct Test {
    /// Fail if anything is left out: a test that needs what is not there, a tool not installed.
    #[arg(long)]
    pub(crate) require_all: bool,
    /// Write the report to FILE as JSON while the run goes on; `-` is standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flags_are_consistent() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }

    #[test]
    fn wrong_use_ends_with_2() {
        for arguments in [&["x", "regenerate", "--onyl", "fx"][..], &["x", "regen"], &["x"]] {
            let error = Cli::try_parse_from(arguments).unwrap_err();
            assert_eq!(error.exit_code(), 2, "{arguments:?}");
        }
    }

    #[test]
    fn every_command_shows_examples() {
        use clap::CommandFactory;
        for command in Cli::command().get_subcommands_mut() {
            let help = command.render_long_help().to_string();
            assert!(help.contains("Examples:\n  cargo xtask"), "{help}");
        }
    }
}
