//! How much a tree holds.

use super::{Node, Value};

/// How much of the limits something takes.
#[derive(Clone, Copy, Default)]
pub(crate) struct Weight {
    pub(crate) nodes: usize,
    pub(crate) text: usize,
    /// Levels of mappings and sequences; 0 for a scalar.
    pub(crate) height: usize,
}

/// What a finished tree weighs.
pub(crate) fn weigh(node: &Node) -> Weight {
    let mut sum = Weight {
        nodes: 1,
        ..Weight::default()
    };
    let mut add = |child: &Node| {
        let weight = weigh(child);
        sum.nodes += weight.nodes;
        sum.text += weight.text;
        sum.height = sum.height.max(weight.height);
    };
    match &node.value {
        Value::Sequence(items) => {
            items.iter().for_each(add);
            sum.height += 1;
        }
        Value::Mapping(entries) => {
            for entry in entries {
                add(&entry.value);
            }
            sum.text += entries.iter().map(|entry| entry.key.len()).sum::<usize>();
            sum.height += 1;
        }
        Value::Number(text) | Value::String(text) => sum.text = text.len(),
        Value::Null | Value::Bool(_) => {}
    }
    sum
}
