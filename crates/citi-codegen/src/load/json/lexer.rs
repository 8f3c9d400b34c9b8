//! The tokens of a JSON text, each with its place.

use std::borrow::Cow;

use super::{number, string};
use crate::diagnostic::Code;
use crate::load::findings::shown;
use crate::load::{Span, codes};

/// One token.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    OpenMapping,
    CloseMapping,
    OpenSequence,
    CloseSequence,
    Colon,
    Comma,
    String(Cow<'t, str>),
    Number(&'t str),
    Bool(bool),
    Null,
    End,
}

impl Token<'_> {
    /// The token as a message names it.
    pub(super) fn name(&self) -> String {
        match self {
            Self::OpenMapping => "`{`".to_owned(),
            Self::CloseMapping => "`}`".to_owned(),
            Self::OpenSequence => "`[`".to_owned(),
            Self::CloseSequence => "`]`".to_owned(),
            Self::Colon => "`:`".to_owned(),
            Self::Comma => "`,`".to_owned(),
            Self::String(text) => format!("the string \"{}\"", shown(text)),
            Self::Number(text) => format!("the number {}", shown(text)),
            Self::Bool(flag) => format!("`{flag}`"),
            Self::Null => "`null`".to_owned(),
            Self::End => "the end of the text".to_owned(),
        }
    }
}

/// What is no token, and what to do about it.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) span: Span,
    pub(super) found: String,
    pub(super) remedy: &'static str,
    /// Whether it is a word without quotes.
    pub(super) bare_word: bool,
}

/// Reads tokens.
pub(super) struct Lexer<'t> {
    text: &'t str,
    at: usize,
    line: u32,
    /// Offset of the line's first byte, moved on by one for every byte that is not the
    /// first of its character: so a column is a subtraction however long the line is.
    line_start: usize,
    /// What was crooked in the last token.
    pub(super) remarks: Vec<(Code, Span)>,
}

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            line: 1,
            line_start: 0,
            remarks: Vec::new(),
        }
    }

    /// The next token and where it begins.
    pub(super) fn next(&mut self) -> Result<(Token<'t>, Span), Fault> {
        self.skip_space();
        let span = self.span();
        let rest = &self.text.as_bytes()[self.at..];
        let Some(first) = rest.first() else {
            return Ok((Token::End, span));
        };
        let simple = match first {
            b'{' => Token::OpenMapping,
            b'}' => Token::CloseMapping,
            b'[' => Token::OpenSequence,
            b']' => Token::CloseSequence,
            b':' => Token::Colon,
            b',' => Token::Comma,
            b'"' => return Ok((Token::String(self.string(span)?), span)),
            _ => return Ok((self.word(span)?, span)),
        };
        self.at += 1;
        Ok((simple, span))
    }

    fn span(&self) -> Span {
        Span {
            line: self.line,
            column: u32::try_from(self.at - self.line_start + 1).unwrap_or(u32::MAX),
            offset: self.at,
            ..Span::default()
        }
    }

    fn skip_space(&mut self) {
        let bytes = self.text.as_bytes();
        while let Some(byte @ (b' ' | b'\t' | b'\n' | b'\r')) = bytes.get(self.at) {
            self.at += 1;
            let ends = match byte {
                b'\n' => true,
                b'\r' => bytes.get(self.at) != Some(&b'\n'),
                _ => false,
            };
            if ends {
                self.line = self.line.saturating_add(1);
                self.line_start = self.at;
            }
        }
    }

    /// A string whose quote is at the cursor.
    fn string(&mut self, span: Span) -> Result<Cow<'t, str>, Fault> {
        let bytes = self.text.as_bytes();
        let start = self.at + 1;
        let mut at = start;
        let (mut escaped, mut raw, mut inner) = (false, false, 0);
        loop {
            match bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    at += 2;
                }
                Some(b'\n' | b'\r') | None => {
                    return Err(Fault {
                        span,
                        found: "a string that is not closed on its line".to_owned(),
                        remedy: "close it with `\"`, and write line breaks as \\n",
                        bare_word: false,
                    });
                }
                Some(byte) => {
                    raw |= *byte < 0x20;
                    inner += usize::from(*byte & 0xC0 == 0x80);
                    at += 1;
                }
            }
        }
        // Both ends are quotes or stand beside one, so they are ends of characters.
        let inside = self.text.get(start..at).unwrap_or_default();
        if raw {
            self.remarks.push((codes::RAW_CONTROL, span));
        }
        let text = if escaped {
            let unescaped = string::unescape(inside).map_err(|offset| {
                let characters = inside[..offset].chars().count() + 1;
                let column = span
                    .column
                    .saturating_add(u32::try_from(characters).unwrap_or(0));
                let escape: String = inside[offset..].chars().take(2).collect();
                Fault {
                    span: Span {
                        column,
                        offset: start + offset,
                        ..span
                    },
                    found: format!("`{}` is no escape that JSON knows", shown(&escape)),
                    remedy: "write a backslash as \\\\, and other characters as \\uXXXX",
                    bare_word: false,
                }
            })?;
            if unescaped.lone_surrogate {
                self.remarks.push((codes::LONE_SURROGATE, span));
            }
            Cow::Owned(unescaped.text)
        } else {
            Cow::Borrowed(inside)
        };
        self.at = at + 1;
        self.line_start += inner;
        Ok(text)
    }

    /// A number or a literal.
    fn word(&mut self, span: Span) -> Result<Token<'t>, Fault> {
        let rest = &self.text[self.at..];
        let end = rest
            .find(|character: char| character.is_whitespace() || r#"{}[]:,""#.contains(character))
            .unwrap_or(rest.len());
        let word = &rest[..end];
        let token = match word {
            "null" => Token::Null,
            "true" => Token::Bool(true),
            "false" => Token::Bool(false),
            _ if number::length(word.as_bytes()) == Some(word.len()) => Token::Number(word),
            _ => {
                return Err(Fault {
                    span,
                    found: format!("`{}` is no JSON", shown(word)),
                    remedy: if word.starts_with(['/', '#']) {
                        "take the remark out: JSON has none"
                    } else {
                        "write text in \"quotes\", numbers as 1.5, and else true, false or null"
                    },
                    bare_word: true,
                });
            }
        };
        self.at += word.len();
        Ok(token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> Vec<String> {
        let mut lexer = Lexer::new(text);
        let mut places = Vec::new();
        loop {
            let (token, span) = lexer.next().expect("tokens");
            if token == Token::End {
                return places;
            }
            places.push(format!("{span}@{}", span.offset));
        }
    }

    #[test]
    fn places_count_characters_and_offsets_bytes() {
        assert_eq!(
            places("{\"ü😀\": 1,\r\n \"b\"\r: [\n]}"),
            [
                "1:1@0", "1:2@1", "1:6@9", "1:8@11", "1:9@12", "2:2@16", "3:1@20", "3:3@22",
                "4:1@24", "4:2@25"
            ]
        );
    }

    #[test]
    fn an_open_string_is_told_where_it_begins() {
        for text in ["  \"abc", "  \"abc\n\"", "  \"abc\\", "  \"abc\\\""] {
            let fault = Lexer::new(text).next().expect_err("not closed");
            assert_eq!(fault.span.column, 3, "{text:?}");
        }
    }

    #[test]
    fn an_unknown_escape_is_told_where_it_stands() {
        let fault = Lexer::new(r#" "ü\é""#).next().expect_err("no such escape");
        assert_eq!((fault.span.column, fault.span.offset), (4, 4));
        assert!(fault.found.contains(r"`\é`"), "{}", fault.found);
    }
}
