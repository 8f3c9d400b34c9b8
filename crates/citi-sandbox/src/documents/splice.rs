//! [`spliced`]: members of a text that are changed in place.

use std::ops::Range;

use super::redirect::Change;

/// The text with members changed, JSON or YAML; `None` where one can't be changed by itself. Whoever asks reads the
/// result and compares.
pub(super) fn spliced(text: &str, changes: &[Change]) -> Option<String> {
    let is_json = text.trim_start().starts_with('{');
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut added = String::new();
    for Change { at, key, value } in changes {
        let value = value.to_json();
        match at {
            Some(span) if is_json => edits.push((json_value(text, span.offset)?, value)),
            Some(span) => edits.push((yaml_member(text, span.offset)?, format!("{key}: {value}"))),
            None if is_json => added.push_str(&format!("\"{key}\": {value}, ")),
            None => added.push_str(&format!("{key}: {value}\n")),
        }
    }
    let begin = match is_json {
        true => text.find('{')? + 1,
        false => first_member(text)?,
    };
    if !added.is_empty() {
        edits.push((begin..begin, added));
    }
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    // What an anchor repeats is changed once.
    edits.dedup();
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (range, new) in edits {
        out.push_str(text.get(done..range.start)?);
        out.push_str(&new);
        done = range.end;
    }
    out.push_str(text.get(done..)?);
    Some(out)
}

/// Where the first line stands that is no remark, no directive and no mark of a document's beginning.
fn first_member(text: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if !(words.is_empty() || words.starts_with(['#', '%']) || words == "---") {
            return Some(at);
        }
        at += line.len();
    }
    None
}

/// From the key of a member in block style to the end of its value, without the line's end.
fn yaml_member(text: &str, key: usize) -> Option<Range<usize>> {
    let line = text.get(..key)?.rfind('\n').map_or(0, |at| at + 1);
    let indent = text.get(line..key)?;
    if !indent.bytes().all(|it| it == b' ') {
        return None;
    }
    let mut end = key;
    let mut at = key;
    for (number, line) in text.get(key..)?.split_inclusive('\n').enumerate() {
        let words = line.trim();
        let depth = line.len() - line.trim_start_matches(' ').len();
        // Items of a list may stand as deep as the key that they belong to.
        let is_item = depth == indent.len() && (words == "-" || words.starts_with("- "));
        let is_remark = words.is_empty() || words.starts_with('#');
        if number > 0 && !is_remark && depth <= indent.len() && !is_item {
            break;
        }
        if number == 0 || !is_remark {
            end = at + line.trim_end().len();
        }
        at += line.len();
    }
    Some(key..end)
}

/// Where the value of a member stands, given where its key does.
fn json_value(text: &str, key: usize) -> Option<Range<usize>> {
    let after = key + json_end(text.get(key..)?)?;
    let rest = text.get(after..)?;
    let value = rest.trim_start().strip_prefix(':')?.trim_start();
    let start = text.len() - value.len();
    Some(start..start + json_end(value)?)
}

/// How long the value is that a text begins with.
fn json_end(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, sign) in text.char_indices() {
        match sign {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => {
                quoted = !quoted;
                if !quoted && depth == 0 {
                    return Some(at + 1);
                }
            }
            _ if quoted => {}
            '{' | '[' => depth += 1,
            '}' | ']' if depth > 1 => depth -= 1,
            '}' | ']' if depth == 1 => return Some(at + 1),
            // Behind a number or a word.
            ',' | '}' | ']' if depth == 0 => return Some(at),
            sign if depth == 0 && sign.is_whitespace() => return Some(at),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_value_is_found() {
        for (text, value) in [
            (r#""a]\"b", 1"#, r#""a]\"b""#),
            (r#"[1, {"a": "}"}], 2"#, r#"[1, {"a": "}"}]"#),
            ("null}", "null"),
            ("1250.00 ,", "1250.00"),
        ] {
            assert_eq!(json_end(text).map(|end| &text[..end]), Some(value));
        }
        assert_eq!(json_end("[1"), None);
    }

    #[test]
    fn a_member_ends_where_the_next_one_begins() {
        let text = "a:\n  b:\n  - x: 1\n    y: 2\n\n  # Of c.\n  c: 3\n";
        assert_eq!(
            yaml_member(text, 5).map(|range| &text[range]),
            Some("b:\n  - x: 1\n    y: 2")
        );
        assert_eq!(yaml_member("{a: 1}", 1), None);
    }
}
