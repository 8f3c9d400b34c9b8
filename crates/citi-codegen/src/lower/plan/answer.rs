//! What a call gives.

use super::RustType;
use crate::model::Status;

/// How the body of an answer is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Payload {
    /// No body.
    Empty,
    /// JSON of this type.
    Json(RustType),
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// A checked XML document.
    Xml,
}

/// The documented answer for one status.
#[derive(Clone, Debug)]
pub struct AnswerArm {
    /// When it comes.
    pub status: Status,
    /// The variant's Rust name, where the answer is an enum: `Created`, `Status4xx`.
    pub ident: String,
    /// Its body.
    pub payload: Payload,
    /// What the document says of it.
    pub docs: String,
}

/// What a call gives on success.
#[derive(Clone, Debug)]
pub enum AnswerPlan {
    /// Every success has the same body.
    One(Payload),
    /// Bodies differ by status: an enum of this Rust name, in the operation's own file.
    ByStatus {
        /// The enum's name.
        name: String,
        /// Its arms.
        arms: Vec<AnswerArm>,
    },
}
