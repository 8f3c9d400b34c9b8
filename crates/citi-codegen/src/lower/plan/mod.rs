//! The plan of a generated crate.

mod answer;
mod module;
mod operation;
mod rule;
mod rust_type;
mod type_def;

pub use answer::{AnswerArm, AnswerPlan, Payload};
pub use module::{CratePlan, ModulePlan};
pub use operation::{
    BodyPlan, Encoding, OperationPlan, PageStep, PageWalk, PagingPlan, ParameterPlan,
};
pub use rule::Rule;
pub use rust_type::RustType;
pub use type_def::{
    EnumPlan, FieldPlan, Shape, StructPlan, TypeDef, UnionPlan, Usage, ValuePlan, VariantPlan,
};
