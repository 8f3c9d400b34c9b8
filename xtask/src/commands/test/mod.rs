//! `cargo xtask test`: everything that CI runs, and what was left out.

mod counts;
mod process;
mod run;
mod step;
mod tools;

pub(crate) use run::run;
