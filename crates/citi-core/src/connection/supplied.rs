//! Parameters that the connection fills in.

use std::fmt;

use crate::{Place, Secret};

/// Values for parameters that operations declare and calls do not give: `client_id`, routing
/// headers.
#[derive(Clone, Default)]
pub(crate) struct Supplied(Vec<(Place, String, Secret)>);

impl Supplied {
    /// Sets a value; of two for the same parameter the later one counts.
    pub(crate) fn set(&mut self, place: Place, name: String, value: Secret) {
        self.0
            .retain(|(at, known, _)| *at != place || *known != name);
        self.0.push((place, name, value));
    }

    /// Takes the values of `later` too, which count where both have one.
    pub(crate) fn extend(&mut self, later: Self) {
        for (place, name, value) in later.0 {
            self.set(place, name, value);
        }
    }

    /// The values of a place.
    pub(crate) fn of(&self, place: Place) -> impl Iterator<Item = (&str, &Secret)> {
        self.0
            .iter()
            .filter(move |(at, ..)| *at == place)
            .map(|(_, name, value)| (name.as_str(), value))
    }
}

impl fmt::Debug for Supplied {
    /// Names only.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.0.iter().map(|(_, name, _)| name))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_later_value_counts_and_none_shows() {
        let mut supplied = Supplied::default();
        supplied.set(Place::Query, "client_id".to_owned(), "one".into());
        supplied.set(Place::Header, "client_id".to_owned(), "two".into());
        supplied.set(Place::Query, "client_id".to_owned(), "three".into());
        let values: Vec<_> = supplied
            .of(Place::Query)
            .map(|(_, value)| value.expose())
            .collect();
        assert_eq!(values, ["three"]);
        assert_eq!(format!("{supplied:?}"), r#"["client_id", "client_id"]"#);
    }
}
