//! The books of the bank, as pictures and as numbers.

mod account;
mod books;
mod curve;
mod flows;
mod scale;

pub(super) use account::account;
pub(super) use books::books;
