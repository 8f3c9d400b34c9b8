//! Text out of a schema.

use citi_codegen::model::Schema;

use super::words::fitting;
use crate::gate::Patterns;

/// The longest text that is made where the document has no bound.
const UNBOUND: usize = 4096;

/// Text that fits a schema, if one is found: by its format, its pattern, its length.
pub(super) fn text(schema: &Schema, patterns: &Patterns) -> String {
    let size = |length: Option<u64>| usize::try_from(length.unwrap_or(0)).unwrap_or(UNBOUND);
    let least = size(schema.min_length).min(UNBOUND);
    let most = schema
        .max_length
        .map_or(UNBOUND, |_| size(schema.max_length))
        .max(least);
    if let Some(pattern) = &schema.pattern
        && let Some(text) = fitting(patterns, pattern, least, most)
    {
        return text;
    }
    let usual = match schema.format.as_deref() {
        Some("date") => "2026-03-02",
        Some("date-time") => "2026-03-02T14:00:00Z",
        Some("time") => "14:00:00Z",
        Some("uuid") => "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        Some("email") => "customer@example.com",
        Some("uri" | "url") => "https://example.com/",
        Some("hostname") => "example.com",
        Some("ipv4") => "192.0.2.1",
        Some("ipv6") => "2001:db8::1",
        Some("byte") => "dGV4dA==",
        _ => "text",
    };
    let length = usual.chars().count();
    match length {
        length if length < least => usual.chars().cycle().take(least).collect(),
        length if length > most => usual.chars().take(most).collect(),
        _ => usual.to_owned(),
    }
}
