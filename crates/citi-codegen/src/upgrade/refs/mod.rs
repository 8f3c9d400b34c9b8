//! References: what they mean, and names for what they point to.

mod index;
mod kind;
mod names;
mod spelling;
mod spot;

pub(crate) use index::Index;
pub(crate) use kind::Kind;
pub(crate) use names::Names;
pub(crate) use spelling::{Spelled, spell};
pub(crate) use spot::Spot;
