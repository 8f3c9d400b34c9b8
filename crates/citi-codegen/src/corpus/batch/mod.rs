//! Some documents whose crates are compiled and tried together.

mod calls;
mod compile;
mod examples;
mod group;
mod harnesses;
mod member;
mod runner;
mod tools;

pub(super) use group::Batch;
use member::Member;
pub(super) use tools::Tools;
