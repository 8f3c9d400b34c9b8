//! [`Running`]: writes that are being carried out, by their keys.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use http::{HeaderMap, StatusCode};

use crate::lock::lock;
use crate::refusal::Refusal;

/// Client, operation, idempotency key.
type Key = (String, String, String);

/// Writes that are being carried out: from before the bank sees them until their answer leaves. Of those
/// with the same key one is let in at a time, whatever they hold.
#[derive(Clone, Default)]
pub(crate) struct Running {
    keys: Arc<Mutex<BTreeSet<Key>>>,
}

/// That a write is being carried out, as long as it lives: it goes with the answer, or with the request
/// if its client hangs up.
#[derive(Debug)]
pub(super) struct Claim {
    keys: Arc<Mutex<BTreeSet<Key>>>,
    key: Key,
}

impl Running {
    /// Lets a write in. Without a key there is nothing to tell it from others by.
    ///
    /// # Errors
    /// `REQUEST_IN_PROGRESS` while another has the key.
    pub(super) fn claim(
        &self,
        client: &str,
        operation: &str,
        headers: &HeaderMap,
    ) -> Result<Option<Arc<Claim>>, Refusal> {
        let Some(key) = headers
            .get("idempotency-key")
            .and_then(|it| it.to_str().ok())
        else {
            return Ok(None);
        };
        let key = (client.to_owned(), operation.to_owned(), key.to_owned());
        match lock(&self.keys).insert(key.clone()) {
            true => Ok(Some(Arc::new(Claim {
                keys: self.keys.clone(),
                key,
            }))),
            false => {
                let message = "The first request with this key is still being worked on.";
                let code = "REQUEST_IN_PROGRESS";
                Err(Refusal::new(StatusCode::CONFLICT, code, message))
            }
        }
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        lock(&self.keys).remove(&self.key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_one_client_s_and_one_operation_s_and_free_again_with_its_claim() {
        let running = Running::default();
        let mut headers = HeaderMap::new();
        assert!(running.claim("a", "pay", &headers).unwrap().is_none());
        headers.insert("idempotency-key", "k".parse().unwrap());
        let first = running.claim("a", "pay", &headers).unwrap();
        let refused = running.claim("a", "pay", &headers).unwrap_err();
        assert_eq!(
            (refused.status.as_u16(), refused.code),
            (409, "REQUEST_IN_PROGRESS")
        );
        for (client, operation) in [("b", "pay"), ("a", "cancel")] {
            assert!(running.claim(client, operation, &headers).is_ok());
        }
        drop(first);
        assert!(running.claim("a", "pay", &headers).is_ok());
    }
}
