//! Lines that YAML wants further in.

use std::borrow::Cow;
use std::collections::BTreeMap;

use saphyr_parser::{Marker, ScanError};

/// How many characters may be read again for the sake of repairs, all in all. Every repair
/// starts the reading anew; descriptions that need any need a handful.
const WORK: usize = 64 * 1024 * 1024;

/// A text, and spaces in front of some of its lines.
///
/// By the letter of YAML, every line of a bracketed collection or of a quoted text stands
/// further in than the key that it belongs to:
///
/// ```yaml
/// example: {
///   "sum": 1
/// }
/// ```
///
/// Most tools don't mind, so authors don't either, but the parser does. Spaces in front of
/// such a line change nothing of what it says: they are added where the parser stops, and
/// taken off again from every place that it names.
pub(super) struct Repair<'t> {
    text: Cow<'t, str>,
    /// How many spaces stand in front of which line.
    added: BTreeMap<usize, usize>,
    /// The same with the sum up to and with the line, to be searched.
    sums: Vec<(usize, usize)>,
    work: usize,
}

impl<'t> Repair<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text: Cow::Borrowed(text),
            added: BTreeMap::new(),
            sums: Vec::new(),
            work: 0,
        }
    }

    /// The text to read.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The lines that were moved in.
    pub(super) fn lines(&self) -> impl Iterator<Item = usize> + '_ {
        self.added.keys().copied()
    }

    /// A place in [`Self::text`] as a place in the text as it was.
    pub(super) fn original(&self, marker: Marker) -> Marker {
        let before = self.sums.partition_point(|(line, _)| *line < marker.line());
        let shift = before.checked_sub(1).map_or(0, |at| self.sums[at].1);
        let here = self.added.get(&marker.line()).copied().unwrap_or(0);
        let here = here.min(marker.col());
        Marker::new(
            marker.index().saturating_sub(shift + here),
            marker.line(),
            marker.col() - here,
        )
    }

    /// Moves lines in, if that is what `error` asks for; else nothing can be done.
    pub(super) fn mend(&mut self, error: &ScanError) -> bool {
        self.work += self.text.len();
        if self.work > WORK {
            return false;
        }
        let starts = line_starts(&self.text);
        let line = error.marker().line();
        let mut wanted = BTreeMap::new();
        match error.info() {
            "invalid indentation" | "invalid indentation in flow construct" => {
                // Further in than the line before, and each time a bit more: the key that
                // the line belongs to may stand behind a dash.
                let before = line
                    .checked_sub(1)
                    .map_or(0, |line| self.indent(&starts, line));
                let more = (before + 1)
                    .saturating_sub(self.indent(&starts, line))
                    .max(4);
                wanted.insert(line, more);
            }
            "invalid indentation in quoted scalar" => {
                let column = error.marker().col();
                let Some(last) = self.closing_line(&starts, line, column) else {
                    return false;
                };
                for line in line + 1..=last {
                    let more = (column + 1).saturating_sub(self.indent(&starts, line));
                    if more > 0 {
                        wanted.insert(line, more);
                    }
                }
            }
            _ => return false,
        }
        if wanted.is_empty() {
            return false;
        }
        self.add(&starts, &wanted);
        true
    }

    /// How many spaces line `line` (counted from 1) begins with.
    fn indent(&self, starts: &[usize], line: usize) -> usize {
        let start = line.checked_sub(1).and_then(|at| starts.get(at));
        let rest = start.map_or("", |start| &self.text[*start..]);
        rest.bytes().take_while(|byte| *byte == b' ').count()
    }

    /// The line on which the quoted text ends that begins at a line and column.
    fn closing_line(&self, starts: &[usize], line: usize, column: usize) -> Option<usize> {
        let start = *starts.get(line.checked_sub(1)?)?;
        let mut rest = self.text[start..].char_indices().skip(column).peekable();
        let (_, quote) = rest.next()?;
        while let Some((at, character)) = rest.next() {
            if character == '\\' && quote == '"' {
                rest.next();
            } else if character == quote {
                let doubled = quote == '\'' && rest.next_if(|(_, next)| *next == quote).is_some();
                if !doubled {
                    return Some(starts.partition_point(|begin| *begin <= start + at));
                }
            }
        }
        None
    }

    fn add(&mut self, starts: &[usize], wanted: &BTreeMap<usize, usize>) {
        let mut text = String::with_capacity(self.text.len() + wanted.values().sum::<usize>());
        let mut from = 0;
        for (line, more) in wanted {
            if let Some(start) = line.checked_sub(1).and_then(|at| starts.get(at)) {
                text.push_str(&self.text[from..*start]);
                text.extend(std::iter::repeat_n(' ', *more));
                from = *start;
                *self.added.entry(*line).or_insert(0) += more;
            }
        }
        text.push_str(&self.text[from..]);
        self.text = Cow::Owned(text);
        let mut sum = 0;
        self.sums.clear();
        for (line, more) in &self.added {
            sum += more;
            self.sums.push((*line, sum));
        }
    }
}

/// Where every line begins: behind LF, CR LF, or CR alone, as YAML has it.
fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    for (at, byte) in bytes.iter().enumerate() {
        let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
        if ends {
            starts.push(at + 1);
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Severity;
    use crate::load::{Loaded, Pointer, codes, load};

    fn read(text: &str) -> Loaded {
        load("test", text.as_bytes()).expect("YAML")
    }

    fn place(loaded: &Loaded, pointer: &str) -> (String, usize) {
        let pointer = Pointer::parse(pointer).expect("a pointer");
        let span = loaded.root.at(&pointer).expect("a node").span;
        (span.to_string(), span.offset)
    }

    #[test]
    fn brackets_may_close_under_their_key() {
        let text = "a:\n  ü: {\n    \"x\": [\n  1,\n2\n  ]\n  }\n  c: 3\nd: [\n]\n- ";
        let text = &text[..text.len() - 2];
        let loaded = read(text);
        assert_eq!(
            loaded.root.to_json(),
            r#"{"a":{"ü":{"x":[1,2]},"c":3},"d":[]}"#
        );
        for (pointer, at) in [("/a/ü/x/0", "4:3"), ("/a/ü/x/1", "5:1"), ("/a/c", "8:6")] {
            let (found, offset) = place(&loaded, pointer);
            assert_eq!(found, at, "{pointer}");
            let digit = text.as_bytes()[offset];
            assert!(digit.is_ascii_digit(), "{pointer} at byte {offset}");
        }
        let findings = loaded.diagnostics.findings();
        assert!(findings.iter().all(|finding| {
            finding.code == codes::SHALLOW_LINE && finding.severity == Severity::Note
        }));
        let lines: Vec<u32> = findings.iter().map(|finding| finding.line).collect();
        assert_eq!(lines, [4, 5, 10]);
    }

    #[test]
    fn a_bracket_behind_a_dash_may_too() {
        let loaded = read("a:\n  - b: {\n  }\n  - c: [\n1]\n");
        assert_eq!(loaded.root.to_json(), r#"{"a":[{"b":{}},{"c":[1]}]}"#);
    }

    #[test]
    fn quoted_text_may_go_on_anywhere() {
        let loaded = read(concat!(
            "a:\n",
            "  b: \"one \\\" two\n",
            "  three\n",
            "four\"\n",
            "  c: 'it''s\n",
            "  five'\n",
            "  d: 6\n",
        ));
        assert_eq!(
            loaded.root.to_json(),
            r#"{"a":{"b":"one \" two three four","c":"it's five","d":6}}"#
        );
        assert_eq!(place(&loaded, "/a/d"), ("7:6".to_owned(), 59));
    }

    #[test]
    fn broken_text_stays_broken_and_names_its_own_place() {
        let refused = load("test", b"a: {\n}\nb: {\n c: ]\n}\n").expect_err("a wrong bracket");
        let finding = refused.findings().last().expect("says why");
        assert_eq!(finding.code, codes::BROKEN_YAML);
        assert_eq!((finding.line, finding.column), (4, 5));
        let refused = load("test", b"a:\n  b: \"open\n  c: 1\n").expect_err("an open quote");
        assert_eq!(refused.findings()[0].code, codes::BROKEN_YAML);
    }
}
