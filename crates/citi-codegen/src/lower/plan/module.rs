//! A crate and its modules.

use std::collections::BTreeMap;

use super::{AddressPlan, HeaderPlan, OperationPlan, RustType, SchemePlan, TypeDef};

/// A generated crate.
#[derive(Clone, Debug)]
pub struct CratePlan {
    /// Its package name: `citi-accounts`.
    pub name: String,
    /// One module for each document. A crate of one document holds it at its root.
    pub modules: Vec<ModulePlan>,
}

/// What one document becomes.
#[derive(Clone, Debug)]
pub struct ModulePlan {
    /// Module name in a crate of several documents.
    pub name: String,
    /// Document id.
    pub document: String,
    /// Title.
    pub title: String,
    /// `info.version`.
    pub api_version: String,
    /// Markdown, cleaned.
    pub docs: String,
    /// The servers.
    pub servers: Vec<AddressPlan>,
    /// Where tokens are fetched, absolute or from the server's root.
    pub token_urls: Vec<AddressPlan>,
    /// The security schemes that operations ask for.
    pub schemes: Vec<SchemePlan>,
    /// Documented headers of answers, by name.
    pub headers: Vec<HeaderPlan>,
    /// The path of the first server, without a slash at its end: `/payments/v1`; empty if there is none.
    pub base_path: String,
    /// Types, in the order in which they are written.
    pub types: Vec<TypeDef>,
    /// Operations, in the document's order.
    pub operations: Vec<OperationPlan>,
    /// The Rust type of each schema that was met, by its JSON Pointer.
    pub type_index: BTreeMap<String, RustType>,
}
