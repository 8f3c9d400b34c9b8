//! What a reference is expected to point to.

/// What a reference is expected to point to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A schema.
    Schema,
    /// A parameter.
    Parameter,
    /// The body of a request.
    Body,
    /// An answer.
    Response,
    /// A header.
    Header,
    /// An example.
    Example,
    /// A path item.
    PathItem,
    /// A security scheme.
    Scheme,
}

impl Kind {
    /// Where named things of this kind stand, in the syntax of every version.
    pub(crate) fn sections(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::Schema => &[&["components", "schemas"], &["definitions"], &["$defs"]],
            Self::Parameter => &[&["components", "parameters"], &["parameters"]],
            Self::Body => &[&["components", "requestBodies"], &["requestBodies"]],
            Self::Response => &[&["components", "responses"], &["responses"]],
            Self::Header => &[&["components", "headers"], &["headers"]],
            Self::Example => &[
                &["components", "examples"],
                &["examples"],
                &["x-components", "examples"],
            ],
            Self::PathItem => &[&["components", "pathItems"], &["paths"]],
            Self::Scheme => &[&["components", "securitySchemes"], &["securityDefinitions"]],
        }
    }

    /// What to call it in a message.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::Schema => "schema",
            Self::Parameter => "parameter",
            Self::Body => "request body",
            Self::Response => "response",
            Self::Header => "header",
            Self::Example => "example",
            Self::PathItem => "path item",
            Self::Scheme => "security scheme",
        }
    }
}
