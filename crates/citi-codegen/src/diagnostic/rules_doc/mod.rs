//! `docs/rules.md`: made from the codes and their tests, and held against them.

mod beyond;
mod head;
mod proof;
mod table;
mod tests_of;
