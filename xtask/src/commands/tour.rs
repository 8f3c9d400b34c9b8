//! `cargo xtask tour`.

use std::ffi::OsStr;

use super::package;
use crate::cli;
use crate::exit::Exit;
use crate::ui::Ui;

/// Builds the tour, which is a package of its own, and starts it.
pub(crate) fn run(flags: &cli::Tour) -> Exit {
    let ui = Ui::new(flags.json.as_deref());
    let json = flags.json.iter();
    let arguments = json.flat_map(|json| [OsStr::new("--json"), json.as_os_str()]);
    package::start(&ui, "citi-tour", arguments)
}
