//! The whole line, measured: on one document and on a folder of them.

pub mod cargo;
mod documents;
pub mod exact;
pub mod examples;
mod fields;
pub mod harness;
mod operations;
mod report;
mod report_file;
pub mod scratch;
pub mod wire;

pub use documents::{Found, find};
pub use fields::count_float_fields;
pub use operations::count_operations;
pub use report::{DocumentReport, Report, Status, Totals};
pub use report_file::ReportFile;
pub use scratch::{Host, HostError, crate_name};
