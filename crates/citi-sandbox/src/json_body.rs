//! [`read`]: the JSON body of a request that no document describes.

use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::gate::is_json;
use crate::refusal::Refusal;

/// Reads a body. It must say that it is JSON: a page of another site can't send that unasked.
///
/// # Errors
/// 415 for another media type, 400 for what can't be read.
pub(crate) fn read<T: DeserializeOwned>(headers: &HeaderMap, body: &[u8]) -> Result<T, Refusal> {
    if !is_json(headers) {
        return Err(Refusal::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "UNSUPPORTED_MEDIA_TYPE",
            "The body must be application/json.",
        ));
    }
    serde_json::from_slice(body).map_err(|error| {
        let issue: String = error.to_string().chars().take(256).collect();
        Refusal::new(
            StatusCode::BAD_REQUEST,
            "INVALID_BODY",
            "The body is not valid.",
        )
        .detail(None, issue)
    })
}
