//! [`Random`]: what must not be guessed, or must come out the same again.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// A source of bytes: SHA-256 of a key, a label and a count. From the same seed each label gives the
/// same row, whatever the others have given.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Random {
    key: [u8; 32],
    counts: BTreeMap<String, u64>,
}

impl Random {
    /// The source of `seed`; without one, a source that nobody can guess.
    pub(crate) fn new(seed: Option<u64>) -> Self {
        let mut hash = Sha256::new();
        match seed {
            Some(seed) => hash.update(seed.to_be_bytes()),
            None => {
                for _ in 0..2 {
                    hash.update(uuid::Uuid::new_v4().as_bytes());
                }
            }
        }
        Self {
            key: hash.finalize().into(),
            counts: BTreeMap::new(),
        }
    }

    /// The next 32 bytes of `label`'s row.
    fn bytes(&mut self, label: &'static str) -> [u8; 32] {
        let count = match self.counts.get_mut(label) {
            Some(count) => count,
            None => self.counts.entry(label.to_owned()).or_default(),
        };
        *count += 1;
        let mut hash = Sha256::new();
        hash.update(self.key);
        hash.update(label.as_bytes());
        hash.update(count.to_be_bytes());
        hash.finalize().into()
    }

    /// The next `length` hexadecimal digits of a row, 64 at most.
    pub(crate) fn hex(&mut self, label: &'static str, length: usize) -> String {
        let mut text = hex(&self.bytes(label));
        text.truncate(length);
        text
    }

    /// The next 256 bits of a row, as 43 characters that need no escape in an address.
    pub(crate) fn secret(&mut self, label: &'static str) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes(label))
    }

    /// The next 128 bits of a row in the form of a random UUID.
    pub(crate) fn uuid(&mut self, label: &'static str) -> String {
        let bytes = self.bytes(label);
        let mut half = [0; 16];
        for (to, from) in half.iter_mut().zip(bytes) {
            *to = from;
        }
        uuid::Builder::from_random_bytes(half)
            .into_uuid()
            .to_string()
    }
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_row_and_labels_do_not_disturb_each_other() {
        let (mut one, mut other) = (Random::new(Some(7)), Random::new(Some(7)));
        other.uuid("request");
        assert_eq!(one.secret("token"), other.secret("token"));
        assert_ne!(one.secret("token"), one.hex("token", 43));
        assert_ne!(
            Random::new(Some(8)).hex("client", 12),
            Random::new(Some(7)).hex("client", 12)
        );
    }

    #[test]
    fn without_a_seed_nothing_repeats() {
        assert_ne!(
            Random::new(None).secret("client"),
            Random::new(None).secret("client")
        );
    }
}
