//! A schema: JSON Schema 2020-12 as far as API descriptions use it.

use indexmap::IndexMap;

use crate::load::{Node, Pointer, Span};

/// A JSON type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "named as in JSON Schema")]
pub enum Type {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

/// A bound of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The number as the document writes it.
    pub value: String,
    /// Whether the bound itself is outside.
    pub exclusive: bool,
}

/// What an object may hold beside its properties.
#[derive(Clone, Debug, Default)]
pub enum Additional {
    /// The document does not say.
    #[default]
    Unstated,
    /// `additionalProperties: true` or `{}`.
    Allowed,
    /// `additionalProperties: false`.
    Forbidden,
    /// Values of this schema.
    Schema(Box<Schema>),
}

/// How the arms of a union are told apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discriminator {
    /// The property that names the arm.
    pub property: String,
    /// Value → name of the schema in [`super::Document::schemas`].
    pub mapping: IndexMap<String, String>,
}

/// How a value looks in XML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Xml {
    /// Element or attribute name.
    pub name: Option<String>,
    /// Namespace address.
    pub namespace: Option<String>,
    /// Namespace prefix.
    pub prefix: Option<String>,
    /// An attribute, not an element.
    pub attribute: bool,
    /// An array with an element around it.
    pub wrapped: bool,
}

/// A schema. A schema that says nothing allows everything.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// The name in [`super::Document::schemas`] of the schema that this one refers to. The other
    /// members are then siblings of the reference: they hold too, as in 3.1.
    pub reference: Option<String>,
    /// The types allowed, without `null`; empty: any (see [`Self::inferred_type`]).
    pub types: Vec<Type>,
    /// Whether `null` is allowed, however the document spells it.
    pub nullable: bool,
    /// `format`.
    pub format: Option<String>,
    /// One line.
    pub title: Option<String>,
    /// Markdown.
    pub description: Option<String>,
    /// Whether it is going away.
    pub deprecated: bool,
    /// Only in answers.
    pub read_only: bool,
    /// Only in requests.
    pub write_only: bool,
    /// The value that the bank assumes.
    pub default: Option<Node>,
    /// `example` and `examples`.
    pub examples: Vec<Node>,
    /// `enum`; `const` is an enum of one. `null` is not among them: it is in [`Self::nullable`].
    pub values: Option<Vec<Node>>,
    /// `minimum`, `exclusiveMinimum`.
    pub minimum: Option<Bound>,
    /// `maximum`, `exclusiveMaximum`.
    pub maximum: Option<Bound>,
    /// `multipleOf`, as the document writes it.
    pub multiple_of: Option<String>,
    /// `minLength`, in characters.
    pub min_length: Option<u64>,
    /// `maxLength`, in characters.
    pub max_length: Option<u64>,
    /// `pattern`, ECMA 262.
    pub pattern: Option<String>,
    /// `contentEncoding`.
    pub content_encoding: Option<String>,
    /// `contentMediaType`.
    pub content_media_type: Option<String>,
    /// `items`.
    pub items: Option<Box<Schema>>,
    /// `prefixItems`.
    pub prefix_items: Vec<Schema>,
    /// `minItems`.
    pub min_items: Option<u64>,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `uniqueItems`.
    pub unique_items: bool,
    /// `properties`, in the document's order.
    pub properties: IndexMap<String, Schema>,
    /// `required`; may name properties that are declared elsewhere (in an `allOf` arm) or nowhere.
    pub required: Vec<String>,
    /// `additionalProperties` (`unevaluatedProperties` counts too).
    pub additional: Additional,
    /// `patternProperties`.
    pub pattern_properties: IndexMap<String, Schema>,
    /// `minProperties`.
    pub min_properties: Option<u64>,
    /// `maxProperties`.
    pub max_properties: Option<u64>,
    /// `allOf`.
    pub all_of: Vec<Schema>,
    /// `oneOf`.
    pub one_of: Vec<Schema>,
    /// `anyOf`.
    pub any_of: Vec<Schema>,
    /// `not`.
    pub not: Option<Box<Schema>>,
    /// `discriminator`.
    pub discriminator: Option<Discriminator>,
    /// `xml`.
    pub xml: Option<Xml>,
    /// `x-…` members, and keywords that this model has no member for.
    pub extensions: IndexMap<String, Node>,
    /// Its place.
    pub pointer: Pointer,
    /// Its place.
    pub span: Span,
}

impl Schema {
    /// A schema that refers to the named schema `name`.
    #[must_use]
    pub fn reference_to(name: impl Into<String>, pointer: Pointer, span: Span) -> Self {
        Self {
            reference: Some(name.into()),
            pointer,
            span,
            ..Self::default()
        }
    }

    /// The single type, stated or told by the other keywords (`properties` make an object,
    /// `items` an array, string `enum` values a string, …); `None` if several or none fit.
    #[must_use]
    pub fn inferred_type(&self) -> Option<Type> {
        match self.types.as_slice() {
            [one] => return Some(*one),
            [] => {}
            _ => return None,
        }
        if !self.properties.is_empty()
            || !self.pattern_properties.is_empty()
            || matches!(self.additional, Additional::Schema(_))
            || !self.required.is_empty()
        {
            return Some(Type::Object);
        }
        if self.items.is_some() || !self.prefix_items.is_empty() {
            return Some(Type::Array);
        }
        if let Some(values) = &self.values {
            if !values.is_empty() && values.iter().all(|value| value.as_str().is_some()) {
                return Some(Type::String);
            }
            return None;
        }
        if self.min_length.is_some() || self.max_length.is_some() || self.pattern.is_some() {
            return Some(Type::String);
        }
        if self.minimum.is_some() || self.maximum.is_some() || self.multiple_of.is_some() {
            return Some(Type::Number);
        }
        None
    }

    /// Whether it says nothing about the value: no type, no shape, no reference.
    #[must_use]
    pub fn is_any(&self) -> bool {
        self.reference.is_none()
            && self.types.is_empty()
            && self.values.is_none()
            && self.all_of.is_empty()
            && self.one_of.is_empty()
            && self.any_of.is_empty()
            && self.inferred_type().is_none()
    }
}
