//! [`Prepared`]: a write that is kept before it is sent.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::Contents;
use super::stored::Stored;
use crate::{Error, IdempotencyKey};

/// By how much another machine's clock may be ahead of this one's.
const SKEW: SignedDuration = SignedDuration::from_mins(5);

/// A write that is kept before it is sent, so that it outlives a crash: `prepare` of an operation's builder makes one,
/// `resume` sends it, as often as it takes, with the same key and to the byte the same.
///
/// Keep it where it survives (a row of a database, a file) before it is sent, and until its call has an answer. It is
/// serialisable; it has the body in it, and so numbers of accounts, but no token and no secret of the connection.
///
/// ```
/// # async fn example(
/// #     prepared: citi_core::Prepared,
/// # ) -> Result<(), Box<dyn std::error::Error>> {
/// use citi_core::Prepared;
/// // let prepared = client.create_domestic_payment().body(order).prepare().await?;
/// let row: String = serde_json::to_string(&prepared)?;
/// // Keep the row. Now send it; or, after a crash, in another process:
/// let prepared: Prepared = serde_json::from_str(&row)?;
/// // let payment = client.create_domestic_payment().resume(&prepared).await?;
/// println!("{} is good until {}", prepared.idempotency_key(), prepared.expires());
/// # Ok(())
/// # }
/// ```
///
/// # What becomes of it
/// While nobody has begun to send it, an error says exactly what became of the call. From then on, and whenever it comes
/// out of storage, it may have been sent before: an error that is no answer of the bank leaves its
/// [`outcome`](Error::outcome) `Unknown`, and only an answer settles it. Once the life of its key is over it is not sent
/// any more: [`Error::is_expired`].
///
/// What an option of the call adds (a header, a time limit) is no part of it, and is given again where it is resumed.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct Prepared {
    pub(super) contents: Arc<Contents>,
    pub(super) key: IdempotencyKey,
    pub(super) key_hours: u32,
    pub(super) created: Timestamp,
    pub(super) hash: String,
    /// Whether it may have been sent; copies share it.
    pub(super) begun: Arc<AtomicBool>,
}

impl Prepared {
    pub(crate) fn new(
        contents: Contents,
        key: IdempotencyKey,
        key_hours: u32,
        created: Timestamp,
    ) -> Self {
        Self {
            hash: contents.hash(),
            contents: Arc::new(contents),
            key,
            key_hours,
            created,
            begun: Arc::default(),
        }
    }

    /// The id of the operation, as published.
    #[must_use]
    pub fn operation_id(&self) -> &str {
        &self.contents.operation
    }

    /// The key that it is sent with.
    #[must_use]
    pub fn idempotency_key(&self) -> &IdempotencyKey {
        &self.key
    }

    /// When it was made.
    #[must_use]
    pub fn created(&self) -> Timestamp {
        self.created
    }

    /// Until when it may be sent: the bank knows the key again for that long.
    #[must_use]
    pub fn expires(&self) -> Timestamp {
        let life = SignedDuration::from_hours(self.key_hours.into());
        self.created.saturating_add(life).unwrap_or(Timestamp::MAX)
    }

    /// Path and query, below the base address. It may have numbers of accounts in it.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.contents.path
    }

    /// The body as it is sent, if there is one. It has numbers of accounts in it.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        self.contents.body.as_deref()
    }

    /// SHA-256 of the body (FIPS 180-4), in hexadecimal digits.
    #[must_use]
    pub fn body_sha256(&self) -> &str {
        &self.hash
    }

    pub(crate) fn contents(&self) -> &Contents {
        &self.contents
    }

    /// How much is left of its life.
    pub(crate) fn left(&self, now: Timestamp) -> Duration {
        Duration::try_from(self.expires().duration_since(now)).unwrap_or_default()
    }

    /// Whether it may have been sent.
    pub(crate) fn is_begun(&self) -> bool {
        self.begun.load(Ordering::Acquire)
    }

    /// Says that it is sent now; whether it may have been before.
    pub(crate) fn begin(&self) -> bool {
        self.begun.swap(true, Ordering::AcqRel)
    }

    /// Whether it is whole, and may still be sent.
    ///
    /// # Errors
    /// If not.
    pub(crate) fn check(&self, now: Timestamp) -> Result<(), Error> {
        if self.contents.hash() != self.hash {
            return Err(Error::refused(
                "the body of the prepared record is not the one that it was made of; the record was changed",
            ));
        }
        if self.left(now).is_zero() {
            return Err(Error::expired(self.key_hours));
        }
        match self.created.duration_since(now) > SKEW {
            true => Err(Error::refused(
                "the prepared record comes from the future, so that the age of its key is not known; set the clock right",
            )),
            false => Ok(()),
        }
    }
}

impl PartialEq for Prepared {
    /// Whether they send the same with the same key.
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
            && self.created == other.created
            && self.key_hours == other.key_hours
            && self.hash == other.hash
            && self.contents == other.contents
    }
}

impl Eq for Prepared {}

impl fmt::Debug for Prepared {
    /// No path, no header and no body.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prepared")
            .field("operation", &self.contents.operation)
            .field("idempotency_key", &self.key)
            .field("created", &self.created)
            .field("expires", &self.expires())
            .field("body_sha256", &self.hash)
            .finish_non_exhaustive()
    }
}
