//! Texts.

use super::Values;
use super::nodes::text;
use crate::corpus::wire::pattern;
use crate::load::Node;
use crate::model::Schema;

impl<'a> Values<'a> {
    /// A text of the format, pattern and length.
    pub(super) fn string(&mut self, schema: &'a Schema) -> Node {
        let min = schema.min_length.unwrap_or(0);
        let max = schema.max_length.unwrap_or(u64::MAX);
        let by_format = match schema.format.as_deref() {
            Some("date") => "2026-03-05",
            Some("date-time") => "2026-03-05T10:30:00Z",
            Some("time") => "10:30:00Z",
            Some("duration") => "P1D",
            Some("uuid") => "6f1c2a52-8f0b-4a56-9a5e-0d1f6f3c7b21",
            Some("email") => "a@example.com",
            Some("uri" | "url" | "uri-reference") => "https://example.com/a",
            Some("hostname") => "example.com",
            Some("ipv4") => "192.0.2.1",
            Some("ipv6") => "2001:db8::1",
            Some("byte" | "base64") => "YWJj",
            _ => "a",
        };
        let mut candidates = vec![by_format.to_owned()];
        if let Some(pattern) = &schema.pattern {
            candidates.extend(pattern::matching(pattern, min.max(1), max));
            candidates.extend(pattern::matching(pattern, min, max));
        }
        candidates
            .extend(["1", "100", "2026-03-05", "10:30:00", "1.00", "USD", "US"].map(str::to_owned));
        for candidate in &mut candidates {
            let length = candidate.chars().count() as u64;
            if schema.pattern.is_none() && length < min {
                candidate
                    .push_str(&"a".repeat(usize::try_from(min - length).unwrap_or(0).min(65_536)));
            }
        }
        for candidate in &candidates {
            let node = text(candidate);
            if self.judge.accepts(schema, &node) {
                return node;
            }
        }
        let first: String = by_format
            .chars()
            .take(usize::try_from(max).unwrap_or(usize::MAX))
            .collect();
        text(&first)
    }
}
