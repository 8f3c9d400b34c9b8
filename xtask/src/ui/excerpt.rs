//! The lines around a place.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

/// How many characters of a line are shown; documents in one line have millions.
const WIDTH: usize = 100;

/// Texts that places stand in, each read once.
#[derive(Debug, Default)]
pub(super) struct Texts {
    lines: BTreeMap<PathBuf, Vec<String>>,
}

impl Texts {
    /// The lines around a place, counted from 1, of the document in the file `path`; `None` if they can't be had.
    pub(super) fn excerpt(&mut self, path: &Path, line: u32, column: u32) -> Option<Excerpt> {
        let lines = self.lines.entry(path.to_owned()).or_insert_with(|| {
            let bytes = citi_codegen::load::read_file(path).unwrap_or_default();
            let text = String::from_utf8(bytes).unwrap_or_default();
            text.lines().map(str::to_owned).collect()
        });
        Excerpt::new(lines, line, column)
    }
}

/// Three lines at most, the middle one with the place.
#[derive(Debug)]
pub(super) struct Excerpt {
    text: String,
    /// How many lines of the document stand before it.
    before: usize,
    /// Where in `text` the place is, in bytes.
    pub(super) offset: usize,
}

impl Excerpt {
    fn new(lines: &[String], line: u32, column: u32) -> Option<Self> {
        let index = usize::try_from(line).ok()?.checked_sub(1)?;
        let column = usize::try_from(column).ok()?.saturating_sub(1);
        // A text that ends too early ends behind its last line.
        let (index, column) = match lines.len() {
            0 => return None,
            count if index == count => (index - 1, usize::MAX),
            _ => (index, column),
        };
        let line = lines.get(index)?;
        let column = column.min(line.chars().count());
        let before = index.saturating_sub(1);
        let mut text = String::new();
        if before < index {
            text.push_str(&cut(lines.get(before)?, 0));
            text.push('\n');
        }
        let skipped = if line.chars().count() > WIDTH {
            column.saturating_sub(WIDTH / 2)
        } else {
            0
        };
        let shown = cut(line, skipped);
        let marks = usize::from(skipped > 0);
        let within: usize = shown
            .chars()
            .take(column - skipped + marks)
            .map(char::len_utf8)
            .sum();
        let offset = text.len() + within;
        text.push_str(&shown);
        text.push('\n');
        if let Some(after) = lines.get(index + 1) {
            text.push_str(&cut(after, 0));
            text.push('\n');
        }
        Some(Self {
            text,
            before,
            offset,
        })
    }
}

/// The part of a line behind `skipped` characters that is shown: nothing in it moves the cursor.
fn cut(line: &str, skipped: usize) -> String {
    let mut shown = String::new();
    if skipped > 0 {
        shown.push('…');
    }
    let mut rest = line.chars().skip(skipped);
    for character in rest.by_ref().take(WIDTH) {
        shown.push(match character {
            '\t' => ' ',
            other if other.is_control() => '\u{FFFD}',
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => '\u{FFFD}',
            other => other,
        });
    }
    if rest.next().is_some() {
        shown.push('…');
    }
    shown
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        context_lines_before: usize,
        context_lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let inner = self
            .text
            .read_span(span, context_lines_before, context_lines_after)?;
        Ok(Box::new(MietteSpanContents::new(
            inner.data(),
            *inner.span(),
            self.before + inner.line(),
            inner.column(),
            inner.line_count(),
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_place_is_found_in_characters() {
        let excerpt = Excerpt::new(&lines("a\nüöx: 1\nlast"), 2, 3).unwrap();
        assert_eq!(excerpt.text, "a\nüöx: 1\nlast\n");
        assert_eq!(&excerpt.text[excerpt.offset..=excerpt.offset], "x");
        assert!(Excerpt::new(&lines("a"), 3, 1).is_none());
        assert!(Excerpt::new(&lines("a"), 0, 1).is_none());
    }

    #[test]
    fn a_document_in_one_line_is_cut_around_the_place() {
        let line = format!("{}HERE{}", "ü".repeat(5_000), "z".repeat(5_000));
        let excerpt = Excerpt::new(&lines(&line), 1, 5_001).unwrap();
        assert!(excerpt.text[excerpt.offset..].starts_with("HERE"));
        assert!(excerpt.text.chars().count() < 120);
    }

    #[test]
    fn the_end_of_the_text_is_shown_behind_its_last_line() {
        let excerpt = Excerpt::new(&lines("a\nb: {"), 3, 1).unwrap();
        assert_eq!(excerpt.text, "a\nb: {\n");
        assert_eq!(excerpt.offset, 6);
        assert!(Excerpt::new(&[], 1, 1).is_none());
    }

    #[test]
    fn a_line_can_not_move_the_cursor() {
        let excerpt = Excerpt::new(&lines("a\u{1b}[2J\u{202e}b"), 1, 1).unwrap();
        assert!(!excerpt.text.contains(['\u{1b}', '\u{202e}']));
    }
}
