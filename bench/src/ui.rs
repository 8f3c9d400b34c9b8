//! How far the run is.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// A bar on a terminal, a line elsewhere.
pub(crate) fn bar(what: &str, items: usize) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        eprintln!("{what}: {items}");
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(items as u64).with_prefix(what.to_owned());
    if let Ok(style) = ProgressStyle::with_template("{prefix} [{bar:30}] {pos}/{len} {wide_msg}") {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}
