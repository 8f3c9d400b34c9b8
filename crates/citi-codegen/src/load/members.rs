//! A mapping, while its members come in.

use std::collections::HashMap;

use super::{Entry, Node, Span, Value};

/// Mappings up to this size are searched; longer ones get an index, so that a mapping of a
/// hundred thousand keys costs a hundred thousand steps and not their square.
const SEARCHED: usize = 16;

/// A key of a mapping whose value is still to come.
pub(super) struct Key {
    pub(super) text: String,
    pub(super) span: Span,
    /// Whether it is YAML's merge key.
    pub(super) merge: bool,
}

/// The members of a mapping that is not closed yet.
#[derive(Default)]
pub(super) struct Members {
    pub(super) entries: Vec<Entry>,
    pub(super) key: Option<Key>,
    index: HashMap<String, usize>,
    /// What merge keys bring in, and before which entry.
    pub(super) merges: Vec<(usize, Node)>,
}

impl Members {
    pub(super) fn position(&self, key: &str) -> Option<usize> {
        if self.entries.len() <= SEARCHED {
            self.entries.iter().position(|entry| entry.key == key)
        } else {
            self.index.get(key).copied()
        }
    }

    pub(super) fn push(&mut self, entry: Entry) {
        let at = self.entries.len();
        if at == SEARCHED {
            let known = self.entries.iter().enumerate();
            self.index = known.map(|(at, entry)| (entry.key.clone(), at)).collect();
        }
        if at >= SEARCHED {
            self.index.insert(entry.key.clone(), at);
        }
        self.entries.push(entry);
    }

    /// The entries, with those that merge keys bring in: an entry of the mapping's own
    /// wins over all of them, an earlier merge over a later one.
    pub(super) fn finish(mut self) -> Vec<Entry> {
        if self.merges.is_empty() {
            return self.entries;
        }
        let mut taken: std::collections::HashSet<String> =
            self.entries.iter().map(|entry| entry.key.clone()).collect();
        let merges = std::mem::take(&mut self.merges);
        let mut own = self.entries.into_iter();
        let mut all = Vec::new();
        let mut before = 0;
        for (at, node) in merges {
            all.extend(own.by_ref().take(at - before));
            before = at;
            let sources = match node.value {
                Value::Sequence(items) => items,
                value => vec![Node::new(value, node.span)],
            };
            for source in sources {
                if let Value::Mapping(entries) = source.value {
                    let fresh = entries
                        .into_iter()
                        .filter(|entry| taken.insert(entry.key.clone()));
                    all.extend(fresh);
                }
            }
        }
        all.extend(own);
        all
    }
}

/// Whether a merge key can take this value: a mapping, or a list of mappings.
pub(super) fn merges(value: &Node) -> bool {
    value.is_mapping()
        || matches!(&value.value, Value::Sequence(items) if items.iter().all(Node::is_mapping))
}
