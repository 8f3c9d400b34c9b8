//! [`Patterns`]: the patterns of the documents, compiled once.

use std::collections::BTreeMap;

use citi_codegen::model::{Additional, Schema};
use regress::Regex;

/// The patterns of the documents, compiled once. They are of ECMA 262.
#[derive(Default)]
pub(crate) struct Patterns(BTreeMap<String, Regex>);

impl Patterns {
    /// Compiles every pattern in a schema.
    ///
    /// # Errors
    /// A pattern that is none.
    pub(crate) fn gather(&mut self, schema: &Schema) -> Result<(), String> {
        let said = |(pattern, error)| format!("the pattern {pattern} is none: {error}");
        self.gathered(schema).map_err(said)
    }

    /// The first pattern that is none, and why.
    fn gathered(&mut self, schema: &Schema) -> Result<(), (String, regress::Error)> {
        let keys = schema.pattern_properties.keys();
        for pattern in schema.pattern.iter().chain(keys) {
            if !self.0.contains_key(pattern) {
                let regex = Regex::new(pattern).map_err(|error| (pattern.clone(), error))?;
                self.0.insert(pattern.clone(), regex);
            }
        }
        let additional = match &schema.additional {
            Additional::Schema(inner) => Some(inner.as_ref()),
            _ => None,
        };
        schema
            .properties
            .values()
            .chain(schema.pattern_properties.values())
            .chain(schema.items.as_deref())
            .chain(&schema.prefix_items)
            .chain(
                schema
                    .all_of
                    .iter()
                    .chain(&schema.one_of)
                    .chain(&schema.any_of),
            )
            .chain(schema.not.as_deref())
            .chain(additional)
            .try_for_each(|inner| self.gathered(inner))
    }

    /// The same, but a pattern that is none fits everything.
    pub(crate) fn gather_leniently(&mut self, schema: &Schema) {
        while let Err((pattern, _)) = self.gathered(schema) {
            let Ok(any) = Regex::new("") else {
                return;
            };
            self.0.insert(pattern, any);
        }
    }

    /// Whether the text fits a pattern that was gathered.
    pub(crate) fn fits(&self, pattern: &str, text: &str) -> bool {
        self.0
            .get(pattern)
            .is_some_and(|regex| regex.find(text).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_that_is_none_is_refused() {
        let schema = Schema {
            items: Some(Box::new(Schema {
                pattern: Some("(".to_owned()),
                ..Schema::default()
            })),
            ..Schema::default()
        };
        let error = Patterns::default().gather(&schema).unwrap_err();
        assert!(error.starts_with("the pattern ( is none"), "{error}");
    }
}
