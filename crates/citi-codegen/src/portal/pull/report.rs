//! What a pull found.

use crate::portal::lock::{Lock, Locked};

/// What is new about a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum News {
    /// Its text is new.
    Fetched,
    /// Its text is the one that is pinned.
    Unchanged,
    /// It can't be had.
    Failed,
}

/// A document that the portal gave.
#[derive(Clone, Debug)]
pub struct FetchedDocument {
    /// Whether its text is new.
    pub news: News,
    /// Its new place in the lock.
    pub locked: Locked,
    /// Its bytes, as published.
    pub bytes: Vec<u8>,
}

/// What a portal gave, nothing of it written.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// Documents that can be used, in the manifest's order.
    pub documents: Vec<FetchedDocument>,
    /// The lock as it was, without documents that the manifest no longer names.
    pub lock: Lock,
    /// What is to be told.
    pub report: PullReport,
}

/// A document that can't be had.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Failed {
    /// Its id.
    pub id: String,
    /// Where it was looked for.
    pub source: String,
    /// Why, and what to do.
    pub reason: String,
}

/// What a pull tells.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct PullReport {
    /// How many documents have a new text.
    pub fetched: usize,
    /// How many have the text that is pinned.
    pub unchanged: usize,
    /// Those that can't be had; their files and their places in the lock stay as they are.
    pub failed: Vec<Failed>,
    /// Ids of the documents that have a new text.
    pub changed: Vec<String>,
}
