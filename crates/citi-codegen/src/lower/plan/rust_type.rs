//! The Rust type of a value.

/// The Rust type of a value, as generated code names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RustType {
    /// `String`.
    String,
    /// `bool`.
    Bool,
    /// `i64`.
    I64,
    /// `u64`.
    U64,
    /// `f64`, only where the manifest asks for it.
    F64,
    /// `citi_core::Number`: every digit as it came.
    Number,
    /// `citi_core::Json`: anything, as its text.
    Json,
    /// `citi_core::Date`.
    Date,
    /// `citi_core::DateTime`.
    DateTime,
    /// `citi_core::Secret`.
    Secret,
    /// `citi_core::Bytes`: a binary body, or a file of a multipart form.
    Bytes,
    /// `citi_core::Xml`: a checked XML document.
    Xml,
    /// `Vec<T>`.
    List(Box<RustType>),
    /// `citi_core::Map<T>`: string keys in the order in which they came.
    Map(Box<RustType>),
    /// `Option<T>`.
    Option(Box<RustType>),
    /// `Box<T>`, where a type holds itself.
    Boxed(Box<RustType>),
    /// A generated type, by its Rust name in the module's `types`.
    Named(String),
}

impl RustType {
    /// The type made optional; an option stays as it is.
    #[must_use]
    pub fn optional(self) -> Self {
        match self {
            option @ Self::Option(_) => option,
            other => Self::Option(Box::new(other)),
        }
    }

    /// The type without an `Option` around it.
    #[must_use]
    pub fn without_option(&self) -> &Self {
        match self {
            Self::Option(inner) => inner,
            other => other,
        }
    }

    /// The names of the generated types in it.
    pub fn named(&self) -> Option<&str> {
        match self {
            Self::Named(name) => Some(name),
            Self::List(inner) | Self::Map(inner) | Self::Option(inner) | Self::Boxed(inner) => {
                inner.named()
            }
            _ => None,
        }
    }
}
