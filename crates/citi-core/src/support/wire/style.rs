//! Styles.

/// How a list or an object becomes text (OpenAPI 3.1 §4.8.12.3; `Tab` is Swagger 2.0's `tsv`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is the style of that name")]
pub enum Style {
    Simple,
    Form,
    Label,
    Matrix,
    Space,
    Pipe,
    Tab,
    Deep,
}

impl Style {
    /// What stands between items in a row.
    pub(super) fn separator(self) -> char {
        match self {
            Self::Space => ' ',
            Self::Pipe => '|',
            Self::Tab => '\t',
            Self::Simple | Self::Form | Self::Label | Self::Matrix | Self::Deep => ',',
        }
    }
}
