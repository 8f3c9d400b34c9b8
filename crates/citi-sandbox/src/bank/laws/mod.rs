//! The laws of the bank, whatever is done to it in whatever order.

mod checks;
mod deed;
mod hold;
mod world;

pub(crate) use deed::{Deed, deed};
pub(crate) use world::World;
