//! The stable name of a kind of finding.

/// The stable name of a kind of finding: a letter for the stage and a number, `U012`.
///
/// | letter | stage |
/// | --- | --- |
/// | `L` | load |
/// | `O` | overlay |
/// | `U` | upgrade |
/// | `E` | lower and emit |
/// | `P` | portal, manifest, locks |
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct Code(pub &'static str);

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}
