//! [`Map`]: string keys in the order in which they came.

use std::borrow::Borrow;
use std::hash::Hash;
use std::ops::Index;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// A map with string keys that keeps the order in which they came.
///
/// Equality does not look at the order. A key that comes twice keeps its first place and its last
/// value.
///
/// ```
/// use citi_core::{Map, Number};
///
/// let rates: Map<Number> = serde_json::from_str(r#"{"USD":1.0850,"EUR":1.00}"#)?;
/// assert_eq!(rates["USD"].as_str(), "1.0850");
/// assert_eq!(rates.keys().collect::<Vec<_>>(), ["USD", "EUR"]);
/// assert_eq!(serde_json::to_string(&rates)?, r#"{"USD":1.0850,"EUR":1.00}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Map<T>(IndexMap<String, T>);

impl<T> Map<T> {
    /// An empty map.
    #[must_use]
    pub fn new() -> Self {
        Self(IndexMap::new())
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&T> {
        self.0.get(key)
    }

    /// The value of a key, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut T> {
        self.0.get_mut(key)
    }

    /// Whether there is such a key.
    #[must_use]
    pub fn contains_key(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// Sets a value; a new key goes to the end. Gives the value that was there.
    pub fn insert(&mut self, key: impl Into<String>, value: T) -> Option<T> {
        self.0.insert(key.into(), value)
    }

    /// Takes a value out; the others keep their order.
    pub fn remove(&mut self, key: &str) -> Option<T> {
        self.0.shift_remove(key)
    }

    /// The entries, in order.
    pub fn iter(&self) -> indexmap::map::Iter<'_, String, T> {
        self.0.iter()
    }

    /// The keys, in order.
    pub fn keys(&self) -> indexmap::map::Keys<'_, String, T> {
        self.0.keys()
    }

    /// The values, in order.
    pub fn values(&self) -> indexmap::map::Values<'_, String, T> {
        self.0.values()
    }
}

impl<T> Default for Map<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Into<String>, T> FromIterator<(K, T)> for Map<T> {
    fn from_iter<I: IntoIterator<Item = (K, T)>>(entries: I) -> Self {
        Self(
            entries
                .into_iter()
                .map(|(key, value)| (key.into(), value))
                .collect(),
        )
    }
}

impl<K: Into<String>, T> Extend<(K, T)> for Map<T> {
    fn extend<I: IntoIterator<Item = (K, T)>>(&mut self, entries: I) {
        self.0
            .extend(entries.into_iter().map(|(key, value)| (key.into(), value)));
    }
}

impl<T> IntoIterator for Map<T> {
    type Item = (String, T);
    type IntoIter = indexmap::map::IntoIter<String, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Map<T> {
    type Item = (&'a String, &'a T);
    type IntoIter = indexmap::map::Iter<'a, String, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T, Q> Index<&Q> for Map<T>
where
    Q: ?Sized + Hash + indexmap::Equivalent<String>,
    String: Borrow<Q>,
{
    type Output = T;

    /// The value of a key.
    ///
    /// # Panics
    /// If there is no such key, as with every map of Rust; [`Map::get`] gives an option.
    fn index(&self, key: &Q) -> &T {
        &self.0[key]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Number;

    #[test]
    fn order_is_kept_and_digits_too() {
        let text = r#"{"z":{"b":1.10,"a":1E-30},"a":{}}"#;
        let map: Map<Map<Number>> = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&map).unwrap(), text);
        assert_eq!(map.len(), 2);
        assert!(map["a"].is_empty() && map.get("q").is_none());
    }

    #[test]
    fn entries_come_and_go_in_order() {
        let mut map: Map<u8> = [("one", 1), ("two", 2)].into_iter().collect();
        assert_eq!(map.insert("three", 3), None);
        assert_eq!(map.insert("one", 9), Some(1));
        assert_eq!(map.remove("two"), Some(2));
        map.extend([("four", 4)]);
        let entries: Vec<_> = map
            .iter()
            .map(|(key, value)| (key.as_str(), *value))
            .collect();
        assert_eq!(entries, [("one", 9), ("three", 3), ("four", 4)]);
        let other: Map<u8> = [("four", 4), ("three", 3), ("one", 9)]
            .into_iter()
            .collect();
        assert_eq!(map, other);
    }
}
