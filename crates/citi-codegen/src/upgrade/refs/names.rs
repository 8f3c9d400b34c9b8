//! Names of schemas: those that the document gives, and those made up for other places.

use std::collections::HashMap;

use heck::ToUpperCamelCase;
use indexmap::IndexMap;

use crate::load::Pointer;

use super::Spot;

/// Every schema that has a name, in the order in which the names were given.
#[derive(Default)]
pub(crate) struct Names<'a> {
    by_pointer: HashMap<String, String>,
    named: IndexMap<String, Spot<'a>>,
}

impl<'a> Names<'a> {
    /// The name of the schema at `pointer`, if it has one.
    pub(crate) fn of(&self, pointer: &Pointer) -> Option<&str> {
        self.by_pointer.get(pointer.as_str()).map(String::as_str)
    }

    /// The schema with this name.
    pub(crate) fn spot(&self, name: &str) -> Option<&Spot<'a>> {
        self.named.get(name)
    }

    /// Gives the schema at `spot` the name `wish`, or that with a number behind it if another
    /// schema has it. Two names for schemas that say the same become one.
    pub(crate) fn give(&mut self, wish: &str, spot: Spot<'a>) -> String {
        let wish = if wish.is_empty() { "Schema" } else { wish };
        let mut name = wish.to_owned();
        let mut number = 2;
        while let Some(taken) = self.named.get(&name) {
            if taken.node == spot.node {
                self.by_pointer
                    .insert(spot.pointer.to_string(), name.clone());
                return name;
            }
            name = format!("{wish}{number}");
            number += 1;
        }
        self.by_pointer
            .insert(spot.pointer.to_string(), name.clone());
        self.named.insert(name.clone(), spot);
        name
    }

    /// Makes a name up for the schema at `spot`, told by its address.
    pub(crate) fn make_up(&mut self, spot: Spot<'a>) -> String {
        let wish = self.wish(&spot.pointer);
        self.give(&wish, spot)
    }

    /// The schema number `at`, in the order of naming.
    pub(crate) fn nth(&self, at: usize) -> Option<(String, Spot<'a>)> {
        self.named
            .get_index(at)
            .map(|(name, spot)| (name.clone(), spot.clone()))
    }

    fn wish(&self, pointer: &Pointer) -> String {
        let tokens: Vec<String> = pointer.tokens().collect();
        let (base, from) = self.nearest(&tokens);
        let rest = tokens.get(from..).unwrap_or_default();
        if let [section, name] = rest
            && (section == "$defs" || section == "definitions")
            && !self.named.contains_key(name)
        {
            return name.clone();
        }
        let mut out = base;
        let mut media = false;
        for token in rest {
            if std::mem::take(&mut media) {
                continue;
            }
            match token.as_str() {
                "paths" | "components" | "schema" | "schemas" | "properties" | "definitions"
                | "$defs" | "webhooks" => {}
                "content" => media = true,
                "requestBody" | "requestBodies" => out.push_str("Request"),
                "responses" => out.push_str("Response"),
                "parameters" => out.push_str("Parameter"),
                "items" => out.push_str("Item"),
                "additionalProperties" => out.push_str("Value"),
                "allOf" | "oneOf" | "anyOf" => out.push_str("Option"),
                other => out.push_str(&other.to_upper_camel_case()),
            }
        }
        out
    }

    /// The name of the nearest named schema around the place, and how many tokens lead to it.
    fn nearest(&self, tokens: &[String]) -> (String, usize) {
        let mut pointer = Pointer::root();
        let mut found = (String::new(), 0);
        for (at, token) in tokens.iter().enumerate() {
            pointer = pointer.key(token);
            if let Some(name) = self.of(&pointer) {
                found = (name.to_owned(), at + 1);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::upgrade::testing::tree;

    #[test]
    fn names_tell_the_place_and_are_unique() {
        let (one, two) = (tree("1"), tree("2"));
        let mut names = Names::default();
        let at = |text: &str| Pointer::parse(text).unwrap();
        assert_eq!(names.give("A", Spot::new(&one, at("/definitions/A"))), "A");
        assert_eq!(
            names.give("A", Spot::new(&one, at("/components/schemas/A"))),
            "A"
        );
        assert_eq!(names.give("A", Spot::new(&two, at("/x/A"))), "A2");
        assert_eq!(
            names.make_up(Spot::new(
                &two,
                at("/definitions/A/properties/due_date/items")
            )),
            "ADueDateItem"
        );
        assert_eq!(
            names.make_up(Spot::new(&two, at("/definitions/A/$defs/Inner"))),
            "Inner"
        );
        let place =
            "/paths/~1a~1{id}/put/requestBody/content/application~1json/schema/properties/x";
        assert_eq!(names.make_up(Spot::new(&two, at(place))), "AIdPutRequestX");
        assert_eq!(names.of(&at("/components/schemas/A")), Some("A"));
    }
}
