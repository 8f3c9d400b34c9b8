//! Reading what came back.

use std::sync::{Arc, Mutex, PoisonError};

use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::connection::read_body;
use crate::download::Pace;
use crate::error::Call;
pub use crate::error::DecodeError;
use crate::support::wire::{Built, Ready};
use crate::{Answer, Bytes, Download, Error, Xml};

/// How large a body is taken that did not come through a connection of ours.
const DEFAULT_MAX: usize = 16 * 1024 * 1024;

/// An answer, read to its end.
#[derive(Clone)]
pub struct Parts {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: bytes::Bytes,
}

impl std::fmt::Debug for Parts {
    /// The length of the body and the count of headers only.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (headers, bytes) = (self.headers.len(), self.body.len());
        write!(
            f,
            "Parts({}, {headers} headers, {bytes} bytes)",
            self.status
        )
    }
}

impl Parts {
    fn content_type(&self) -> Option<&str> {
        self.headers.get(http::header::CONTENT_TYPE)?.to_str().ok()
    }
}

/// Reads a JSON body, whatever it says of its type. No body is `null`, for types that take it.
///
/// # Errors
/// If it is no such JSON.
pub fn json<T: DeserializeOwned>(parts: &Parts) -> Result<T, DecodeError> {
    let body = without_mark(&parts.body).trim_ascii();
    if body.is_empty() {
        return serde_json::from_str("null")
            .map_err(|_| DecodeError::new("the answer has no body"));
    }
    serde_json::from_slice(body).map_err(|error| match body.first() {
        Some(b'<') => DecodeError::new("the answer is a page or XML, and no JSON"),
        _ => error.into(),
    })
}

/// Takes any body for none.
///
/// # Errors
/// Never; it has the form of the others.
pub fn empty(_: &Parts) -> Result<(), DecodeError> {
    Ok(())
}

/// Reads a text: UTF-8, or ISO 8859-1 where the answer says so.
///
/// # Errors
/// If it is neither.
pub fn text(parts: &Parts) -> Result<String, DecodeError> {
    let body = without_mark(&parts.body);
    let latin = parts.content_type().is_some_and(|content_type| {
        content_type
            .to_ascii_lowercase()
            .contains("charset=iso-8859-1")
    });
    match std::str::from_utf8(body) {
        Ok(text) => Ok(text.to_owned()),
        Err(_) if latin => Ok(body.iter().copied().map(char::from).collect()),
        Err(_) => Err(DecodeError::new("the answer is no text in UTF-8")),
    }
}

/// Takes the bytes, with the content type that they came with.
///
/// # Errors
/// Never; it has the form of the others.
pub fn bytes(parts: &Parts) -> Result<Bytes, DecodeError> {
    let bytes = Bytes::from(parts.body.clone());
    Ok(match parts.content_type() {
        Some(content_type) => bytes.with_content_type(content_type),
        None => bytes,
    })
}

/// Reads an XML document.
///
/// # Errors
/// If it is not well-formed.
pub fn xml(parts: &Parts) -> Result<Xml, DecodeError> {
    Ok(Xml::parse(text(parts)?)?)
}

/// Without the mark that some put before UTF-8.
fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}

/// Sends a call and reads its answer, as [`read`] does.
///
/// # Errors
/// The error of the call, with all that is known of it.
pub async fn call<T, F>(built: Built, success: F) -> Result<Answer<T>, Error>
where
    F: Fn(&Parts) -> Result<T, DecodeError>,
{
    read(Ready::send(built).await, success).await
}

/// Sends a call and leaves the body of its answer to be read as it comes.
///
/// # Errors
/// The error of the call, with all that is known of it.
pub async fn stream_call(built: Built) -> Result<Answer<Download>, Error> {
    stream(Ready::send(built).await).await
}

/// Reads the result of a call: a status that answers it by `success`, every other as an error.
///
/// # Errors
/// The error of the call, with all that is known of it.
pub async fn read<T, F>(
    result: Result<reqwest::Response, progenitor_client::Error<()>>,
    success: F,
) -> Result<Answer<T>, Error>
where
    F: Fn(&Parts) -> Result<T, DecodeError>,
{
    let (response, call, _) = arrived(result)?;
    let parts = match read_body(response, DEFAULT_MAX).await {
        Ok(parts) => parts,
        Err(error) => return Err(error.of(call)),
    };
    if !call.takes(parts.status) {
        return Err(Error::status_of(parts).of(call));
    }
    match success(&parts) {
        Ok(value) => {
            let answer = Answer::new(value, parts.status, parts.headers);
            Ok(answer.of(call))
        }
        Err(error) => Err(Error::decode(Some(parts), error).of(call)),
    }
}

/// Leaves the body of a success to be read as it comes; every other status is an error.
///
/// # Errors
/// The error of the call, with all that is known of it.
pub async fn stream(
    result: Result<reqwest::Response, progenitor_client::Error<()>>,
) -> Result<Answer<Download>, Error> {
    let (response, call, pace) = arrived(result)?;
    if !response.status().is_success() {
        return match read_body(response, DEFAULT_MAX).await {
            Ok(parts) => Err(Error::status_of(parts).of(call)),
            Err(error) => Err(error.of(call)),
        };
    }
    let (status, headers) = (response.status(), response.headers().clone());
    let download = Download::new(response, pace, call.clone());
    Ok(Answer::new(download, status, headers).of(call))
}

/// Reads a body that may be missing.
///
/// # Errors
/// As `read`.
pub fn maybe<T>(
    parts: &Parts,
    read: impl Fn(&Parts) -> Result<T, DecodeError>,
) -> Result<Option<T>, DecodeError> {
    match parts.body.is_empty() {
        true => Ok(None),
        false => read(parts).map(Some),
    }
}

/// A response, how its call went, and how long a piece of its body may take.
fn arrived(
    result: Result<reqwest::Response, progenitor_client::Error<()>>,
) -> Result<(reqwest::Response, Call, Option<Pace>), Error> {
    let mut response = match result {
        Ok(response) | Err(progenitor_client::Error::UnexpectedResponse(response)) => response,
        Err(other) => return Err(without_response(other)),
    };
    if let Some(error) = response
        .extensions_mut()
        .remove::<Carried>()
        .and_then(Carried::take)
    {
        return Err(error);
    }
    let call = response
        .extensions_mut()
        .remove::<Call>()
        .unwrap_or_default();
    let pace = response.extensions_mut().remove::<Pace>();
    Ok((response, call, pace))
}

/// What progenitor makes of a call without an answer that can still be read.
fn without_response(error: progenitor_client::Error<()>) -> Error {
    use progenitor_client::Error as Theirs;
    match error {
        Theirs::InvalidRequest(reason) | Theirs::Custom(reason) => Error::refused(reason),
        Theirs::CommunicationError(error)
        | Theirs::ResponseBodyError(error)
        | Theirs::InvalidUpgrade(error) => Error::transport(error),
        Theirs::InvalidResponsePayload(_, error) => Error::decode(None, error.into()),
        Theirs::ErrorResponse(value) => Error::status_of(Parts {
            status: value.status(),
            headers: value.headers().clone(),
            body: bytes::Bytes::new(),
        }),
        Theirs::UnexpectedResponse(response) => Error::status_of(Parts {
            status: response.status(),
            headers: response.headers().clone(),
            body: bytes::Bytes::new(),
        }),
    }
}

/// An error of ours on its way through progenitor, which has no place for it: in the extensions of a
/// response that nobody sent. Extensions must be `Clone`, so the copies share the one error.
#[derive(Clone)]
struct Carried(Arc<Mutex<Option<Error>>>);

impl Carried {
    fn take(self) -> Option<Error> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// The status of a response that carries an error of ours; no document describes it.
const CARRIER: u16 = 599;

/// Puts an error where [`read`] finds it.
pub(crate) fn carry(error: Error) -> reqwest::Response {
    let mut response = http::Response::new(bytes::Bytes::new());
    *response.status_mut() = StatusCode::from_u16(CARRIER).unwrap_or_default();
    response
        .extensions_mut()
        .insert(Carried(Arc::new(Mutex::new(Some(error)))));
    response.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Json, Number, Outcome};

    fn parts(content_type: &'static str, body: &'static [u8]) -> Parts {
        let content_type = http::HeaderValue::from_static(content_type);
        Parts {
            status: StatusCode::OK,
            headers: [(http::header::CONTENT_TYPE, content_type)]
                .into_iter()
                .collect(),
            body: bytes::Bytes::from_static(body),
        }
    }

    fn response(status: u16, body: &'static str) -> reqwest::Response {
        http::Response::builder()
            .status(status)
            .body(body)
            .unwrap()
            .into()
    }

    #[test]
    fn json_is_read_whatever_it_says_of_itself() {
        let number: Number = json(&parts("text/plain", b"\xef\xbb\xbf 1.50 \n")).unwrap();
        assert_eq!(number.as_str(), "1.50");
        assert_eq!(json::<Option<u8>>(&parts("", b"")).unwrap(), None);
        assert_eq!(
            json::<u8>(&parts("", b" ")).unwrap_err().to_string(),
            "the answer has no body"
        );
        let page = json::<Json>(&parts("text/html", b"<html>")).unwrap_err();
        assert!(page.to_string().contains("no JSON"));
    }

    #[test]
    fn text_bytes_and_xml() {
        assert_eq!(text(&parts("text/plain", "é".as_bytes())).unwrap(), "é");
        assert_eq!(
            text(&parts("text/plain; charset=ISO-8859-1", b"\xe9")).unwrap(),
            "é"
        );
        assert!(text(&parts("text/plain", b"\xe9")).is_err());
        let pdf = bytes(&parts("application/pdf", b"\xff")).unwrap();
        assert_eq!(
            (pdf.as_slice(), pdf.content_type()),
            (b"\xff".as_slice(), Some("application/pdf"))
        );
        assert_eq!(xml(&parts("", b"<a/>")).unwrap().as_str(), "<a/>");
        assert!(xml(&parts("", b"<a>")).is_err());
        assert!(empty(&parts("", b"anything")).is_ok());
    }

    #[tokio::test]
    async fn a_success_is_an_answer_and_the_rest_are_errors() {
        let answer = read(Ok(response(201, "{\"a\":1.0}")), json::<Json>)
            .await
            .unwrap();
        assert_eq!(
            (answer.status().as_u16(), answer.as_str()),
            (201, "{\"a\":1.0}")
        );
        let error = read(Ok(response(204, "")), json::<u8>).await.unwrap_err();
        assert!(error.is_decode());
        let error = read(Ok(response(404, "{\"error_code\":\"X\"}")), empty)
            .await
            .unwrap_err();
        assert_eq!(error.code(), Some("X"));
        let error = read(Ok(response(302, "")), empty).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown);
        let unexpected =
            progenitor_client::Error::UnexpectedResponse(response(409, "{\"code\":\"Y\"}"));
        assert_eq!(
            read(Err(unexpected), empty).await.unwrap_err().code(),
            Some("Y")
        );
    }

    #[tokio::test]
    async fn our_own_error_comes_back_out() {
        let carried = carry(Error::refused("the path has another shape"));
        let error = read(Ok(carried), empty).await.unwrap_err();
        assert!(error.is_refused() && error.status().is_none());
        // A true 599 is one.
        let error = read(Ok(response(599, "")), empty).await.unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), 599);
    }

    #[tokio::test]
    async fn what_progenitor_says_is_cleaned() {
        let refused =
            progenitor_client::Error::InvalidRequest("`card` 4111111111111111 is bad".to_owned());
        let error = read(Err(refused), empty).await.unwrap_err();
        assert_eq!(error.to_string(), "not sent: `card` [redacted] is bad");
        let broken = serde_json::from_str::<u8>("\"4111111111111111\"").unwrap_err();
        let payload = progenitor_client::Error::InvalidResponsePayload(bytes::Bytes::new(), broken);
        let error = read(Err(payload), empty).await.unwrap_err();
        assert!(error.is_decode() && !error.to_string().contains("4111"));
    }
}
