//! Names that generated clients and builders keep for themselves.

/// Methods that every client has: no operation may be called so.
pub const METHODS: &[&str] = &["new", "connection", "call"];

/// Methods that every builder has: no argument may be called so.
pub const SETTERS: &[&str] = &[
    "new",
    "body",
    "send",
    "exchange",
    "pages",
    "items",
    "with_options",
    "with_idempotency_key",
];

/// Names of the prelude and of what a builder's file uses: a builder of such a name gets `Call`
/// behind it.
pub(crate) const BUILDERS: &[&str] = &[
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "Error",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "Future",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "OperationInfo",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "V",
    "Vec",
];
