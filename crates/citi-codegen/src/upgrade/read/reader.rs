//! What the readers of all nouns share.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::diagnostic::Diagnostics;
use crate::load::{Node, Pointer, Span};
use crate::model::{Requirement, Scheme, Version};
use crate::upgrade::refs::{Index, Names};
use crate::upgrade::rules::{Rule, u003_mixed_syntax};

/// Reads one document. The readers of the single nouns are methods of it, each in a file of
/// its own.
pub(crate) struct Reader<'a, 'd> {
    /// The whole document.
    pub(super) root: &'a Node,
    /// The version that it declares; the syntax of the others is read too.
    pub(super) version: Version,
    /// Where findings go.
    pub(super) diagnostics: &'d mut Diagnostics,
    /// Quick ways into the document.
    pub(super) index: Index<'a>,
    /// Names of schemas.
    pub(super) names: Names<'a>,
    /// Security schemes read so far.
    pub(super) schemes: IndexMap<String, Scheme>,
    /// The document's own requirements.
    pub(super) security: Vec<Requirement>,
    /// The document's `consumes`.
    pub(super) consumes: Vec<String>,
    /// The document's `produces`.
    pub(super) produces: Vec<String>,
    /// What was told once and is not told again.
    told: BTreeSet<&'static str>,
}

impl<'a, 'd> Reader<'a, 'd> {
    /// A reader of the document `root`.
    pub(crate) fn new(root: &'a Node, version: Version, diagnostics: &'d mut Diagnostics) -> Self {
        Self {
            root,
            version,
            diagnostics,
            index: Index::default(),
            names: Names::default(),
            schemes: IndexMap::new(),
            security: Vec::new(),
            consumes: Vec::new(),
            produces: Vec::new(),
            told: BTreeSet::new(),
        }
    }

    /// Whether the document says that it is Swagger 2.0.
    pub(super) fn is_2(&self) -> bool {
        self.version == Version::Swagger2
    }

    /// Tells that `rule` was applied.
    pub(super) fn tell(
        &mut self,
        rule: &Rule,
        at: &Pointer,
        span: Span,
        found: impl Into<String>,
        done: impl Into<String>,
    ) {
        rule.report(self.diagnostics, at, span, found, done);
    }

    /// Whether `what` is told for the first time in this document.
    pub(super) fn first_time(&mut self, what: &'static str) -> bool {
        self.told.insert(what)
    }

    /// Tells that `member` belongs to the syntax of version 3 (or of version 2, if `of_3` is
    /// false) if the document declares the other; once for each member.
    pub(super) fn syntax(&mut self, member: &'static str, of_3: bool, at: &Pointer, span: Span) {
        if self.is_2() == of_3 && self.first_time(member) {
            let (one, other) = if of_3 { ("3.x", "2.0") } else { ("2.0", "3.x") };
            self.tell(
                &u003_mixed_syntax::RULE,
                at,
                span,
                format!("`{member}` is syntax of {one} in a document of {other}"),
                "it is read nevertheless",
            );
        }
    }
}
