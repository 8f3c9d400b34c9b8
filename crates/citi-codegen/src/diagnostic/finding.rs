//! One finding.

use super::{Code, Severity};
use crate::load::{Pointer, Span};

/// One finding in one document: where, what was found, what was done about it, and what
/// the user can do.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
pub struct Diagnostic {
    /// The stable name of this kind of finding.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// The document, as the user named it.
    pub document: String,
    /// Line, counted from 1; 0 where the finding has no place in the text.
    pub line: u32,
    /// Column, counted from 1.
    pub column: u32,
    /// The JSON Pointer of the node.
    pub pointer: String,
    /// What was found.
    pub found: String,
    /// What was done about it.
    pub done: String,
    /// What the user can do.
    pub remedy: String,
    /// Which text the place stands in, until the document's name says it.
    #[serde(skip)]
    pub(super) source: u16,
}

impl Diagnostic {
    /// A finding of kind `code` at a place; [`Self::found`], [`Self::done`] and
    /// [`Self::remedy`] say the rest.
    #[must_use]
    pub fn new(code: Code, severity: Severity, pointer: &Pointer, span: Span) -> Self {
        Self {
            code,
            severity,
            document: String::new(),
            line: span.line,
            column: span.column,
            pointer: pointer.to_string(),
            found: String::new(),
            done: String::new(),
            remedy: String::new(),
            source: span.source,
        }
    }

    /// The pointer as a person reads it: on one line, and of a very long one the end, which tells it from others.
    #[must_use]
    pub fn short_pointer(&self) -> String {
        const KEPT: usize = 160;
        let cut = self.pointer.chars().count().saturating_sub(KEPT);
        if cut == 0 {
            return shown(self.pointer.clone());
        }
        let end: String = self.pointer.chars().skip(cut).collect();
        format!("…{}", shown(end))
    }

    /// Says what was found.
    #[must_use]
    pub fn found(mut self, text: impl Into<String>) -> Self {
        self.found = shown(text.into());
        self
    }

    /// Says what was done.
    #[must_use]
    pub fn done(mut self, text: impl Into<String>) -> Self {
        self.done = shown(text.into());
        self
    }

    /// Says what the user can do.
    #[must_use]
    pub fn remedy(mut self, text: impl Into<String>) -> Self {
        self.remedy = shown(text.into());
        self
    }
}

/// The longest text of a finding, in characters: what is quoted from a document may be longer.
const LONGEST: usize = 600;

/// A text on one line that does nothing to a terminal: control characters, and those that turn the direction of
/// writing, are escaped, and what is very long is cut.
fn shown(text: String) -> String {
    let harmful = |character: char| {
        character.is_control()
            || matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
    };
    if text.len() <= LONGEST && !text.contains(harmful) {
        return text;
    }
    let mut shown = String::new();
    for (count, character) in text.chars().enumerate() {
        if count == LONGEST {
            shown.push('…');
            break;
        }
        if harmful(character) {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}[{}] {}", self.severity, self.code, self.document)?;
        if self.line > 0 {
            write!(f, ":{}:{}", self.line, self.column)?;
        }
        if !self.pointer.is_empty() {
            write!(f, " {}", self.short_pointer())?;
        }
        write!(f, ": {}", self.found)?;
        if !self.done.is_empty() {
            write!(f, "; {}", self.done)?;
        }
        if !self.remedy.is_empty() {
            write!(f, "; {}", self.remedy)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(pointer: &Pointer) -> Diagnostic {
        Diagnostic::new(Code("T001"), Severity::Note, pointer, Span::default())
    }

    #[test]
    fn what_a_document_says_does_nothing_to_a_terminal() {
        let pointer = Pointer::root().key("a\u{1b}[31m\nb");
        let finding = finding(&pointer).found("the name \u{1b}]0;x\u{7}\r\n\u{202e}");
        let line = finding.to_string();
        assert!(!line.contains(char::is_control), "{line}");
        assert!(!line.contains('\u{202e}'), "{line}");
        assert_eq!(finding.pointer, "/a\u{1b}[31m\nb", "programs get it whole");
    }

    #[test]
    fn long_texts_and_pointers_are_cut() {
        let mut pointer = Pointer::root();
        for _ in 0..1_000 {
            pointer.push_key("items");
        }
        let line = finding(&pointer.key("last"))
            .found("9".repeat(100_000))
            .to_string();
        assert!(line.len() < 1_000, "{}", line.len());
        assert!(line.contains("/items/last: 999"), "{line}");
    }
}
