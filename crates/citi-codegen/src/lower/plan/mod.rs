//! The plan of a generated crate.

mod address;
mod answer;
mod header;
mod module;
mod operation;
mod rule;
mod rust_type;
mod scheme;
mod type_def;

pub use address::AddressPlan;
pub use answer::{AnswerArm, AnswerPlan, ErrorPlan, OtherAnswer, Payload};
pub use header::{HeaderPlan, HeaderUse};
pub use module::{CratePlan, ModulePlan};
pub use operation::{
    BodyPlan, Encoding, OperationPlan, PageStep, PageWalk, PagingPlan, ParameterPlan,
};
pub use rule::Rule;
pub use rust_type::RustType;
pub use scheme::SchemePlan;
pub use type_def::{
    EnumPlan, FieldPlan, Shape, StructPlan, TypeDef, UnionPlan, Usage, ValuePlan, VariantPlan,
};
