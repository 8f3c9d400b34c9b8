//! What the harness tells of one call.

use serde::Deserialize;

/// What the harness tells of one call, one JSON object a line.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Told {
    /// Which call.
    pub call: usize,
    /// Whether a request left.
    pub sent: bool,
    /// The status of the answer.
    #[serde(default)]
    pub status: Option<u16>,
    /// The mock's `sl-violations` header: a JSON list.
    #[serde(default)]
    pub violations: Option<String>,
    /// The beginning of an answer that is no success.
    #[serde(default)]
    pub body: Option<String>,
    /// Whether the answer was decoded.
    #[serde(default)]
    pub decoded: bool,
    /// What the client said, if it was no success.
    #[serde(default)]
    pub problem: Option<String>,
}
