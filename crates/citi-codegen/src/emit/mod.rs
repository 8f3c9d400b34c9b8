//! Plan → files: progenitor for the shape of a client, our own emission and passes over the
//! syntax tree for what it can't do, prettyplease for the text.

mod client;
mod crate_files;
mod error;
mod files;
mod layout;
mod operation_outline;
mod print;
mod prose;
mod public_api;
pub mod rules;
mod shared;
mod side_by_side;
mod tokens;
pub mod types;

pub use client::reserved;
pub use crate_files::crate_files;
pub use error::EmitError;
pub use files::{Files, emit};
pub use operation_outline::operation_outline;
pub use print::print;
pub use public_api::public_api;

/// A type as Rust writes it, for tests of the plan.
#[cfg(test)]
pub(crate) fn type_name(ty: &crate::lower::plan::RustType) -> String {
    tokens::type_text(ty, "types")
}
