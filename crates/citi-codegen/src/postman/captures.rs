//! [`Captures`]: which variables answers set, so that one request goes on where another ended.

use std::collections::BTreeMap;

use super::sample;
use crate::load::{Node, Value};
use crate::model::{Document, Operation, Place, Schema, Type};

/// The parameters of paths, which are the variables of the collection.
#[derive(Debug, Default)]
pub(super) struct Captures {
    /// Name → example of the first document that has it.
    pub(super) variables: BTreeMap<String, String>,
}

/// Where an answer holds the value of a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A property of the answer.
    Own,
    /// A property of the items of this list of the answer.
    InList(String),
}

impl Captures {
    /// The variables of these documents.
    pub(super) fn of(documents: &[&Document]) -> Self {
        let mut captures = Self::default();
        for document in documents {
            let parameters = document.operations.iter().flat_map(|it| &it.parameters);
            for parameter in parameters.filter(|it| it.place == Place::Path) {
                captures
                    .variables
                    .entry(parameter.name.clone())
                    .or_insert_with(|| sample::of_parameter(document, parameter));
            }
        }
        captures
    }

    /// The variables that a successful answer of the operation holds.
    pub(super) fn found(&self, document: &Document, operation: &Operation) -> Vec<(&str, Found)> {
        let Some(schema) = answer(document, operation) else {
            return Vec::new();
        };
        let place = |name: &String| {
            if schema.properties.contains_key(name) {
                return Some(Found::Own);
            }
            let holds = |property: &Schema| {
                let list = document.resolve(property)?;
                let item = document.resolve(list.items.as_deref()?)?;
                Some(item.properties.contains_key(name))
            };
            let mut lists = schema.properties.iter();
            let list = lists.find(|(_, property)| holds(property) == Some(true))?.0;
            Some(Found::InList(list.clone()))
        };
        let named = self.variables.keys();
        named
            .filter_map(|name| Some((name.as_str(), place(name)?)))
            .collect()
    }

    /// A body in which the examples of variables are the variables: `123456789` becomes `{{accountId}}`.
    pub(super) fn with_variables(&self, body: &mut Node) {
        match &mut body.value {
            Value::String(text) => {
                if let Some((name, _)) = self.variables.iter().find(|(_, it)| *it == text) {
                    *text = format!("{{{{{name}}}}}");
                }
            }
            Value::Sequence(items) => items.iter_mut().for_each(|it| self.with_variables(it)),
            Value::Mapping(members) => members
                .iter_mut()
                .for_each(|it| self.with_variables(&mut it.value)),
            _ => {}
        }
    }
}

/// What the first successful answer with a body holds.
pub(super) fn answer<'a>(document: &'a Document, operation: &'a Operation) -> Option<&'a Schema> {
    let mut successes = operation
        .responses
        .iter()
        .filter(|it| it.status.is_success());
    let schema = successes.find_map(|it| it.content.iter().find_map(|it| it.schema.as_ref()))?;
    document.resolve(schema)
}

/// The properties that stand in the request and in the answer, required in both, as free text that
/// an answer has no reason to change: what comes back is what was sent.
pub(super) fn echoed(document: &Document, operation: &Operation) -> Vec<String> {
    let asked = operation
        .body
        .iter()
        .flat_map(|body| &body.content)
        .find_map(|media| media.schema.as_ref())
        .and_then(|schema| document.resolve(schema));
    let (Some(asked), Some(answered)) = (asked, answer(document, operation)) else {
        return Vec::new();
    };
    let is_text = |schema: &Schema| {
        let found = document.resolve(schema);
        found.is_some_and(|it| it.inferred_type() == Some(Type::String) && it.format.is_none())
    };
    let both = asked.required.iter().filter(|name| {
        let sent = asked.properties.get(*name);
        let back = answered.properties.get(*name);
        answered.required.contains(*name) && sent.is_some_and(is_text) && back.is_some_and(is_text)
    });
    both.cloned().collect()
}
