//! The tree of any version → the [`model`](crate::model), losing nothing.
//!
//! [`rules`] holds what is put right on the way: numbered, one a file, each with its reason.
//! `read` holds one reader a noun; the readers take the syntax of 2.0 and of 3.x at every
//! point, whatever version the document names, for real documents mix them. `refs` finds
//! what a reference means and gives names to what has none.

mod read;
mod refs;
pub mod rules;
mod run;
#[cfg(test)]
mod testing;

pub use run::upgrade;
