//! A body, as pages show it.

use crate::exchanges::masked_body;
use crate::portal::json_text::laid_out;

/// The beginning of a body without its secrets, JSON laid out.
pub(super) fn shown(kind: &str, beginning: &[u8]) -> String {
    let text = masked_body(kind, beginning);
    match kind.contains("json") {
        true => laid_out(&text),
        false => text,
    }
}
