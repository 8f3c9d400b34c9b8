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

/// A success in another form than the usual one, which the bank gives if asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherAnswer {
    /// Its body: text, bytes or XML.
    pub payload: Payload,
    /// What to ask for, best first.
    pub accept: Vec<String>,
    /// Whether some success has no body.
    pub may_be_empty: bool,
}

/// The bodies of documented errors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ErrorPlan {
    /// No error has a JSON body.
    None,
    /// All that have one have the same.
    One(RustType),
    /// Bodies differ by status: an enum of this Rust name, in the operation's own file.
    ByStatus(String),
}
