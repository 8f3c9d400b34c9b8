//! One command a file.

mod bench;
mod corpus;
mod explain;
mod generate;
mod package;
mod postman;
mod pull;
mod regenerate;
mod test;
mod tour;

use crate::cli::{Cli, Command};
use crate::exit::Exit;

/// Does what was asked for.
pub(crate) fn run(cli: Cli) -> Exit {
    match cli.command {
        Command::Tour(flags) => tour::run(&flags),
        Command::Regenerate(flags) => regenerate::run(&flags),
        Command::Pull(flags) => pull::run(&flags),
        Command::Generate(flags) => generate::run(&flags),
        Command::Postman(flags) => postman::run(&flags),
        Command::Corpus(flags) => corpus::run(&flags),
        Command::Bench(flags) => bench::run(&flags),
        Command::Explain(flags) => explain::run(&flags),
        Command::Test(flags) => test::run(&flags),
    }
}
