//! How values stand in an image whose own form is another, or that have none.

use std::sync::Mutex;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use crate::lock::lock;

/// A word that stands in the program itself.
pub(crate) type Word = &'static str;

/// How many words an image may bring that this process has not seen, and how long one may be.
const WORDS: usize = 4096;
const LONG: usize = 128;

/// The words that images have brought. Each is made once for the life of the process, and they are few:
/// what the bank names in its own words.
static BROUGHT: Mutex<Vec<Word>> = Mutex::new(Vec::new());

/// Reads a [`Word`].
pub(crate) fn word<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Word, D::Error> {
    let text = String::deserialize(deserializer)?;
    known(text).ok_or_else(|| D::Error::custom("not a word of the bank"))
}

/// Reads a [`Word`], or nothing.
pub(crate) fn word_or_none<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Word>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    let wrong = || D::Error::custom("not a word of the bank");
    text.map(|text| known(text).ok_or_else(wrong)).transpose()
}

/// The word of a text; `None` if it is too long, or there are too many.
pub(crate) fn known(text: String) -> Option<Word> {
    let mut words = lock(&BROUGHT);
    match words.binary_search_by(|word| (*word).cmp(text.as_str())) {
        Ok(at) => words.get(at).copied(),
        Err(at) if words.len() < WORDS && text.len() <= LONG => {
            let word: Word = Box::leak(text.into_boxed_str());
            words.insert(at, word);
            Some(word)
        }
        Err(_) => None,
    }
}

/// A value as the text that it is shown and read as.
pub(crate) mod text {
    use std::fmt::Display;
    use std::str::FromStr;

    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<T: Display, S: Serializer>(
        value: &T,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_str(value)
    }

    pub(crate) fn deserialize<'de, T: FromStr, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<T, D::Error> {
        let text = String::deserialize(deserializer)?;
        // What it says may be a secret.
        text.parse()
            .map_err(|_| D::Error::custom("text that can't be read"))
    }
}

/// The same, or nothing.
pub(crate) mod text_or_none {
    use std::fmt::Display;
    use std::str::FromStr;

    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<T: Display, S: Serializer>(
        value: &Option<T>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => serializer.collect_str(value),
            None => serializer.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, T: FromStr, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<T>, D::Error> {
        let wrong = |_| D::Error::custom("text that can't be read");
        Option::<String>::deserialize(deserializer)?
            .map(|text| text.parse().map_err(wrong))
            .transpose()
    }
}

/// A map whose keys are no text, as a list of pairs.
pub(crate) mod pairs {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(crate) fn serialize<K: Serialize, V: Serialize, S: Serializer>(
        map: &BTreeMap<K, V>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(map)
    }

    pub(crate) fn deserialize<'de, K, V, M, D>(deserializer: D) -> Result<M, D::Error>
    where
        K: Deserialize<'de>,
        V: Deserialize<'de>,
        M: FromIterator<(K, V)>,
        D: Deserializer<'de>,
    {
        let pairs = Vec::<(K, V)>::deserialize(deserializer)?;
        Ok(pairs.into_iter().collect())
    }
}

/// Bytes that are text.
pub(crate) mod utf8 {
    use axum::body::Bytes;
    use serde::ser::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(
        bytes: &Bytes,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let text = std::str::from_utf8(bytes);
        let text = text.map_err(|_| S::Error::custom("bytes that are no text"))?;
        serializer.serialize_str(text)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Bytes, D::Error> {
        String::deserialize(deserializer).map(Bytes::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Named {
        #[serde(deserialize_with = "word")]
        name: Word,
    }

    #[test]
    fn a_word_is_made_once_and_a_long_one_never() {
        let read = |text: &str| serde_json::from_str::<Named>(text).map(|it| it.name);
        let (one, same) = (read(r#"{"name":"R03"}"#), read(r#"{"name":"R03"}"#));
        assert!(std::ptr::eq(one.unwrap(), same.unwrap()));
        let long = format!(r#"{{"name":"{}"}}"#, "x".repeat(LONG + 1));
        assert!(read(&long).is_err());
    }
}
