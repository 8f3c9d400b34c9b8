//! What is shown: people read it, so it says what happens, where, and what to do.

mod drawn;
mod errors;
mod excerpt;
pub(crate) mod findings;
mod json;
mod seconds;
mod shown;
#[expect(clippy::module_inception, reason = "the noun has a file of its own")]
mod ui;

use drawn::drawn;
pub(crate) use json::Json;
pub(crate) use seconds::seconds;
pub(crate) use ui::Ui;
