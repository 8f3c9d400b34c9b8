//! [`Upload`]: a body that is sent as it is read.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_core::stream::TryStream;
use reqwest::multipart::Form;
use tokio::io::AsyncReadExt;

use crate::{Refused, Xml};

/// How much of a file is read at a time, in bytes.
const CHUNK: usize = 64 * 1024;

/// A body that is sent as it is read: a file, a stream, bytes. Only a piece of it is in memory.
///
/// What can be read again ([`file`](Self::file), [`repeatable`](Self::repeatable), bytes) is sent
/// again where that does no harm, like every other call ([`Retry`](crate::Retry)). A
/// [`stream`](Self::stream) is sent once: no error makes the call try again, not even a token that
/// the bank refused. The time limit of an attempt holds for all of it.
///
/// ```
/// use citi_core::Upload;
/// use futures_util::stream;
///
/// let pieces = stream::iter(["first,", "second"].map(Ok::<_, std::io::Error>));
/// let upload = Upload::stream(pieces).with_length(12);
/// assert!(!upload.is_repeatable());
/// assert!(Upload::from("bytes".to_owned()).is_repeatable());
/// ```
#[derive(Clone)]
pub struct Upload {
    source: Source,
    length: Option<u64>,
    content_type: Option<String>,
}

/// A stream that one copy takes.
type Once<T> = Arc<Mutex<Option<T>>>;

#[derive(Clone)]
enum Source {
    Bytes(bytes::Bytes),
    Each(Arc<dyn Fn() -> reqwest::Body + Send + Sync>),
    Once(Once<reqwest::Body>),
    /// It is small enough to be read before it is sent, so that it can be sent again.
    Form(Once<Form>),
}

impl Upload {
    /// A stream, sent once. Copies share it: the first that is sent has it.
    pub fn stream<S>(stream: S) -> Self
    where
        S: TryStream + Send + 'static,
        S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
        bytes::Bytes: From<S::Ok>,
    {
        let body = reqwest::Body::wrap_stream(stream);
        Self::of(Source::Once(Arc::new(Mutex::new(Some(body)))))
    }

    /// A stream that can be made anew, so that the call can be tried again. Each must give the same
    /// bytes.
    pub fn repeatable<F, S>(make: F) -> Self
    where
        F: Fn() -> S + Send + Sync + 'static,
        S: TryStream + Send + 'static,
        S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
        bytes::Bytes: From<S::Ok>,
    {
        let each = move || reqwest::Body::wrap_stream(make());
        Self::of(Source::Each(Arc::new(each)))
    }

    /// A file, opened anew for each attempt. It must not change while the call is on its way.
    ///
    /// # Errors
    /// If it is not there or its length cannot be had.
    pub async fn file(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref().to_path_buf();
        let length = tokio::fs::metadata(&path).await?.len();
        Ok(Self::repeatable(move || FileStream::new(path.clone())).with_length(length))
    }

    fn of(source: Source) -> Self {
        Self {
            source,
            length: None,
            content_type: None,
        }
    }

    /// Says how many bytes it has, which are then announced (`Content-Length`). It must be true.
    #[must_use]
    pub fn with_length(mut self, bytes: u64) -> Self {
        self.length = Some(bytes);
        self
    }

    /// Sends it with this content type instead of the document's.
    #[must_use]
    pub fn with_content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// Whether it can be sent a second time.
    #[must_use]
    pub fn is_repeatable(&self) -> bool {
        !matches!(self.source, Source::Once(_))
    }

    /// Whether all of it is in memory, or is small enough to be read before it is sent.
    pub(crate) fn is_whole(&self) -> bool {
        matches!(self.source, Source::Bytes(_) | Source::Form(_))
    }

    /// The same with this content type, unless it has one.
    pub(crate) fn or_content_type(mut self, content_type: &str) -> Self {
        self.content_type
            .get_or_insert_with(|| content_type.to_owned());
        self
    }

    pub(crate) fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    pub(crate) fn length(&self) -> Option<u64> {
        self.length
    }

    /// The body for one attempt; `None` if there was a stream and it was sent.
    pub(crate) fn body(&self) -> Option<reqwest::Body> {
        match &self.source {
            Source::Bytes(bytes) => Some(bytes.clone().into()),
            Source::Each(make) => Some(make()),
            Source::Once(once) => take(once),
            Source::Form(once) => {
                take(once).map(|form| reqwest::Body::wrap_stream(form.into_stream()))
            }
        }
    }

    /// The body, if it is to be read to its end before it is sent.
    ///
    /// # Errors
    /// If it was sent.
    pub(crate) fn buffer(&self) -> Result<Option<reqwest::Body>, Refused> {
        match &self.source {
            Source::Form(_) => match self.body() {
                Some(body) => Ok(Some(body)),
                None => Err(Refused::new("the form was sent before; set it anew")),
            },
            _ => Ok(None),
        }
    }
}

fn take<T>(once: &Once<T>) -> Option<T> {
    once.lock().unwrap_or_else(PoisonError::into_inner).take()
}

impl fmt::Debug for Upload {
    /// The length only.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length {
            Some(length) => write!(f, "Upload({length} bytes)"),
            None => f.write_str("Upload"),
        }
    }
}

impl From<bytes::Bytes> for Upload {
    fn from(bytes: bytes::Bytes) -> Self {
        let length = u64::try_from(bytes.len()).ok();
        Self {
            length,
            ..Self::of(Source::Bytes(bytes))
        }
    }
}

impl From<Vec<u8>> for Upload {
    fn from(bytes: Vec<u8>) -> Self {
        bytes::Bytes::from(bytes).into()
    }
}

impl From<String> for Upload {
    fn from(text: String) -> Self {
        bytes::Bytes::from(text).into()
    }
}

impl From<crate::Bytes> for Upload {
    fn from(bytes: crate::Bytes) -> Self {
        bytes.into_inner().into()
    }
}

impl From<Xml> for Upload {
    fn from(xml: Xml) -> Self {
        xml.as_str().to_owned().into()
    }
}

impl From<Form> for Upload {
    fn from(form: Form) -> Self {
        let content_type = format!("multipart/form-data; boundary={}", form.boundary());
        Self::of(Source::Form(Arc::new(Mutex::new(Some(form))))).with_content_type(content_type)
    }
}

/// A file, piece by piece.
struct FileStream {
    next: Option<Piece>,
}

/// The file and the next piece of it, empty at its end.
type Piece = Pin<Box<dyn Future<Output = io::Result<(tokio::fs::File, bytes::Bytes)>> + Send>>;

impl FileStream {
    fn new(path: PathBuf) -> Self {
        let open = async move { piece(tokio::fs::File::open(path).await?).await };
        Self {
            next: Some(Box::pin(open)),
        }
    }
}

async fn piece(mut file: tokio::fs::File) -> io::Result<(tokio::fs::File, bytes::Bytes)> {
    let mut buffer = bytes::BytesMut::with_capacity(CHUNK);
    file.read_buf(&mut buffer).await?;
    Ok((file, buffer.freeze()))
}

impl Stream for FileStream {
    type Item = io::Result<bytes::Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(next) = &mut self.next else {
            return Poll::Ready(None);
        };
        let read = std::task::ready!(next.as_mut().poll(context));
        self.next = None;
        Poll::Ready(match read {
            Ok((_, bytes)) if bytes.is_empty() => None,
            Ok((file, bytes)) => {
                self.next = Some(Box::pin(piece(file)));
                Some(Ok(bytes))
            }
            Err(error) => Some(Err(error)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read(upload: &Upload) -> Option<Vec<u8>> {
        let response = reqwest::Response::from(http::Response::new(upload.body()?));
        Some(response.bytes().await.unwrap().to_vec())
    }

    #[tokio::test]
    async fn a_file_is_read_in_pieces_and_again() {
        let path = std::env::temp_dir().join(format!("citi-upload-{}", std::process::id()));
        let content: Vec<u8> = (0..200_000_u32).map(|at| at.to_le_bytes()[0]).collect();
        std::fs::write(&path, &content).unwrap();
        let upload = Upload::file(&path).await.unwrap();
        assert_eq!(upload.length(), Some(200_000));
        assert_eq!(read(&upload).await.unwrap(), content);
        assert_eq!(read(&upload).await.unwrap(), content);
        std::fs::remove_file(&path).unwrap();
        assert!(Upload::file(&path).await.is_err());
    }

    #[tokio::test]
    async fn a_stream_is_there_once_whoever_takes_it() {
        let upload = Upload::stream(futures_util::stream::iter(
            ["a", "b"].map(Ok::<_, io::Error>),
        ));
        let copy = upload.clone();
        assert_eq!(read(&copy).await.unwrap(), b"ab");
        assert_eq!(read(&upload).await, None);
    }
}
