//! What a batch works with.

use crate::corpus::Options;
use crate::corpus::scratch::{Host, Workspace};
use crate::corpus::wire::Prism;

/// What a batch works with.
pub(in crate::corpus) struct Tools<'a> {
    pub(in crate::corpus) options: &'a Options,
    pub(in crate::corpus) pool: &'a rayon::ThreadPool,
    pub(in crate::corpus) host: &'a Host,
    pub(in crate::corpus) scratch: &'a Workspace,
    pub(in crate::corpus) prism: Option<&'a Prism>,
}
