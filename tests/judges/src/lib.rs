//! The sandbox before judges of other makers: everything is in `tests/`.
//!
//! newman runs the exported collection, authlib gets a token, schemathesis looks for answers that a document
//! does not allow. Each is installed below the target directory in one pinned version; the tests say that they
//! are left out where that can't be done.
