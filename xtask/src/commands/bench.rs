//! `cargo xtask bench`.

use std::ffi::OsString;

use super::package;
use crate::cli;
use crate::exit::Exit;
use crate::ui::Ui;

/// Builds the benchmarks, which are a package of their own, and starts one.
pub(crate) fn run(flags: &cli::Bench) -> Exit {
    let ui = Ui::new(flags.json.as_deref());
    let mut arguments: Vec<OsString> = flags.name.iter().map(OsString::from).collect();
    if flags.compile {
        arguments.push("--compile".into());
    }
    let mut say = |flag: &str, value: OsString| arguments.extend([flag.into(), value]);
    for folder in &flags.documents {
        say("--documents", folder.into());
    }
    for (flag, number) in [("--runs", flags.runs), ("--limit", flags.limit)] {
        if let Some(number) = number {
            say(flag, number.to_string().into());
        }
    }
    if let Some(json) = &flags.json {
        say("--json", json.into());
    }
    package::start(&ui, "citi-bench", arguments)
}
