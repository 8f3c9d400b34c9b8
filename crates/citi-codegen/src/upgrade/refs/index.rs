//! Quick ways into big mappings.

use std::collections::HashMap;

use crate::load::{Entry, Node, Pointer, Value};

use super::Spot;
use super::spelling::{decode, unescape};

/// Mappings of up to this many members are searched one by one.
const SMALL: usize = 16;

/// Finds nodes by their address; big mappings are indexed when they are first asked.
#[derive(Default)]
pub(crate) struct Index<'a> {
    /// Address of the node in memory → key → position. The tree does not move while it is read.
    maps: HashMap<usize, HashMap<&'a str, usize>>,
    /// `$anchor`, `$dynamicAnchor` and `$id` → address; made when first asked.
    anchors: Option<HashMap<String, Spot<'a>>>,
}

impl<'a> Index<'a> {
    /// The member `key` of `node`.
    pub(crate) fn member(&mut self, node: &'a Node, key: &str) -> Option<&'a Entry> {
        let entries = node.entries();
        if entries.len() <= SMALL {
            return entries.iter().find(|entry| entry.key == key);
        }
        let map = self
            .maps
            .entry(std::ptr::from_ref(node).addr())
            .or_insert_with(|| {
                let keys = entries.iter().enumerate();
                keys.map(|(at, entry)| (entry.key.as_str(), at)).collect()
            });
        map.get(key).and_then(|at| entries.get(*at))
    }

    /// The node that `tokens` (as written in a reference) lead to. `loose` takes a member whose
    /// key differs by case or blanks only, if there is exactly one.
    pub(crate) fn walk<T: AsRef<str>>(
        &mut self,
        root: &'a Node,
        tokens: &[T],
        loose: bool,
    ) -> Option<Spot<'a>> {
        let mut spot = Spot::new(root, Pointer::root());
        for token in tokens {
            spot = self.step(&spot, token.as_ref(), loose)?;
        }
        Some(spot)
    }

    fn step(&mut self, spot: &Spot<'a>, token: &str, loose: bool) -> Option<Spot<'a>> {
        match &spot.node.value {
            Value::Sequence(items) => {
                let at = token.parse::<usize>().ok()?;
                items
                    .get(at)
                    .map(|node| Spot::new(node, spot.pointer.index(at)))
            }
            Value::Mapping(entries) => {
                let decoded = decode(token);
                let entry = self
                    .member(spot.node, &decoded)
                    .or_else(|| self.member(spot.node, &unescape(token)))
                    .or_else(|| {
                        if loose {
                            similar(entries, &decoded)
                        } else {
                            None
                        }
                    })?;
                Some(Spot::new(&entry.value, spot.pointer.key(&entry.key)))
            }
            _ => None,
        }
    }

    /// The schema that carries the anchor `name`.
    pub(crate) fn anchor(&mut self, root: &'a Node, name: &str) -> Option<Spot<'a>> {
        let anchors = self.anchors.get_or_insert_with(|| {
            let mut found = HashMap::new();
            gather(root, &Pointer::root(), &mut found);
            found
        });
        anchors.get(name).cloned()
    }
}

fn similar<'a>(entries: &'a [Entry], key: &str) -> Option<&'a Entry> {
    let mut found = entries
        .iter()
        .filter(|entry| entry.key.trim().eq_ignore_ascii_case(key.trim()));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn gather<'a>(node: &'a Node, at: &Pointer, found: &mut HashMap<String, Spot<'a>>) {
    for key in ["$anchor", "$dynamicAnchor", "$id", "id"] {
        if let Some(name) = node.get(key).and_then(Node::as_str) {
            let name = name.trim_start_matches('#');
            found
                .entry(name.to_owned())
                .or_insert_with(|| Spot::new(node, at.clone()));
        }
    }
    for entry in node.entries() {
        gather(&entry.value, &at.key(&entry.key), found);
    }
    for (index, item) in node.items().iter().enumerate() {
        gather(item, &at.index(index), found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::upgrade::testing::tree;

    #[test]
    fn finds_in_big_mappings_and_lists() {
        let members: Vec<String> = (0..40)
            .map(|n| format!("\"K{n}\":[{n},{{\"a b\":true}}]"))
            .collect();
        let root = tree(&format!("{{{}}}", members.join(",")));
        let mut index = Index::default();
        let spot = index.walk(&root, &["K33", "1", "a%20b"], false).unwrap();
        assert_eq!(spot.node.as_bool(), Some(true));
        assert_eq!(spot.pointer.as_str(), "/K33/1/a b");
        assert!(index.walk(&root, &["k33"], false).is_none());
        assert_eq!(
            index.walk(&root, &["k33"], true).unwrap().pointer.as_str(),
            "/K33"
        );
    }

    #[test]
    fn two_similar_keys_match_neither() {
        let root = tree(r#"{"Ab":1,"aB":2}"#);
        assert!(Index::default().walk(&root, &["ab"], true).is_none());
    }
}
