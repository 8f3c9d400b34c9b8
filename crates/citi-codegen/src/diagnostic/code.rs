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

/// Of the codes there are: another one is of another generator.
impl<'de> serde::Deserialize<'de> for Code {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        match super::Explained::find(&code) {
            Some(explained) => Ok(explained.code),
            None => Err(serde::de::Error::custom(format_args!(
                "there is no code {code}"
            ))),
        }
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}
