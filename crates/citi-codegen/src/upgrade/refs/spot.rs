//! A node and its address.

use crate::load::{Node, Pointer};

/// A node of the document and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Spot<'a> {
    /// The node.
    pub(crate) node: &'a Node,
    /// Its address.
    pub(crate) pointer: Pointer,
}

impl<'a> Spot<'a> {
    /// A node at an address.
    pub(crate) fn new(node: &'a Node, pointer: Pointer) -> Self {
        Self { node, pointer }
    }

    /// The member `key`, if it is there.
    pub(crate) fn get(&self, key: &str) -> Option<Spot<'a>> {
        self.node
            .get(key)
            .map(|node| Spot::new(node, self.pointer.key(key)))
    }
}
