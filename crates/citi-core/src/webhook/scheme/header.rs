//! [`only_header`].

use http::{HeaderMap, HeaderName};

use crate::webhook::WebhookError;

/// No scheme writes more into one header. Servers have bounds of their own; this one holds without them.
const LONGEST: usize = 8 * 1024;

/// The text of a header that stands in a delivery once, no longer than 8 KiB.
///
/// ```
/// use citi_core::webhook::only_header;
/// use http::{HeaderMap, HeaderName};
/// const MAC: HeaderName = HeaderName::from_static("x-bank-mac");
/// let mut headers = HeaderMap::new();
/// assert!(only_header(&headers, &MAC).unwrap_err().is_missing());
/// headers.append(MAC, "1".parse()?);
/// assert_eq!(only_header(&headers, &MAC)?, "1");
/// headers.append(MAC, "2".parse()?);
/// assert!(only_header(&headers, &MAC).unwrap_err().is_malformed());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If it is missing, there more than once, longer, or not of visible ASCII.
pub fn only_header<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Result<&'a str, WebhookError> {
    let mut values = headers.get_all(name).iter();
    let value = values
        .next()
        .ok_or_else(|| WebhookError::missing(name.clone()))?;
    if values.next().is_some() {
        return Err(WebhookError::several(name.clone()));
    }
    value
        .to_str()
        .ok()
        .filter(|text| text.len() <= LONGEST)
        .ok_or_else(|| WebhookError::malformed(name.clone()))
}

/// Puts a header there.
pub(super) fn set(
    headers: &mut HeaderMap,
    name: &HeaderName,
    text: &str,
) -> Result<(), WebhookError> {
    let value = text.parse().map_err(|_| WebhookError::stamp())?;
    headers.insert(name.clone(), value);
    Ok(())
}
