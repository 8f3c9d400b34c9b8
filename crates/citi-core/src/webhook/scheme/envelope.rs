//! [`Envelope`].

use std::fmt;

use jiff::Timestamp;

/// What the headers of a delivery say, before anything of it is believed.
///
/// ```
/// use citi_core::webhook::Envelope;
/// let envelope = Envelope::new().signature(vec![0; 32]).id("msg-1");
/// assert_eq!(envelope.id_text(), Some("msg-1"));
/// ```
#[derive(Clone, Default)]
pub struct Envelope {
    signatures: Vec<Vec<u8>>,
    id: Option<String>,
    time: Option<(String, Timestamp)>,
}

impl Envelope {
    /// One that says nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One of these is to fit: the bytes of a signature, decoded.
    #[must_use]
    pub fn signature(mut self, bytes: Vec<u8>) -> Self {
        self.signatures.push(bytes);
        self
    }

    /// The delivery's id, the same each time that it is sent. It must be among the bytes that are signed.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// When it was signed: as it stands in the header, and what that means. It must be among the bytes that are
    /// signed.
    #[must_use]
    pub fn time(mut self, text: impl Into<String>, moment: Timestamp) -> Self {
        self.time = Some((text.into(), moment));
        self
    }

    /// The signatures, decoded.
    #[must_use]
    pub fn signatures(&self) -> &[Vec<u8>] {
        &self.signatures
    }

    /// The delivery's id, if the scheme has one.
    #[must_use]
    pub fn id_text(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// When it was signed, as it stands in the header, if the scheme has that.
    #[must_use]
    pub fn time_text(&self) -> Option<&str> {
        self.time.as_ref().map(|(text, _)| text.as_str())
    }

    /// When it was signed, if the scheme has that.
    #[must_use]
    pub fn moment(&self) -> Option<Timestamp> {
        self.time.as_ref().map(|(_, moment)| *moment)
    }
}

impl fmt::Debug for Envelope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Envelope")
            .field("signatures", &self.signatures.len())
            .field("id", &self.id)
            .field("moment", &self.moment())
            .finish()
    }
}
