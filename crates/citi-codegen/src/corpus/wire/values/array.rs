//! Lists.

use super::Values;
use super::nodes::{scalar, text};
use crate::load::{Node, Value};
use crate::model::Schema;

impl<'a> Values<'a> {
    /// As few items as the schema takes, but one if it takes one.
    pub(super) fn array(&mut self, schema: &'a Schema, depth: usize) -> Node {
        let most = schema.max_items.unwrap_or(u64::MAX);
        // An empty list in a query is no list at all, so one item where the document does not say.
        let count = schema.min_items.unwrap_or(1).max(1).min(most).min(64);
        let mut items: Vec<Node> = Vec::new();
        for index in 0..usize::try_from(count).unwrap_or(1) {
            let item = schema.prefix_items.get(index).or(schema.items.as_deref());
            let mut value = match item {
                Some(item) => self.build(item, depth + 1),
                None => text("a"),
            };
            if schema.unique_items && items.contains(&value) {
                let choices = item.and_then(|item| item.values.as_ref());
                let other = choices.into_iter().flatten().find(|v| !items.contains(v));
                value = match (other, &value.value) {
                    (Some(other), _) => other.clone(),
                    (None, Value::Number(_)) => scalar(Value::Number(index.to_string())),
                    (None, Value::String(word)) => text(&format!("{word}{index}")),
                    (None, _) => value,
                };
            }
            items.push(value);
        }
        scalar(Value::Sequence(items))
    }
}
