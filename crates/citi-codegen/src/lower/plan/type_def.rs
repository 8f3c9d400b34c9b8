//! A generated type.

use super::{Rule, RustType};

/// Who makes values of a type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// It is part of what the user sends.
    pub written: bool,
    /// It is part of what the bank sends.
    pub read: bool,
}

/// A generated type.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// Its Rust name: `PaymentStatus`.
    pub name: String,
    /// The file that holds it, without `.rs`: that of the named schema it belongs to.
    pub file: String,
    /// Markdown documentation, cleaned: no code block that rustdoc would run.
    pub docs: String,
    /// The place of its schema in the document, a JSON Pointer.
    pub pointer: String,
    /// Whether it is going away.
    pub deprecated: bool,
    /// Who makes values of it.
    pub usage: Usage,
    /// The name of its builder, if it is a struct that is sent.
    pub builder: Option<String>,
    /// What it is.
    pub shape: Shape,
}

/// What a generated type is.
#[derive(Clone, Debug)]
pub enum Shape {
    /// A struct.
    Struct(StructPlan),
    /// An open enum of strings.
    Enum(EnumPlan),
    /// One of several types.
    Union(UnionPlan),
    /// Another name for a type; rules hold for every value of it.
    Alias {
        /// The type that it stands for.
        target: RustType,
        /// What is checked before one is sent.
        rules: Vec<Rule>,
    },
}

/// A struct.
#[derive(Clone, Debug)]
pub struct StructPlan {
    /// Its fields, in the document's order.
    pub fields: Vec<FieldPlan>,
    /// The type of further members, if they are kept.
    pub additional: Option<RustType>,
    /// Rules on the object itself (`minProperties`).
    pub rules: Vec<Rule>,
}

/// A field.
#[derive(Clone, Debug)]
pub struct FieldPlan {
    /// Rust identifier, raw (`r#type`) never: keywords get an underscore.
    pub ident: String,
    /// The name in JSON.
    pub wire: String,
    /// Its type; `Option` if it may be missing or null.
    pub ty: RustType,
    /// Whether it must be there when sent.
    pub required: bool,
    /// Whether `null` is a value of it.
    pub nullable: bool,
    /// Only in answers.
    pub read_only: bool,
    /// Only in requests.
    pub write_only: bool,
    /// Whether `Debug` hides it.
    pub sensitive: bool,
    /// Whether it is going away.
    pub deprecated: bool,
    /// Whether it is arbitrary JSON although the document gives it a type.
    pub untyped: bool,
    /// Markdown documentation, cleaned.
    pub docs: String,
    /// What is checked before it is sent.
    pub rules: Vec<Rule>,
    /// Rules on the items, if it is a list.
    pub item_rules: Vec<Rule>,
}

/// An open enum.
#[derive(Clone, Debug)]
pub struct EnumPlan {
    /// Its values.
    pub values: Vec<ValuePlan>,
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub struct ValuePlan {
    /// Rust variant name.
    pub ident: String,
    /// The string in JSON.
    pub wire: String,
}

/// One of several types.
#[derive(Clone, Debug)]
pub struct UnionPlan {
    /// Its arms.
    pub variants: Vec<VariantPlan>,
    /// The property that tells the arms apart, if there is one.
    pub discriminator: Option<String>,
    /// Whether the document states which values choose which arm; if it does, a value that it does not
    /// state is an arm that this crate does not know.
    pub stated: bool,
}

/// An arm of a union.
#[derive(Clone, Debug)]
pub struct VariantPlan {
    /// Rust variant name.
    pub ident: String,
    /// What it holds.
    pub ty: RustType,
    /// The values of the discriminator that choose it.
    pub tags: Vec<String>,
    /// Documentation.
    pub docs: String,
}
