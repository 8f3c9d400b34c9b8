//! `GET /portal/assets/{name}`.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use sha2::{Digest as _, Sha256};

use super::files::{ASSETS, Asset};
use crate::random::hex;
use crate::refusal::Refusal;

/// A file that pages load. Browsers keep it, and ask each time whether it is still the same.
pub(in crate::portal) async fn file(Path(name): Path<String>, headers: HeaderMap) -> Response {
    match ASSETS.iter().find(|it| it.name == name) {
        Some(asset) => answer(asset, &headers),
        None => Refusal::new(
            StatusCode::NOT_FOUND,
            "NOT_FOUND",
            "The portal has no such file.",
        )
        .into_response(),
    }
}

/// `GET /favicon.ico`: what browsers ask for beside anything that is no page.
pub(in crate::portal) async fn icon(headers: HeaderMap) -> Response {
    file(Path("icon.svg".to_owned()), headers).await
}

fn answer(asset: &Asset, headers: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", hex(&Sha256::digest(asset.bytes)));
    let known = headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|it| it.as_bytes() == tag.as_bytes());
    let mut response = match known {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => asset.bytes.into_response(),
    };
    let answered = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        answered.insert(header::ETAG, tag);
    }
    for (name, value) in [
        (header::CONTENT_TYPE, asset.kind),
        (header::CACHE_CONTROL, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        answered.insert(name, HeaderValue::from_static(value));
    }
    if asset.compressed {
        answered.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_is_sent_once_and_then_known() {
        let path = || Path("swagger-ui.css".to_owned());
        let first = file(path(), HeaderMap::new()).await;
        assert_eq!(first.status(), 200);
        assert_eq!(first.headers()["content-encoding"], "gzip");
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_NONE_MATCH, first.headers()["etag"].clone());
        assert_eq!(file(path(), headers).await.status(), 304);
        let other = file(Path("../files.rs".to_owned()), HeaderMap::new()).await;
        assert_eq!(other.status(), 404);
    }
}
