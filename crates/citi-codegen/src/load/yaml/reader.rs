//! Events → tree.

use std::borrow::Cow;

use saphyr_parser::{Event, Marker, ScalarStyle, ScanError, Tag};

use super::anchor::Anchors;
use super::broken::broken;
use super::places::Places;
use super::repair::Repair;
use super::scalar::{self, Plain};
use super::tag::{self, Asked};
use crate::diagnostic::Severity;
use crate::load::builder::Builder;
use crate::load::findings::{Findings, Stop, shown, stop};
use crate::load::members::Key;
use crate::load::{Limits, Node, Span, Value, codes};

/// Builds the tree of what the parser meets.
pub(super) struct Reader<'a> {
    builder: Builder<'a>,
    places: Places<'a>,
    anchors: Anchors,
    /// The anchors of what is open, outermost first.
    open: Vec<usize>,
}

impl<'a> Reader<'a> {
    /// A reader of `text`, which the parser reads as `repair` mended it.
    pub(super) fn new(
        text: &'a str,
        repair: &'a Repair<'a>,
        limits: &'a Limits,
        findings: &'a mut Findings,
    ) -> Self {
        Self {
            builder: Builder::new(limits, findings),
            places: Places::new(text, repair),
            anchors: Anchors::default(),
            open: Vec::new(),
        }
    }

    /// The tree, once everything is closed.
    pub(super) fn finish(self) -> Option<Node> {
        self.builder.finish()
    }

    /// The finding for what the parser refuses.
    pub(super) fn broken(&mut self, text: &str, error: &ScanError) -> Stop {
        let pointer = self.builder.pointer();
        broken(text, error, &pointer, &mut self.places)
    }

    /// What the parser met at a place.
    pub(super) fn event(&mut self, event: Event<'_>, place: Marker) -> Result<(), Stop> {
        match event {
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => Ok(()),
            Event::Alias(id) => self.alias(id, place),
            Event::Scalar(text, style, anchor, tag) => {
                let span = self.places.span(place);
                self.scalar(text, style, anchor, tag.as_deref(), span)
            }
            Event::SequenceStart(anchor, tag) => {
                let span = self.places.span(place);
                self.collection_tag(tag.as_deref(), span);
                self.open.push(anchor);
                self.builder.open_sequence(span)
            }
            Event::MappingStart(anchor, tag) => {
                let span = self.places.span(place);
                self.collection_tag(tag.as_deref(), span);
                self.open.push(anchor);
                self.builder.open_mapping(span)
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let anchor = self.open.pop().unwrap_or(0);
                match self.builder.close() {
                    Some(node) => self.put(node, anchor),
                    None => Ok(()),
                }
            }
        }
    }

    /// A finished node in its place, kept for its aliases.
    fn put(&mut self, node: Node, anchor: usize) -> Result<(), Stop> {
        let weight = self.anchors.keep(anchor, &node);
        self.builder.spend(weight, node.span)?;
        self.builder.put(node)
    }

    fn scalar(
        &mut self,
        text: Cow<'_, str>,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        span: Span,
    ) -> Result<(), Stop> {
        let plain = style == ScalarStyle::Plain;
        let asked = tag.map(tag::asked);
        if self.builder.expects_key() {
            let text = text.into_owned();
            if anchor != 0 {
                let node = Node::string(text.clone(), span);
                let weight = self.anchors.keep(anchor, &node);
                self.builder.spend(weight, span)?;
            }
            let merge = text == "<<" && ((plain && asked.is_none()) || asked == Some(Asked::Merge));
            return self.builder.key(Key { text, span, merge });
        }
        let value = match (asked, tag) {
            (Some(asked), Some(tag)) => self.tagged(asked, tag, &text, plain, span),
            _ if plain => self.plain(&text, span),
            _ => Value::String(text.into_owned()),
        };
        if anchor != 0 {
            let node = Node::new(value.clone(), span);
            let weight = self.anchors.keep(anchor, &node);
            self.builder.spend(weight, span)?;
        }
        self.builder.scalar(value, span)
    }

    fn plain(&mut self, text: &str, span: Span) -> Value {
        let Plain {
            value,
            number_as_text,
        } = scalar::plain(text);
        if number_as_text {
            let remark = codes::NUMBER_AS_TEXT;
            self.builder
                .remark(remark, Severity::Note, span, |finding| {
                    finding
                        .found(format!(
                            "the number {}, which tools read differently",
                            shown(text)
                        ))
                        .done("read as text")
                        .remedy("quote it if it is text; else write it as JSON does")
                });
        }
        value
    }

    fn tagged(&mut self, asked: Asked, tag: &Tag, text: &str, plain: bool, span: Span) -> Value {
        if asked == Asked::Unknown {
            self.unknown_tag(tag, span);
            return if plain {
                self.plain(text, span)
            } else {
                Value::String(text.to_owned())
            };
        }
        if let Some(value) = tag::scalar(asked, text) {
            return value;
        }
        self.builder
            .remark(codes::UNFIT_TAG, Severity::Warning, span, |finding| {
                finding
                    .found(format!(
                        "the tag !!{} on `{}`, which it does not fit",
                        shown(&tag.suffix),
                        shown(text)
                    ))
                    .done("read as text")
                    .remedy("take the tag out, or correct the value")
            });
        Value::String(text.to_owned())
    }

    fn collection_tag(&mut self, tag: Option<&Tag>, span: Span) {
        if let Some(tag) = tag
            && tag::asked(tag) != Asked::Collection
        {
            self.unknown_tag(tag, span);
        }
    }

    fn unknown_tag(&mut self, tag: &Tag, span: Span) {
        let name = shown(&format!("{}{}", tag.handle, tag.suffix));
        self.builder
            .remark(codes::UNKNOWN_TAG, Severity::Note, span, |finding| {
                finding
                    .found(format!("the tag {name} says nothing here"))
                    .done("left out")
                    .remedy("take it out, or quote a text that begins with !")
            });
    }

    fn alias(&mut self, id: usize, place: Marker) -> Result<(), Stop> {
        let span = self.places.span(place);
        let Some((node, weight)) = self.anchors.get(id) else {
            return Err(stop(
                codes::CYCLIC_ALIAS,
                &self.builder.pointer(),
                span,
                "an alias inside of what it stands for: it has no end",
                "refer to a named schema (`$ref`) instead",
            ));
        };
        self.builder.spend(weight, span)?;
        if self.builder.expects_key()
            && !matches!(node.value, Value::Mapping(_) | Value::Sequence(_))
        {
            let text = node.scalar_text().unwrap_or_default();
            let merge = false;
            return self.builder.key(Key { text, span, merge });
        }
        // The node stands where the alias does; what is inside of it, where it is written.
        let node = Node::new(node.value.clone(), span);
        self.builder.put(node)
    }

    /// A warning for a second document.
    pub(super) fn several_documents(&mut self, place: Marker) {
        let span = self.places.span(place);
        self.builder.remark(
            codes::SEVERAL_DOCUMENTS,
            Severity::Warning,
            span,
            |finding| {
                finding
                    .found("another YAML document begins here")
                    .done("only the first one is read")
                    .remedy("keep one document in a file")
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::load::{Loaded, Pointer, codes, load};

    fn read(text: &str) -> Loaded {
        load("test", text.as_bytes()).expect("YAML")
    }

    #[test]
    fn every_node_knows_its_place() {
        let text = concat!(
            "# prices of a kiosk\r\n",
            "über: {a: [1, 'é']}\r\n",
            "list:\r\n",
            "- first\r\n",
            "-   second: \"😀\" \r\n",
            "    third: |\r\n",
            "      text\r\n",
            "empty:\r\n",
            "last: 2\r\n",
        );
        let loaded = read(text);
        assert!(loaded.diagnostics.findings().is_empty());
        for (pointer, place, begin) in [
            ("", "2:1", "über"),
            ("/über", "2:7", "{a"),
            ("/über/a", "2:11", "[1"),
            ("/über/a/1", "2:15", "'é'"),
            ("/list", "4:3", "first"),
            ("/list/0", "4:3", "first"),
            ("/list/1", "5:5", "second"),
            ("/list/1/second", "5:13", "\"😀\""),
            ("/list/1/third", "7:7", "text"),
            ("/last", "9:7", "2"),
        ] {
            let pointer = Pointer::parse(pointer).expect("a pointer");
            let span = loaded.root.at(&pointer).expect("a node").span;
            assert_eq!(span.to_string(), place, "{pointer}");
            assert!(loaded.text[span.offset..].starts_with(begin), "{pointer}");
        }
        let keys: Vec<_> = loaded
            .root
            .entries()
            .iter()
            .map(|entry| (entry.key.as_str(), entry.key_span.to_string()))
            .collect();
        let place = |key, place: &str| (key, place.to_owned());
        assert_eq!(
            keys,
            [
                place("über", "2:1"),
                place("list", "3:1"),
                place("empty", "8:1"),
                place("last", "9:1"),
            ]
        );
    }

    #[test]
    fn quoted_and_block_scalars_are_text() {
        let loaded = read(concat!(
            "a: '12'\n",
            "b: \"true\"\n",
            "c: |-\n  0.5\n",
            "d: >\n  two\n  lines\n",
            "e: 12\n",
        ));
        assert_eq!(
            loaded.root.to_json(),
            r#"{"a":"12","b":"true","c":"0.5","d":"two lines\n","e":12}"#
        );
    }

    #[test]
    fn keys_keep_their_text() {
        let loaded = read("200: a\nno: b\n1.10: c\n0x1F: d\nnull: e\n~: f\n? g\n: h\n'<<': i\n");
        let keys: Vec<_> = loaded
            .root
            .entries()
            .iter()
            .map(|e| e.key.as_str())
            .collect();
        assert_eq!(keys, ["200", "no", "1.10", "0x1F", "null", "~", "g", "<<"]);
        assert!(loaded.diagnostics.findings().is_empty());
    }

    #[test]
    fn a_key_that_is_no_scalar_becomes_its_json_text() {
        let loaded = read("host: {{place}}\n? [a, 1]\n: b\n");
        assert_eq!(
            loaded.root.to_json(),
            r#"{"host":{"{\"place\":null}":null},"[\"a\",1]":"b"}"#
        );
        let findings = loaded.diagnostics.findings();
        assert_eq!(findings.len(), 2);
        assert!(
            findings
                .iter()
                .all(|finding| finding.code == codes::ODD_KEY)
        );
        assert_eq!(findings[0].pointer, "/host");
    }

    #[test]
    fn of_several_documents_the_first_is_taken() {
        let loaded = read("---\na: 1\n---\nb: 2\n...\n");
        assert_eq!(loaded.root.to_json(), r#"{"a":1}"#);
        let finding = &loaded.diagnostics.findings()[0];
        assert_eq!(finding.code, codes::SEVERAL_DOCUMENTS);
        assert_eq!((finding.line, finding.column), (3, 1));
    }

    #[test]
    fn a_number_that_stays_text_is_told() {
        let loaded = read("example: 00123\nlimit: .inf\n");
        assert_eq!(
            loaded.root.to_json(),
            r#"{"example":"00123","limit":".inf"}"#
        );
        let findings = loaded.diagnostics.findings();
        assert_eq!(findings.len(), 2);
        assert_eq!(findings[0].code, codes::NUMBER_AS_TEXT);
        assert_eq!(findings[0].pointer, "/example");
    }
}
