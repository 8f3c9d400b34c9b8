//! One document of the lock.

/// Which text of a document the crates are made from, and where it came from.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields)]
pub struct Locked {
    /// The document's id.
    pub id: String,
    /// Its file below `specs/`, with `/` on every machine.
    pub file: String,
    /// The address that it came from, or its path in the folder that it came from.
    pub source: String,
    /// The `ETag` that came with it, quotes and all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// The `Last-Modified` that came with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
    /// SHA-256 of its bytes, in lower-case hexadecimal digits.
    pub sha256: String,
    /// When this text first came, RFC 3339, UTC, to the second.
    pub date: String,
}
