//! The whole line, measured: on one document and on a folder of them.
//!
//! [`generate_one`] takes one document to a crate of its own. [`run`] takes every document of a
//! folder through the line, compiles what comes of it in a scratch workspace, puts every example
//! through its type, and calls every operation of a mock that speaks for the document.

mod batch;
pub mod cargo;
mod documents;
pub mod exact;
pub mod examples;
pub(crate) mod explained;
mod fields;
mod finding;
mod generate;
pub mod harness;
mod ledger;
mod operations;
mod options;
mod prepare;
mod report;
mod report_file;
mod roomy;
mod run;
pub mod scratch;
pub mod wire;

pub use documents::{Found, find};
pub use fields::count_float_fields;
pub use generate::{GenerateError, generate_one};
pub use operations::count_operations;
pub use options::Options;
pub use report::{DocumentReport, Report, Status, Totals};
pub use report_file::ReportFile;
pub use run::{CorpusError, Event, run};
pub use scratch::{Host, HostError, crate_name};

use roomy::on_roomy_stack;
