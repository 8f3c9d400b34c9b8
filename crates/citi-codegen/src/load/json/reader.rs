//! Tokens → tree.

use super::lexer::{Fault, Lexer, Token};
use crate::diagnostic::Severity;
use crate::load::builder::Builder;
use crate::load::findings::{Findings, Stop, stop};
use crate::load::members::Key;
use crate::load::{Limits, Node, Span, Value, codes};

/// What may come next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Due {
    /// A value; behind `[`, or behind a comma in a list, also the list's end.
    Value {
        or_end: bool,
    },
    /// A key, or the object's end.
    Key,
    Colon,
    CommaOrEnd,
    /// Nothing more.
    End,
}

/// Why a text is no JSON.
pub(in crate::load) struct Refused {
    pub(in crate::load) stop: Stop,
    /// Whether it stopped at a bare word, as YAML's flow style has them.
    pub(in crate::load) bare_word: bool,
}

impl From<Stop> for Refused {
    fn from(stop: Stop) -> Self {
        Self {
            stop,
            bare_word: false,
        }
    }
}

/// Reads a JSON text. It keeps its own stack of what is open: depth costs memory, within
/// the limits, and never the machine's stack.
pub(in crate::load) fn read(
    text: &str,
    limits: &Limits,
    findings: &mut Findings,
) -> Result<Node, Refused> {
    let mut builder = Builder::new(limits, findings);
    let mut lexer = Lexer::new(text);
    let mut due = Due::Value { or_end: false };
    // The last comma, while nothing followed it.
    let mut comma = None;
    loop {
        let (token, span) = lexer.next().map_err(|fault| broken(&builder, fault))?;
        for (code, span) in lexer.remarks.drain(..) {
            remark(&mut builder, code, span);
        }
        due = match (due, token) {
            (Due::Value { .. }, Token::OpenMapping) => {
                builder.open_mapping(span)?;
                comma = None;
                Due::Key
            }
            (Due::Value { .. }, Token::OpenSequence) => {
                builder.open_sequence(span)?;
                comma = None;
                Due::Value { or_end: true }
            }
            (Due::Value { .. }, Token::String(text)) => {
                builder.scalar(Value::String(text.into_owned()), span)?;
                after(&builder)
            }
            (Due::Value { .. }, Token::Number(text)) => {
                builder.scalar(Value::Number(text.to_owned()), span)?;
                after(&builder)
            }
            (Due::Value { .. }, Token::Bool(flag)) => {
                builder.scalar(Value::Bool(flag), span)?;
                after(&builder)
            }
            (Due::Value { .. }, Token::Null) => {
                builder.scalar(Value::Null, span)?;
                after(&builder)
            }
            (Due::Key, Token::String(text)) => {
                builder.key(Key {
                    text: text.into_owned(),
                    span,
                    merge: false,
                })?;
                Due::Colon
            }
            (Due::Colon, Token::Colon) => Due::Value { or_end: false },
            (Due::CommaOrEnd, Token::Comma) => {
                comma = Some(span);
                if builder.in_mapping() {
                    Due::Key
                } else {
                    Due::Value { or_end: true }
                }
            }
            (Due::Key, Token::CloseMapping) => close(&mut builder, comma)?,
            (Due::Value { or_end: true }, Token::CloseSequence) => close(&mut builder, comma)?,
            (Due::CommaOrEnd, Token::CloseMapping) if builder.in_mapping() => {
                close(&mut builder, None)?
            }
            (Due::CommaOrEnd, Token::CloseSequence) if !builder.in_mapping() => {
                close(&mut builder, None)?
            }
            (Due::End, Token::End) => break,
            (_, token) => return Err(unexpected(&builder, due, &token, span).into()),
        };
        if matches!(due, Due::Colon | Due::CommaOrEnd) {
            comma = None;
        }
    }
    let nowhere = Node::new(Value::Null, Span::default());
    Ok(builder.finish().unwrap_or(nowhere))
}

/// Closes what is innermost; `comma` is the one before its end, which should not be there.
fn close(builder: &mut Builder<'_>, comma: Option<Span>) -> Result<Due, Stop> {
    if let Some(span) = comma {
        remark(builder, codes::TRAILING_COMMA, span);
    }
    if let Some(node) = builder.close() {
        builder.put(node)?;
    }
    Ok(after(builder))
}

/// What is due behind a value.
fn after(builder: &Builder<'_>) -> Due {
    if builder.is_open() {
        Due::CommaOrEnd
    } else {
        Due::End
    }
}

fn remark(builder: &mut Builder<'_>, code: crate::diagnostic::Code, span: Span) {
    builder.remark(code, Severity::Note, span, |finding| {
        if code == codes::LONE_SURROGATE {
            finding
                .found("half of a surrogate pair (\\uD800 to \\uDFFF) in a string")
                .done("replaced by U+FFFD")
                .remedy("write both halves, or the character itself")
        } else if code == codes::RAW_CONTROL {
            finding
                .found("a control character in a string, not escaped")
                .done("taken as it is")
                .remedy("write it as an escape: \\t for a tab")
        } else {
            finding
                .found("a comma behind the last entry")
                .done("left out")
                .remedy("take it out")
        }
    });
}

fn broken(builder: &Builder<'_>, fault: Fault) -> Refused {
    Refused {
        stop: stop(
            codes::BROKEN_JSON,
            &builder.pointer(),
            fault.span,
            fault.found,
            fault.remedy,
        ),
        bare_word: fault.bare_word,
    }
}

fn unexpected(builder: &Builder<'_>, due: Due, token: &Token<'_>, span: Span) -> Stop {
    let expected = match due {
        Due::Value { or_end: false } => "a value",
        Due::Value { or_end: true } => "a value or `]`",
        Due::Key => "a key in \"quotes\" or `}`",
        Due::Colon => "`:`",
        Due::CommaOrEnd if builder.in_mapping() => "`,` or `}`",
        Due::CommaOrEnd => "`,` or `]`",
        Due::End => "the end of the text",
    };
    let remedy = match (due, token) {
        (_, Token::End) => "the text was cut: get the document anew, or close what is open",
        (Due::End, _) => "keep one object in the file, and take out what follows it",
        _ => "look for a comma, quote or bracket too many or too few before this place",
    };
    stop(
        codes::BROKEN_JSON,
        &builder.pointer(),
        span,
        format!("{}, where {expected} is expected", token.name()),
        remedy,
    )
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::{Diagnostic, Severity};
    use crate::load::{Loaded, Node, Pointer, codes, load};

    fn read(text: &str) -> Loaded {
        load("test", text.as_bytes()).expect("JSON")
    }

    fn refusal(text: &str) -> Diagnostic {
        let refused = load("test", text.as_bytes()).expect_err("no JSON");
        refused.into_findings().pop().expect("says why")
    }

    #[test]
    fn values_keep_their_text_order_and_place() {
        let text = "{\"b\": [0.10, -1E+400, true, null, {}],\n  \"a\": \"x\\u00e9\"}";
        let loaded = read(text);
        assert_eq!(
            loaded.root.to_json(),
            r#"{"b":[0.10,-1E+400,true,null,{}],"a":"xé"}"#
        );
        let pointer = Pointer::parse("/b/1").expect("a pointer");
        let node = loaded.root.at(&pointer).expect("there");
        assert_eq!((node.span.line, node.span.column), (1, 14));
        assert!(text[node.span.offset..].starts_with("-1E"));
        let entry = &loaded.root.entries()[1];
        assert_eq!((entry.key_span.line, entry.key_span.column), (2, 3));
        assert!(loaded.diagnostics.findings().is_empty());
    }

    #[test]
    fn commas_too_many_leave_a_note_each() {
        let loaded = read("{\"a\": [1, 2,],\n\"b\": {\"c\": [],},}");
        assert_eq!(loaded.root.to_json(), r#"{"a":[1,2],"b":{"c":[]}}"#);
        let findings = loaded.diagnostics.findings();
        let places: Vec<_> = findings
            .iter()
            .map(|finding| (finding.code, finding.severity, finding.line, finding.column))
            .collect();
        let note = |line, column| (codes::TRAILING_COMMA, Severity::Note, line, column);
        assert_eq!(places, [note(1, 12), note(2, 14), note(2, 16)]);
        assert_eq!(findings[0].pointer, "/a/2");
    }

    #[test]
    fn crooked_strings_are_put_right_and_told() {
        let loaded = read("{\"a\": \"\\uD83D\\uDE00\", \"b\": \"\\uD83D\", \"c\": \"x\ty\"}");
        assert_eq!(loaded.root.get("a").and_then(Node::as_str), Some("😀"));
        assert_eq!(
            loaded.root.get("b").and_then(Node::as_str),
            Some("\u{FFFD}")
        );
        assert_eq!(loaded.root.get("c").and_then(Node::as_str), Some("x\ty"));
        let codes: Vec<_> = loaded
            .diagnostics
            .findings()
            .iter()
            .map(|f| f.code)
            .collect();
        assert_eq!(codes, [codes::LONE_SURROGATE, codes::RAW_CONTROL]);
    }

    #[test]
    fn broken_json_is_told_with_place_expectation_and_remedy() {
        for (text, place, pointer, expectation) in [
            ("{\"a\" 1}", "1:6", "/a", "`:` is expected"),
            ("{\"a\": [1\n 2]}", "2:2", "/a/1", "`,` or `]` is expected"),
            ("{\"a\": 1,, \"b\": 2}", "1:9", "", "a key in \"quotes\""),
            ("{\"a\": [,]}", "1:8", "/a/0", "a value or `]`"),
            ("{\"a\": }", "1:7", "/a", "a value is expected"),
            ("{\"a\": {\"b\": 1", "1:14", "/a", "`,` or `}` is expected"),
            ("{\"a\": {\"b\":", "1:12", "/a/b", "a value is expected"),
            ("{} {}", "1:4", "", "the end of the text is expected"),
            ("{\"a\": 1]", "1:8", "", "`,` or `}` is expected"),
            ("[1}", "1:3", "/1", "`,` or `]` is expected"),
            ("{\"a\": \"b", "1:7", "/a", "not closed"),
            ("{\"a\": 01 b: c}", "1:7", "/a", "`01` is no JSON"),
        ] {
            let refusal = refusal(text);
            assert_eq!(refusal.code, codes::BROKEN_JSON, "{text}");
            let found = format!("{}:{}", refusal.line, refusal.column);
            assert_eq!(found, place, "{text}: {refusal}");
            assert_eq!(refusal.pointer, pointer, "{text}: {refusal}");
            assert!(refusal.found.contains(expectation), "{text}: {refusal}");
            assert!(!refusal.remedy.is_empty(), "{text}");
        }
    }
}
