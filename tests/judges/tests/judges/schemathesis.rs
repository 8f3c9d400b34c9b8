//! schemathesis looks for answers that a document does not allow.
