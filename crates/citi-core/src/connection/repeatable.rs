//! A request that can be sent more than once.

use http::{HeaderMap, HeaderValue};

use crate::{Error, Upload};

/// A request whose every attempt sends the same bytes: its body is in memory, or can be read again. One whose body is a
/// stream is sent once.
pub(super) struct Repeatable {
    request: reqwest::Request,
    upload: Option<Upload>,
}

impl Repeatable {
    /// Reads a body that is still to come, such as the parts of a form, to its end; an `upload` that takes its place
    /// is left as it is.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(super) async fn new(
        mut request: reqwest::Request,
        mut upload: Option<Upload>,
    ) -> Result<Self, Error> {
        if let Some(content) = &upload {
            *request.body_mut() = None;
            if let Some(body) = content.buffer()? {
                *request.body_mut() = Some(body);
                upload = None;
            }
        }
        let streamed = request.body().is_some_and(|body| body.as_bytes().is_none());
        if let Some(body) = request.body_mut().take_if(|_| streamed) {
            // A response is what reads a body of any kind.
            let response = reqwest::Response::from(http::Response::new(body));
            let bytes = response
                .bytes()
                .await
                .map_err(|_| Error::refused("the body of the request cannot be read"))?;
            *request.body_mut() = Some(bytes.into());
        }
        Ok(Self { request, upload })
    }

    /// The request for one attempt.
    ///
    /// # Errors
    /// If its body was a stream and is sent.
    pub(super) fn request(
        &self,
        authorization: Option<&HeaderValue>,
    ) -> Result<reqwest::Request, Error> {
        let mut request = self
            .request
            .try_clone()
            .ok_or_else(|| Error::refused("the body of the request cannot be sent"))?;
        if let Some(upload) = &self.upload {
            let body = upload.body().ok_or_else(|| {
                Error::refused("the stream that is its body was sent before; make it anew")
            })?;
            *request.body_mut() = Some(body);
            if let Some(length) = upload.length() {
                request
                    .headers_mut()
                    .insert(http::header::CONTENT_LENGTH, length.into());
            }
        }
        if let Some(authorization) = authorization {
            request
                .headers_mut()
                .insert(http::header::AUTHORIZATION, authorization.clone());
        }
        Ok(request)
    }

    /// The headers that every attempt has.
    pub(super) fn headers(&self) -> &HeaderMap {
        self.request.headers()
    }

    /// Whether it can be sent a second time.
    pub(super) fn is_repeatable(&self) -> bool {
        self.upload.as_ref().is_none_or(Upload::is_repeatable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_form_with_a_file_is_the_same_each_time() {
        let part = reqwest::multipart::Part::stream_with_length("of a file", 9).file_name("a.txt");
        let request = reqwest::Client::new()
            .post("https://bank.example/")
            .multipart(reqwest::multipart::Form::new().part("file", part))
            .build()
            .unwrap();
        assert!(request.try_clone().is_none());
        let repeatable = Repeatable::new(request, None).await.unwrap();
        let body = |request: reqwest::Request| {
            let bytes = request.body().unwrap().as_bytes().unwrap().to_vec();
            String::from_utf8(bytes).unwrap()
        };
        let first = body(repeatable.request(None).unwrap());
        assert!(first.contains("of a file") && first.contains("a.txt"));
        assert_eq!(body(repeatable.request(None).unwrap()), first);
    }

    #[tokio::test]
    async fn an_upload_takes_the_place_of_the_body_and_a_stream_goes_once() {
        let request = || {
            let url = "https://bank.example/".parse().unwrap();
            let mut request = reqwest::Request::new(http::Method::PUT, url);
            *request.body_mut() = Some("usual".into());
            request
        };
        let again = Repeatable::new(request(), Some(Upload::from("other".to_owned())))
            .await
            .unwrap();
        assert!(again.is_repeatable());
        for _ in 0..2 {
            let request = again.request(None).unwrap();
            assert_eq!(request.body().unwrap().as_bytes().unwrap(), b"other");
            assert_eq!(request.headers()["content-length"], "5");
        }
        let pieces = futures_util::stream::iter(["ab"].map(Ok::<_, std::io::Error>));
        let once = Repeatable::new(request(), Some(Upload::stream(pieces)))
            .await
            .unwrap();
        assert!(!once.is_repeatable());
        assert!(once.request(None).unwrap().body().is_some());
        let error = once.request(None).unwrap_err();
        assert!(error.is_refused() && error.to_string().contains("was sent before"));
    }
}
