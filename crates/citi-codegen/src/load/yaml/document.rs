//! A YAML text → the tree of its first document.

use saphyr_parser::{Event, Parser, ScanError};

use super::reader::Reader;
use super::repair::Repair;
use crate::diagnostic::{Diagnostic, Severity};
use crate::load::findings::{Findings, Stop};
use crate::load::{Limits, Node, Pointer, Span, Value, codes};

/// Reads the first document of a YAML text.
pub(in crate::load) fn read(
    text: &str,
    limits: &Limits,
    findings: &mut Findings,
) -> Result<Node, Stop> {
    let mut repair = Repair::new(text);
    loop {
        let mut of_attempt = Findings::default();
        match attempt(text, &repair, limits, &mut of_attempt) {
            Ok(root) => {
                shallow_lines(&repair, text, &mut of_attempt);
                *findings = std::mem::take(findings).and(of_attempt);
                return Ok(root);
            }
            Err(Failed::Stopped(stop)) => return Err(stop),
            Err(Failed::Refused(error, stop)) => {
                if !repair.mend(&error) {
                    return Err(stop);
                }
            }
        }
    }
}

/// Why an attempt failed.
enum Failed {
    /// The parser refused the text; perhaps it can be mended.
    Refused(ScanError, Stop),
    /// The tree can't be built, whatever the text.
    Stopped(Stop),
}

impl From<Stop> for Failed {
    fn from(stop: Stop) -> Self {
        Self::Stopped(stop)
    }
}

/// Reads the text as it is mended so far; `text` is the text as it was.
fn attempt(
    text: &str,
    repair: &Repair<'_>,
    limits: &Limits,
    findings: &mut Findings,
) -> Result<Node, Failed> {
    let mut parser = Parser::new_from_str(repair.text());
    let mut reader = Reader::new(text, repair, limits, findings);
    let mut documents = 0;
    while let Some(event) = parser.next_event() {
        let (event, place) = match event {
            Ok(event) => event,
            Err(error) => {
                let stop = reader.broken(text, &error);
                return Err(Failed::Refused(error, stop));
            }
        };
        if let Event::DocumentStart(_) = event {
            documents += 1;
            if documents > 1 {
                reader.several_documents(place.start);
                break;
            }
        }
        reader.event(event, place.start)?;
    }
    let nowhere = Node::new(Value::Null, Span::default());
    Ok(reader.finish().unwrap_or(nowhere))
}

/// A note for every line that was read as if it stood further in.
fn shallow_lines(repair: &Repair<'_>, text: &str, findings: &mut Findings) {
    let mut starts = text.match_indices('\n').map(|(at, _)| at + 1);
    let mut known = (1, 0);
    for line in repair.lines() {
        while known.0 < line {
            known = (known.0 + 1, starts.next().unwrap_or(text.len()));
        }
        findings.add(codes::SHALLOW_LINE, Severity::Note, || {
            let span = Span {
                line: u32::try_from(line).unwrap_or(u32::MAX),
                column: 1,
                offset: known.1,
                ..Span::default()
            };
            Diagnostic::new(codes::SHALLOW_LINE, Severity::Note, &Pointer::root(), span)
                .found("a line within brackets or quotes that stands no further in than its key")
                .done("read as if it did")
                .remedy("indent it")
        });
    }
}
