//! [`Bytes`]: a binary body, or a file of a form.

use std::fmt;

use serde::ser::SerializeTuple;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text;

/// The name under which [`Bytes`] goes to a serializer, so that a form knows a file from text.
pub(crate) const NAME: &str = "citi_core::Bytes";

/// Bytes: a binary body, or a file of a multipart form, where a name and a content type can go with
/// it.
///
/// Copies share the bytes. `Debug` shows the length only.
///
/// ```
/// use citi_core::Bytes;
///
/// let scan = Bytes::from(vec![0x25, 0x50, 0x44, 0x46])
///     .with_file_name("evidence.pdf")
///     .with_content_type("application/pdf");
/// assert_eq!(scan.len(), 4);
/// assert_eq!(format!("{scan:?}"), "Bytes(4 bytes)");
/// ```
///
/// In JSON, which has no bytes, it is a string, and an error if the bytes are not UTF-8.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Bytes {
    data: bytes::Bytes,
    file_name: Option<String>,
    content_type: Option<String>,
}

impl Bytes {
    /// The bytes.
    #[must_use]
    pub fn as_slice(&self) -> &[u8] {
        &self.data
    }

    /// The bytes, shared.
    #[must_use]
    pub fn into_inner(self) -> bytes::Bytes {
        self.data
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.data.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.data.is_empty()
    }

    /// The same name and content type for other bytes.
    pub(crate) fn with_data(mut self, data: Vec<u8>) -> Self {
        self.data = data.into();
        self
    }

    /// Gives it the name under which a form sends it as a file.
    #[must_use]
    pub fn with_file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Gives it the content type with which a form sends it; `application/octet-stream` otherwise.
    #[must_use]
    pub fn with_content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// The name of the file, if it has one.
    #[must_use]
    pub fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// The content type, if it is known.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }
}

impl<T: Into<bytes::Bytes>> From<T> for Bytes {
    fn from(data: T) -> Self {
        Self {
            data: data.into(),
            file_name: None,
            content_type: None,
        }
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.data
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bytes({} bytes)", self.len())
    }
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(NAME, &Content(self))
    }
}

/// What stands under the name: text for formats that people read, all of it for a form.
struct Content<'a>(&'a Bytes);

impl Serialize for Content<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::Error;
        if serializer.is_human_readable() {
            let text = std::str::from_utf8(self.0.as_slice())
                .map_err(|_| S::Error::custom("bytes that are not UTF-8 have no place in text"))?;
            return serializer.serialize_str(text);
        }
        let mut tuple = serializer.serialize_tuple(3)?;
        tuple.serialize_element(&self.0.file_name)?;
        tuple.serialize_element(&self.0.content_type)?;
        tuple.serialize_element(&Raw(&self.0.data))?;
        tuple.end()
    }
}

struct Raw<'a>(&'a [u8]);

impl Serialize for Raw<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_made_of_what_holds_bytes() {
        assert_eq!(Bytes::from("ab"), Bytes::from(b"ab".as_slice()));
        assert_eq!(Bytes::from(String::from("ab")).as_slice(), b"ab");
        assert_eq!(
            Bytes::from(vec![1, 2]).into_inner(),
            bytes::Bytes::from_static(&[1, 2])
        );
        assert!(Bytes::default().is_empty());
    }

    #[test]
    fn in_json_it_is_text_or_an_error() {
        assert_eq!(
            serde_json::to_string(&Bytes::from("a\"b")).unwrap(),
            r#""a\"b""#
        );
        assert_eq!(
            serde_json::from_str::<Bytes>(r#""ab""#).unwrap(),
            Bytes::from("ab")
        );
        assert!(serde_json::to_string(&Bytes::from(vec![0xff])).is_err());
    }
}
