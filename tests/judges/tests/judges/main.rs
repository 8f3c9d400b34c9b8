//! The sandbox before judges of other makers.

mod authlib;
mod bank;
mod newman;
mod schemathesis;
mod tools;
