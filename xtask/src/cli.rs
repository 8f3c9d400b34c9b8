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
    /// Show the whole platform on this machine: sandbox, portal, generator, runtime.
    Tour(Tour),
    /// Generate the client crates from the documents in specs/.
    Regenerate(Regenerate),
    /// Fetch the documents from the portal into specs/.
    Pull(Pull),
    /// Generate a crate from one document, any document.
    Generate(Generate),
    /// Write the operations as a collection for Postman and newman.
    Postman(Postman),
    /// Measure the generator on every document of a folder.
    Corpus(Corpus),
    /// Measure against peers, both in one run.
    Bench(Bench),
    /// Say what the code of a finding means.
    Explain(Explain),
    /// Format, lints, docs, generated code and all tests: what CI runs.
    Test(Test),
}

/// Show the whole platform on this machine, offline: sandbox, portal, generator, runtime.
///
/// Builds the tour, which is a package of its own, and tells each step with its time. Ends with 1 if
/// a step did not do what it says.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo xtask tour                    a line for each step, with its time
  cargo xtask tour --json tour.json   and a report that grows step by step
  cargo xtask tour --json -           the report alone on standard output")]
pub(crate) struct Tour {
    /// Write the report to FILE as JSON while the tour goes on; `-` is standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
}

/// Say what the code of a finding means: what triggers it, what is done, what you can do, an example.
///
/// Without a code, lists all of them. An unknown code ends with 2.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo xtask explain U005   what it means that a reference leads nowhere
  cargo xtask explain        every code, a line each")]
pub(crate) struct Explain {
    /// The code, in capital or small letters.
    #[arg(value_name = "CODE")]
    pub(crate) code: Option<String>,
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
  cargo xtask regenerate --strict             1 if anything is only approximated
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
    /// Write nothing, and end with 1, if anything of a document is only approximated.
    #[arg(long)]
    pub(crate) strict: bool,
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

/// Generate a crate from one document: Swagger 2.0 or OpenAPI 3.x, YAML or JSON.
///
/// The crate depends on this workspace's citi-core by its path. A document that is no API
/// description, or is broken beyond repair, leaves the folder as it is and ends the command with 2.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo xtask generate --input bank.yaml --out ../bank-client --name bank-client
  cargo xtask generate --input bank.json --out ../bank-client --name bank-client -v --json -
  cargo xtask generate --input bank.yaml --out ../bank-client --name bank-client --strict")]
pub(crate) struct Generate {
    /// The document.
    #[arg(long, value_name = "FILE")]
    pub(crate) input: PathBuf,
    /// The folder of the crate; made if it is not there.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// The crate's name.
    #[arg(long, value_name = "CRATE", value_parser = package_name)]
    pub(crate) name: String,
    /// Write nothing, and end with 1, if anything of the document is only approximated.
    #[arg(long)]
    pub(crate) strict: bool,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// Write the operations as a collection for Postman and newman: the same bytes every time.
///
/// It holds a request for a token and one for each operation, with examples of every documented answer
/// and tests that hold answers against the documents. The sandbox serves it too, at /portal/postman.json.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo xtask postman --out citi.json
  cargo xtask postman --out citi.json --base-url https://api.sandbox.citi.com
  npx newman run citi.json --env-var clientId=ID --env-var clientSecret=SECRET")]
pub(crate) struct Postman {
    /// The file; `-` is standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Where the APIs and the token address are: what the variable baseUrl holds at first.
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8087")]
    pub(crate) base_url: String,
}

/// Measure the generator on every document of a folder: generate, compile, try.
///
/// The crates come into a scratch workspace below the target folder. The report holds a row for
/// each document, and grows while the run goes on. Ends with 1 if anything that was measured failed.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo xtask corpus ./documents                       generate only
  cargo xtask corpus ./documents --compile             and compile every crate
  cargo xtask corpus ./documents --examples --limit 5  put the examples of five through their types
  cargo xtask corpus ./documents --strict              1 if anything is only approximated
  cargo xtask corpus ./documents --wire                call every operation of a mock (needs npm)
  cargo xtask corpus ./documents --json report.json    a row for each document")]
pub(crate) struct Corpus {
    /// The folder.
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,
    /// Compile every crate.
    #[arg(long)]
    pub(crate) compile: bool,
    /// Put every example that is valid by its own schema through its type, and compare.
    #[arg(long)]
    pub(crate) examples: bool,
    /// Call every operation of a mock that speaks for the document as it was published.
    #[arg(long)]
    pub(crate) wire: bool,
    /// How many documents, and compilers, at once; else as many as there are cores.
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<usize>,
    /// End with 1 if anything of a document is only approximated.
    #[arg(long)]
    pub(crate) strict: bool,
    /// Only the first N documents.
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// Measure against peers, both in one run: ratios, never a time as a pass mark.
///
/// Builds the benchmarks, which are a package of their own. The peers are installed below the target
/// folder at the first run, which needs the network.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo xtask bench                               every benchmark
  cargo xtask bench generator                     the generator against three others
  cargo xtask bench generator --documents ../docs on documents of your own
  cargo xtask bench generator --json bench.json   and a report that grows row by row
  cargo xtask bench sandbox                       the sandbox against Prism; needs wrk")]
pub(crate) struct Bench {
    /// Which one, `generator` or `sandbox`; else every one.
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Where documents are; may be said more than once. Else those in specs/, and `../shared/portal`
    /// and `../shared/corpus` if they are there.
    #[arg(long, value_name = "DIR")]
    pub(crate) documents: Vec<PathBuf>,
    /// How often each time is taken; the shortest counts.
    #[arg(long, value_name = "N")]
    pub(crate) runs: Option<usize>,
    /// How many documents at most, spread over all sizes.
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// Compile every crate of each generator, and count those that do.
    #[arg(long)]
    pub(crate) compile: bool,
    /// Write the report to FILE as JSON while the run goes on; `-` is standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
}

/// A name that cargo takes for a package.
fn package_name(text: &str) -> Result<String, String> {
    let fits = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if fits {
        Ok(text.to_owned())
    } else {
        Err("a package name begins with a letter and holds letters, digits, - and _".to_owned())
    }
}

/// Format, generated code, lints, each feature alone, docs, all tests, licences.
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
        for arguments in [
            &["x", "regenerate", "--onyl", "fx"][..],
            &["x", "regen"],
            &[
                "x", "generate", "--input", "a", "--out", "b", "--name", "1 c",
            ],
            &["x", "corpus"],
            &["x"],
        ] {
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
