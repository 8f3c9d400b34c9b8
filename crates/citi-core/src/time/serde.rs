//! Reading and writing: the text as it came.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Date, DateTime};
use crate::text;

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text::deserialize(deserializer).map(Self)
    }
}

impl<'de> Deserialize<'de> for DateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text::deserialize(deserializer).map(Self)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl Serialize for DateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_is_taken_and_written_back() {
        for text in [
            r#""2026-01-31""#,
            r#""""#,
            r#""in a while""#,
            r#""2026-01-31T24:00:00.000000001""#,
        ] {
            let date: Date = serde_json::from_str(text).unwrap();
            let time: DateTime = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&date).unwrap(), text);
            assert_eq!(serde_json::to_string(&time).unwrap(), text);
        }
    }

    #[test]
    fn a_number_is_its_text() {
        let date: Date = serde_json::from_str("20260131").unwrap();
        assert_eq!(date.to_civil(), Ok(jiff::civil::date(2026, 1, 31)));
        let time: DateTime = serde_json::from_str("1769903999000").unwrap();
        assert_eq!(
            time.to_timestamp().unwrap().to_string(),
            "2026-01-31T23:59:59Z"
        );
    }
}
