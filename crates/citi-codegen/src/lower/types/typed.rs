//! A schema's Rust type and what is said of its values.

use crate::lower::plan::{Rule, RustType};

/// A schema's Rust type and what is said of its values.
#[derive(Clone, Debug)]
pub(crate) struct Typed {
    /// The type, never an `Option`.
    pub(crate) ty: RustType,
    /// Whether `null` is a value.
    pub(crate) nullable: bool,
    /// What is checked before one is sent.
    pub(crate) rules: Vec<Rule>,
    /// What is checked of its items.
    pub(crate) item_rules: Vec<Rule>,
    /// Arbitrary JSON although the document says more.
    pub(crate) untyped: bool,
}

impl Typed {
    /// A type of which nothing more is said.
    pub(crate) fn plain(ty: RustType) -> Self {
        Self {
            ty,
            nullable: false,
            rules: Vec::new(),
            item_rules: Vec::new(),
            untyped: false,
        }
    }

    /// Arbitrary JSON; `untyped` if the document says more.
    pub(crate) fn json(untyped: bool) -> Self {
        Self {
            untyped,
            ..Self::plain(RustType::Json)
        }
    }

    /// The same, with `null` a value if `nullable`.
    pub(crate) fn or_null(mut self, nullable: bool) -> Self {
        self.nullable |= nullable;
        self
    }

    /// The type of a value inside a list or map: an `Option` if it may be null.
    pub(crate) fn inner(self) -> RustType {
        if self.nullable {
            self.ty.optional()
        } else {
            self.ty
        }
    }
}
