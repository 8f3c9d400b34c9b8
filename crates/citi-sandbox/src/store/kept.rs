//! What stands in the rows.

use std::collections::BTreeMap;
use std::path::Path;

use serde::de::DeserializeOwned;

use super::StoreError;
use crate::image::{Image, ImageError, Origin};
use crate::state::State;
use crate::tls::Kept as Keys;

/// What begins the names of the parts of the image.
const PART: &str = "image/";
/// The time goes on at every moment; alone it is not worth a write.
pub(super) const CLOCK: &str = "image/clock";

/// A sandbox that was kept.
pub(super) struct Kept {
    pub(super) origin: Origin,
    pub(super) image: Image,
    pub(super) port: u16,
    pub(super) keys: Option<Keys>,
}

impl Kept {
    /// What the rows hold; `None` if they hold nothing.
    pub(super) fn read(
        directory: &Path,
        rows: &BTreeMap<String, String>,
    ) -> Result<Option<Self>, StoreError> {
        if rows.is_empty() {
            return Ok(None);
        }
        let refused = |source| StoreError::Image {
            directory: directory.to_owned(),
            source,
        };
        let version = row(rows, "version").map_err(refused)?;
        let parts = rows
            .iter()
            .filter_map(|(name, text)| Some((name.strip_prefix(PART)?.to_owned(), text.clone())));
        let image = Image::of_parts(version, parts.collect()).map_err(refused)?;
        let keys = match rows.contains_key("tls") {
            true => Some(row(rows, "tls").map_err(refused)?),
            false => None,
        };
        Ok(Some(Self {
            origin: row(rows, "origin").map_err(refused)?,
            port: row(rows, "port").map_err(refused)?,
            image,
            keys,
        }))
    }
}

fn row<T: DeserializeOwned>(rows: &BTreeMap<String, String>, name: &str) -> Result<T, ImageError> {
    let text = rows.get(name).ok_or_else(|| ImageError::Damaged {
        part: name.to_owned(),
        reason: "is missing".to_owned(),
    })?;
    serde_json::from_str(text).map_err(|error| ImageError::unreadable(name, &error))
}

/// What a sandbox at a port writes.
pub(super) fn rows(
    state: &State,
    port: u16,
) -> Result<BTreeMap<String, String>, serde_json::Error> {
    let image = state.snapshot();
    let parts = image.parts().iter();
    let mut rows: BTreeMap<_, _> = parts
        .map(|(name, text)| (format!("{PART}{name}"), text.clone()))
        .collect();
    let origin = crate::lock::lock(&state.origin).clone();
    let keys = state.tls.as_ref().map(|keys| keys.kept());
    rows.insert("version".to_owned(), Image::version().to_string());
    rows.insert("port".to_owned(), port.to_string());
    rows.insert("origin".to_owned(), serde_json::to_string(&origin)?);
    if let Some(keys) = keys {
        rows.insert("tls".to_owned(), serde_json::to_string(&keys)?);
    }
    Ok(rows)
}
