//! Unions: the arm that keeps most of what came.

use std::cell::Cell;

use serde::Serialize;
use serde::de::{Deserialize, DeserializeOwned, Deserializer};

use crate::Json;
use crate::deviation::{self, DeviationKind, Found};

thread_local! {
    /// How many values were met on this thread that the document does not know.
    static UNKNOWN: Cell<u64> = const { Cell::new(0) };
}

/// Notes that a value was met which the document does not know; an arm in which that happens fits worse.
pub(super) fn met_unknown() {
    UNKNOWN.with(|count| count.set(count.get() + 1));
}

/// A value that is one of several types, while it is found out which.
///
/// With a discriminator the arm that its value names is taken. Without one, or if no arm is named so, each arm is tried
/// on the text, and the one is taken that meets the fewest unknown values and, among those, keeps the most of the text.
pub struct Union<U> {
    json: Json,
    tag: Option<String>,
    tagged: Option<U>,
    stated: bool,
    known_tag: bool,
    best: Option<(Score, U, Vec<Found>)>,
}

/// Unknown values met, and bytes not kept: less is better.
type Score = (u64, usize);

impl<U> Union<U> {
    /// Reads the value's text.
    ///
    /// # Errors
    /// If there is none.
    pub fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self {
            json: Json::deserialize(deserializer)?,
            tag: None,
            tagged: None,
            stated: false,
            known_tag: false,
            best: None,
        })
    }

    /// Reads the discriminator. If the document states all its values, an unstated one is an arm that this
    /// crate does not know.
    #[must_use]
    pub fn tagged(mut self, property: &str, stated: bool) -> Self {
        self.tag = tag(&self.json, property);
        self.stated = stated;
        self
    }

    /// Tries an arm.
    #[must_use]
    pub fn arm<T: DeserializeOwned + Serialize>(
        mut self,
        tags: &[&str],
        wrap: impl FnOnce(T) -> U,
    ) -> Self {
        if self.tagged.is_some() {
            return self;
        }
        if let Some(tag) = &self.tag {
            if tags.contains(&tag.as_str()) {
                self.known_tag = true;
                let mark = deviation::mark();
                self.tagged = self.json.parse::<T>().ok().map(wrap);
                if self.tagged.is_none() {
                    drop(deviation::since(mark));
                }
                return self;
            }
            if self.stated {
                return self;
            }
        }
        let before = UNKNOWN.with(Cell::get);
        let mark = deviation::mark();
        let value = self.json.parse::<T>();
        let met = deviation::since(mark);
        let Ok(value) = value else {
            return self;
        };
        let unknown = UNKNOWN.with(Cell::get) - before;
        let Ok(kept) = serde_json::to_string(&value) else {
            return self;
        };
        let is_list = |text: &str| text.trim_start().starts_with('[');
        if is_list(self.json.as_str()) != is_list(&kept) {
            // serde reads a list into a struct, field by field.
            return self;
        }
        let inside = ['{', '}', ' ', '\n', '\r', '\t'];
        if kept == "{}" && !self.json.as_str().trim_matches(inside).is_empty() {
            // Nothing of it is left: the text as it is says more.
            return self;
        }
        let score = (unknown, self.json.as_str().len().saturating_sub(kept.len()));
        if self.best.as_ref().is_none_or(|(best, ..)| score < *best) {
            self.best = Some((score, wrap(value), met));
        }
        self
    }

    /// The arm found, else the text as it is.
    pub fn or_else(self, unknown: impl FnOnce(Json) -> U) -> U {
        if let Some(value) = self.tagged {
            return value;
        }
        // A known tag on a value that its arm can't read: what another arm makes of it would be a guess.
        match self.best {
            Some((_, value, met)) if !self.known_tag => {
                deviation::rewind(met);
                value
            }
            _ => {
                met_unknown();
                let name = std::any::type_name::<U>();
                let name = name.rsplit("::").next().unwrap_or(name);
                let tag = self.tag.as_deref().unwrap_or("no discriminator");
                deviation::met(DeviationKind::UnknownForm, name, tag);
                unknown(self.json)
            }
        }
    }
}

/// The text of a member of an object.
fn tag(json: &Json, property: &str) -> Option<String> {
    let members: crate::Map<Json> = json.parse().ok()?;
    let value = members.get(property)?;
    value
        .parse::<String>()
        .ok()
        .or_else(|| Some(value.as_str().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Number;
    use serde::Deserialize;

    #[derive(Debug, PartialEq, Deserialize, Serialize)]
    struct Small {
        #[serde(skip_serializing_if = "Option::is_none")]
        a: Option<Number>,
    }

    #[derive(Debug, PartialEq, Deserialize, Serialize)]
    struct Large {
        #[serde(skip_serializing_if = "Option::is_none")]
        a: Option<Number>,
        #[serde(skip_serializing_if = "Option::is_none")]
        b: Option<String>,
    }

    #[derive(Debug, PartialEq)]
    enum Either {
        Small(Small),
        Large(Large),
        Unknown(Json),
    }

    fn read(text: &str) -> Either {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        Union::read(&mut deserializer)
            .unwrap()
            .arm(&[], Either::Small)
            .arm(&[], Either::Large)
            .or_else(Either::Unknown)
    }

    fn read_tagged(text: &str, stated: bool) -> Either {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        Union::read(&mut deserializer)
            .unwrap()
            .tagged("kind", stated)
            .arm(&["small"], Either::Small)
            .arm(&["large"], Either::Large)
            .or_else(Either::Unknown)
    }

    #[test]
    fn the_arm_that_keeps_most_is_taken_and_digits_survive() {
        let number = "0.1000000000000000000000000000000000001";
        assert!(
            matches!(read(&format!("{{\"a\":{number}}}")), Either::Small(small) if small.a.as_ref().unwrap().as_str() == number)
        );
        assert!(matches!(read("{\"a\":1,\"b\":\"x\"}"), Either::Large(_)));
        assert!(matches!(read("{\"b\":\"x\"}"), Either::Large(_)));
        assert!(matches!(read("[1]"), Either::Unknown(_)));
        assert!(matches!(read("{ }"), Either::Small(_)));
    }

    #[test]
    fn an_arm_that_keeps_nothing_is_no_arm() {
        let text = "{\"other\":1}";
        assert!(matches!(read(text), Either::Unknown(json) if json.as_str() == text));
    }

    #[test]
    fn a_tag_decides_whatever_fits_better() {
        assert!(matches!(
            read_tagged("{\"kind\":\"small\",\"b\":\"x\"}", true),
            Either::Small(_)
        ));
        assert!(matches!(
            read_tagged("{\"kind\":\"new\",\"b\":\"x\"}", true),
            Either::Unknown(_)
        ));
        assert!(matches!(
            read_tagged("{\"kind\":\"new\",\"b\":\"x\"}", false),
            Either::Large(_)
        ));
        assert!(matches!(
            read_tagged("{\"kind\":\"large\",\"b\":5}", true),
            Either::Unknown(_)
        ));
    }
}
