//! [`Image`]: all that a sandbox knows at a moment.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::ImageError;

/// The version of the form of an image. It changes whenever what an older image says would be read
/// wrongly, or not at all.
const VERSION: u32 = 2;

/// All that a sandbox knows at a moment: its bank, its applications, tokens, limits, events on their way,
/// the rules of faults with their counts and what they did, findings, what it draws by lot, and its time. What is remembered of
/// requests is no part of it, be it the log or what the accuser has seen: a client is not judged by what it did in a time
/// that was put back.
///
/// It is text (JSON), for a file or for [`Sandbox::restore`](crate::Sandbox::restore), and holds the
/// secrets of the applications and the tokens that are out: keep it as you keep those. `Debug` shows none
/// of it.
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use citi_sandbox::{Image, Sandbox};
///
/// let sandbox = Sandbox::builder().seed(7).frozen(true).start().await?;
/// let before = sandbox.snapshot();
/// let text = before.to_string();
///
/// sandbox.clock().advance(std::time::Duration::from_secs(86_400));
/// sandbox.restore(&text.parse::<Image>()?)?;
/// assert_eq!(sandbox.snapshot(), before);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Image {
    /// The text of each part.
    parts: BTreeMap<String, String>,
}

#[derive(Serialize)]
struct Written<'a> {
    version: u32,
    parts: BTreeMap<&'a str, &'a RawValue>,
}

#[derive(Deserialize)]
struct Read {
    parts: BTreeMap<String, Box<RawValue>>,
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

impl Image {
    /// An image of no parts.
    pub(crate) fn new() -> Self {
        Self {
            parts: BTreeMap::new(),
        }
    }

    /// Puts a part in. What the sandbox knows can be written; if not, the part is missing, and
    /// [`part`](Self::part) says so.
    pub(crate) fn put(&mut self, name: &str, value: &impl Serialize) {
        if let Ok(text) = serde_json::to_string(value) {
            self.parts.insert(name.to_owned(), text);
        }
    }

    /// A part.
    ///
    /// # Errors
    /// It is missing or can't be read.
    pub(crate) fn part<T: DeserializeOwned>(&self, name: &str) -> Result<T, ImageError> {
        let text = self.parts.get(name).ok_or_else(|| ImageError::Damaged {
            part: name.to_owned(),
            reason: "is missing".to_owned(),
        })?;
        serde_json::from_str(text).map_err(|error| ImageError::unreadable(name, &error))
    }

    /// The names and texts of its parts.
    #[cfg(test)]
    pub(crate) fn parts(&self) -> &BTreeMap<String, String> {
        &self.parts
    }

    /// The image of these parts.
    ///
    /// # Errors
    /// It is of another version.
    pub(crate) fn of_parts(
        version: u32,
        parts: BTreeMap<String, String>,
    ) -> Result<Self, ImageError> {
        match version == VERSION {
            true => Ok(Self { parts }),
            false => Err(ImageError::OtherVersion {
                found: version,
                read: VERSION,
            }),
        }
    }
}

impl fmt::Display for Image {
    /// `{"version": 2, "parts": {…}}`, the same text for the same state.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = self.parts.iter();
        let parts: Result<_, _> = parts
            .map(|(name, text)| Ok((name.as_str(), serde_json::from_str(text)?)))
            .collect();
        let written = |parts| {
            serde_json::to_string(&Written {
                version: VERSION,
                parts,
            })
        };
        let text = parts
            .and_then(written)
            .map_err(|_: serde_json::Error| fmt::Error)?;
        f.write_str(&text)
    }
}

impl FromStr for Image {
    type Err = ImageError;

    fn from_str(text: &str) -> Result<Self, ImageError> {
        let damaged = |error: serde_json::Error| ImageError::unreadable("its frame", &error);
        // What another version holds may be of another form.
        let Version { version } = serde_json::from_str(text).map_err(damaged)?;
        Self::of_parts(version, BTreeMap::new())?;
        let read: Read = serde_json::from_str(text).map_err(damaged)?;
        let parts = read.parts.into_iter();
        let parts = parts.map(|(name, raw)| (name, raw.get().to_owned()));
        Self::of_parts(version, parts.collect())
    }
}

impl fmt::Debug for Image {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Image").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_keeps_every_digit_and_debug_shows_nothing() {
        let mut image = Image::new();
        image.put("limits", &"secret");
        let image = Image::of_parts(VERSION, image.parts().clone()).unwrap();
        assert_eq!(image.to_string().parse::<Image>().unwrap(), image);
        assert_eq!(format!("{image:?}"), "Image { .. }");
    }

    #[test]
    fn what_is_wrong_with_an_image_is_said_by_place() {
        let error = "{".parse::<Image>().unwrap_err();
        assert!(error.to_string().contains("line 1"), "{error}");
        let image: Image = r#"{"version":2,"parts":{"bank":7}}"#.parse().unwrap();
        let error = image.part::<String>("bank").unwrap_err().to_string();
        assert!(
            error.contains("bank can't be read") && !error.contains('7'),
            "{error}"
        );
        let error = image.part::<String>("limits").unwrap_err().to_string();
        assert!(error.contains("limits is missing"), "{error}");
    }
}
