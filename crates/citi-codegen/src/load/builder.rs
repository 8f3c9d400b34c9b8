//! A tree, built from the outside in by what a reader of JSON or YAML meets.

use super::duplicate::{self, Settled};
use super::findings::{Findings, Stop, shown, stop};
use super::members::{Key, Members, merges};
use super::weight::Weight;
use super::{Entry, Limits, Node, Pointer, Span, Value, codes};
use crate::diagnostic::{Code, Diagnostic, Severity};

/// Builds a tree within the limits: no step of it recurses, and what it has built is never
/// deeper than the limit, so that everything after it may recurse.
pub(super) struct Builder<'a> {
    limits: &'a Limits,
    findings: &'a mut Findings,
    frames: Vec<Frame>,
    root: Option<Node>,
    spent: Weight,
}

/// A mapping or sequence that is not closed yet.
struct Frame {
    span: Span,
    kind: Kind,
}

enum Kind {
    Sequence(Vec<Node>),
    Mapping(Members),
}

impl<'a> Builder<'a> {
    pub(super) fn new(limits: &'a Limits, findings: &'a mut Findings) -> Self {
        Self {
            limits,
            findings,
            frames: Vec::new(),
            root: None,
            spent: Weight::default(),
        }
    }

    /// Whether the next thing is a key of a mapping.
    pub(super) fn expects_key(&self) -> bool {
        matches!(
            self.frames.last(),
            Some(Frame { kind: Kind::Mapping(members), .. }) if members.key.is_none()
        )
    }

    /// Whether anything is open.
    pub(super) fn is_open(&self) -> bool {
        !self.frames.is_empty()
    }

    /// Whether the innermost open thing is a mapping.
    pub(super) fn in_mapping(&self) -> bool {
        matches!(
            self.frames.last(),
            Some(Frame {
                kind: Kind::Mapping(_),
                ..
            })
        )
    }

    /// Opens a mapping.
    pub(super) fn open_mapping(&mut self, span: Span) -> Result<(), Stop> {
        self.open(span, Kind::Mapping(Members::default()))
    }

    /// Opens a sequence.
    pub(super) fn open_sequence(&mut self, span: Span) -> Result<(), Stop> {
        self.open(span, Kind::Sequence(Vec::new()))
    }

    fn open(&mut self, span: Span, kind: Kind) -> Result<(), Stop> {
        let one = Weight {
            nodes: 1,
            text: 0,
            height: 1,
        };
        self.spend(one, span)?;
        self.frames.push(Frame { span, kind });
        Ok(())
    }

    /// Closes the innermost mapping or sequence and gives it away; [`Self::put`] puts it
    /// into its place.
    pub(super) fn close(&mut self) -> Option<Node> {
        let frame = self.frames.pop()?;
        let value = match frame.kind {
            Kind::Sequence(items) => Value::Sequence(items),
            Kind::Mapping(members) => Value::Mapping(members.finish()),
        };
        Some(Node::new(value, frame.span))
    }

    /// A scalar in its place.
    pub(super) fn scalar(&mut self, value: Value, span: Span) -> Result<(), Stop> {
        let text = match &value {
            Value::Number(text) | Value::String(text) => text.len(),
            _ => 0,
        };
        let weight = Weight {
            nodes: 1,
            text,
            height: 0,
        };
        self.spend(weight, span)?;
        self.put(Node::new(value, span))
    }

    /// The key of the value that comes next.
    pub(super) fn key(&mut self, key: Key) -> Result<(), Stop> {
        let weight = Weight {
            nodes: 0,
            text: key.text.len(),
            height: 0,
        };
        self.spend(weight, key.span)?;
        if let Some(Frame {
            kind: Kind::Mapping(members),
            ..
        }) = self.frames.last_mut()
        {
            members.key = Some(key);
        }
        Ok(())
    }

    /// A node in its place: the value of the key before it, the next item, or the root.
    /// Where a key is due, it is one: its JSON text is taken.
    pub(super) fn put(&mut self, node: Node) -> Result<(), Stop> {
        if self.expects_key() {
            return self.odd_key(&node);
        }
        match self.frames.last_mut() {
            None => self.root = Some(node),
            Some(Frame {
                kind: Kind::Sequence(items),
                ..
            }) => items.push(node),
            Some(Frame {
                kind: Kind::Mapping(_),
                ..
            }) => return self.member(node),
        }
        Ok(())
    }

    fn member(&mut self, value: Node) -> Result<(), Stop> {
        let Some((innermost, outer)) = self.frames.split_last_mut() else {
            return Ok(());
        };
        let Kind::Mapping(members) = &mut innermost.kind else {
            return Ok(());
        };
        let Some(key) = members.key.take() else {
            return Ok(());
        };
        if key.merge && merges(&value) {
            members.merges.push((members.entries.len(), value));
            return Ok(());
        }
        let (span, odd_merge) = (key.span, key.merge);
        let newer = Entry {
            key: key.text,
            key_span: span,
            value,
        };
        match members.position(&newer.key) {
            None => members.push(newer),
            Some(at) => {
                let older = &mut members.entries[at];
                let (name, first) = (newer.key.clone(), older.key_span);
                let mut steps = 0;
                let settled = duplicate::settle(older, newer, key_of(outer.last()), &mut steps);
                let work = Weight {
                    nodes: steps,
                    ..Weight::default()
                };
                self.spend(work, span)?;
                self.duplicate(&name, first, span, settled);
            }
        }
        if odd_merge {
            self.remark(codes::ODD_MERGE, Severity::Warning, span, |finding| {
                finding
                    .found("the value of the merge key `<<` is no mapping")
                    .done("kept as an ordinary key")
                    .remedy("give it an alias of a mapping, or quote the key")
            });
        }
        Ok(())
    }

    fn duplicate(&mut self, key: &str, older: Span, newer: Span, settled: Settled) {
        let severity = match settled {
            Settled::Same => Severity::Note,
            Settled::Replaced | Settled::Merged { .. } => Severity::Warning,
        };
        let frames = &self.frames;
        self.findings.add(codes::DUPLICATE_KEY, severity, || {
            let mut at = pointer(frames);
            at.push_key(key);
            Diagnostic::new(codes::DUPLICATE_KEY, severity, &at, newer)
                .found(format!(
                    "the key `{}` stands at {older} and again here",
                    shown(key)
                ))
                .done(match settled {
                    Settled::Same => "both say the same".to_owned(),
                    Settled::Replaced => "the last one is taken".to_owned(),
                    Settled::Merged { lost: 0 } => "their members are put together".to_owned(),
                    Settled::Merged { lost } => format!(
                        "their members are put together; of {lost} that both have, and differ, the last one is taken"
                    ),
                })
                .remedy("leave one of them, in the document or by an overlay")
        });
    }

    fn odd_key(&mut self, node: &Node) -> Result<(), Stop> {
        let text = node.to_json();
        self.remark(codes::ODD_KEY, Severity::Warning, node.span, |finding| {
            finding
                .found("a key that is a mapping or a list")
                .done("its JSON text is the key")
                .remedy("quote it, if it is text such as {{name}}")
        });
        self.key(Key {
            text,
            span: node.span,
            merge: false,
        })
    }

    /// A finding about something in the innermost open mapping or sequence.
    pub(super) fn remark(
        &mut self,
        code: Code,
        severity: Severity,
        span: Span,
        say: impl FnOnce(Diagnostic) -> Diagnostic,
    ) {
        let frames = &self.frames;
        self.findings.add(code, severity, || {
            say(Diagnostic::new(code, severity, &pointer(frames), span))
        });
    }

    /// Where the reader stands.
    pub(super) fn pointer(&self) -> Pointer {
        pointer(&self.frames)
    }

    /// Takes `weight` off what the limits leave; its height counts from here.
    pub(super) fn spend(&mut self, weight: Weight, span: Span) -> Result<(), Stop> {
        self.spent.nodes = self.spent.nodes.saturating_add(weight.nodes);
        self.spent.text = self.spent.text.saturating_add(weight.text);
        if self.frames.len() + weight.height > self.limits.depth {
            return Err(stop(
                codes::TOO_DEEP,
                &self.pointer(),
                span,
                format!(
                    "more than {} mappings and lists within each other",
                    self.limits.depth
                ),
                "name inner schemas and refer to them",
            ));
        }
        if self.spent.nodes > self.limits.nodes || self.spent.text > self.limits.bytes {
            return Err(stop(
                codes::TOO_MANY_NODES,
                &self.pointer(),
                span,
                format!(
                    "more than {} values or {} bytes of text, aliases written out",
                    self.limits.nodes, self.limits.bytes
                ),
                "use fewer aliases, or split the document",
            ));
        }
        Ok(())
    }

    /// The tree, once everything is closed.
    pub(super) fn finish(self) -> Option<Node> {
        self.root
    }
}

/// The key whose value a frame waits for.
fn key_of(frame: Option<&Frame>) -> Option<&str> {
    match &frame?.kind {
        Kind::Mapping(members) => members.key.as_ref().map(|key| key.text.as_str()),
        Kind::Sequence(_) => None,
    }
}

fn pointer(frames: &[Frame]) -> Pointer {
    let mut pointer = Pointer::root();
    for frame in frames {
        match &frame.kind {
            Kind::Sequence(items) => pointer.push_index(items.len()),
            Kind::Mapping(members) => {
                if let Some(key) = &members.key {
                    pointer.push_key(&key.text);
                }
            }
        }
    }
    pointer
}
