//! [`Xml`]: a checked XML document.

use std::fmt;

use quick_xml::Reader;
use quick_xml::events::Event;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text;

/// How deep elements may stand in each other: a bound, so that reading into types cannot overflow.
const DEPTH: usize = 256;

/// A well-formed XML document, kept as its text.
///
/// `Debug` shows the length only. A document with a `<!DOCTYPE>` is refused: none of these services
/// needs one, and entities that a document declares are a known attack.
///
/// ```
/// use citi_core::Xml;
///
/// #[derive(serde::Deserialize)]
/// struct Token { #[serde(rename = "expiresIn")] expires_in: u32 }
///
/// let xml = Xml::parse("<token><expiresIn>1800</expiresIn></token>")?;
/// assert_eq!(xml.read::<Token>()?.expires_in, 1800);
/// assert!(Xml::parse("<token><expiresIn></token>").is_err());
/// # Ok::<(), citi_core::XmlError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Xml(String);

impl Xml {
    /// Checks a text.
    ///
    /// # Errors
    /// [`XmlError`] if it is not well-formed, has a document type, or is too deep.
    pub fn parse(text: impl Into<String>) -> Result<Self, XmlError> {
        let text = text.into();
        check(&text)?;
        Ok(Self(text))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads it into a type, by the rules of [`quick_xml::de`].
    ///
    /// # Errors
    /// [`XmlError::Content`] if it is no such document.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, XmlError> {
        quick_xml::de::from_str(&self.0).map_err(|_| XmlError::Content)
    }

    /// Writes a type, by the rules of [`quick_xml::se`].
    ///
    /// # Errors
    /// [`XmlError::Content`] if the type has no place in XML.
    pub fn write<T: Serialize>(value: &T) -> Result<Self, XmlError> {
        let text = quick_xml::se::to_string(value).map_err(|_| XmlError::Content)?;
        Self::parse(text)
    }
}

/// Why a text is no XML document, or not the one expected. The text is not in the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum XmlError {
    /// It is not well-formed (XML 1.0 §2.1).
    #[error("the XML is not well-formed at byte {at}")]
    Form {
        /// Where, in bytes from the start.
        at: u64,
    },
    /// It has a document type declaration.
    #[error("the XML has a document type declaration, which is refused")]
    DocumentType,
    /// Elements stand too deep in each other.
    #[error("the XML has more than {DEPTH} elements in each other")]
    Depth,
    /// It cannot be read into the type, or the type not be written.
    #[error("the XML and the type do not fit each other")]
    Content,
}

fn check(text: &str) -> Result<(), XmlError> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    reader.config_mut().check_comments = true;
    let (mut depth, mut roots) = (0_usize, 0_usize);
    loop {
        let at = reader.buffer_position();
        let broken = XmlError::Form { at };
        match reader.read_event() {
            Err(_) => {
                return Err(XmlError::Form {
                    at: reader.error_position(),
                });
            }
            Ok(Event::DocType(_)) => return Err(XmlError::DocumentType),
            Ok(Event::Eof) if depth == 0 && roots == 1 => return Ok(()),
            Ok(Event::Eof) => return Err(broken),
            Ok(Event::Start(start)) => {
                roots += usize::from(depth == 0);
                depth += 1;
                if depth > DEPTH {
                    return Err(XmlError::Depth);
                }
                attributes(&start).ok_or(broken)?;
            }
            Ok(Event::Empty(start)) => {
                roots += usize::from(depth == 0);
                attributes(&start).ok_or(broken)?;
            }
            Ok(Event::End(_)) => depth = depth.checked_sub(1).ok_or(broken)?,
            Ok(Event::Text(text)) if depth == 0 && !text.trim_ascii().is_empty() => {
                return Err(broken);
            }
            Ok(Event::CData(_) | Event::GeneralRef(_)) if depth == 0 => return Err(broken),
            Ok(_) => {}
        }
        if roots > 1 {
            return Err(broken);
        }
    }
}

/// Whether every attribute is one, and none comes twice.
fn attributes(start: &quick_xml::events::BytesStart<'_>) -> Option<()> {
    start
        .attributes()
        .all(|attribute| attribute.is_ok())
        .then_some(())
}

impl fmt::Debug for Xml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Xml({} bytes)", self.0.len())
    }
}

impl fmt::Display for Xml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<&str> for Xml {
    type Error = XmlError;

    fn try_from(text: &str) -> Result<Self, XmlError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Xml {
    type Error = XmlError;

    fn try_from(text: String) -> Result<Self, XmlError> {
        Self::parse(text)
    }
}

impl Serialize for Xml {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Xml {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        Self::parse(text::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn well_formed_documents_are_taken_as_they_are() {
        for text in [
            "<a/>",
            "<?xml version=\"1.0\"?>\n<!-- c --><a x='1'><b>t &amp; u</b><![CDATA[<]]></a>\n",
            "<ns2:a xmlns:ns2=\"urn:x\"><ns2:b/></ns2:a>",
        ] {
            assert_eq!(Xml::parse(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for text in [
            "",
            "text",
            "<a>",
            "<a></b>",
            "</a>",
            "<a/><b/>",
            "<a/>text",
            "<a x=1/>",
            "<a x='1' x='2'/>",
            "<a",
            "{}",
        ] {
            assert!(
                matches!(Xml::parse(text), Err(XmlError::Form { .. })),
                "{text}"
            );
        }
        assert_eq!(Xml::parse("<!DOCTYPE a><a/>"), Err(XmlError::DocumentType));
        let deep = format!("{}{}", "<a>".repeat(300), "</a>".repeat(300));
        assert_eq!(Xml::parse(deep), Err(XmlError::Depth));
    }

    #[test]
    fn debug_shows_the_length_only() {
        assert_eq!(
            format!("{:?}", Xml::parse("<pin>2580</pin>").unwrap()),
            "Xml(15 bytes)"
        );
    }

    #[test]
    fn types_are_written() {
        #[derive(Serialize)]
        #[serde(rename = "pay")]
        struct Pay {
            amount: crate::Date,
        }
        let xml = Xml::write(&Pay {
            amount: "2026-01-31".parse().unwrap(),
        })
        .unwrap();
        assert_eq!(xml.as_str(), "<pay><amount>2026-01-31</amount></pay>");
    }
}
