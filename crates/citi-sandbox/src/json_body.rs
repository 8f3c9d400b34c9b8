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
        // By place alone: an address in it may hold a token.
        let (line, column) = (error.line(), error.column());
        let issue = format!("is not as described at line {line}, column {column}");
        Refusal::new(
            StatusCode::BAD_REQUEST,
            "INVALID_BODY",
            "The body is not valid.",
        )
        .detail(None, issue)
    })
}
