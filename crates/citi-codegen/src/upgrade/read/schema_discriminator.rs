//! Schemas: how the arms of a union are told apart.

use crate::load::{Node, Pointer};
use crate::model::Discriminator;
use crate::upgrade::refs::Kind;
use crate::upgrade::rules::u026_discriminator_arm;

use super::Reader;

impl<'a> Reader<'a, '_> {
    /// Reads `discriminator`: a name in 2.0, a mapping in 3.x.
    #[inline(never)]
    pub(super) fn discriminator(&mut self, node: &'a Node, at: &Pointer) -> Option<Discriminator> {
        let property = node
            .get("propertyName")
            .unwrap_or(node)
            .as_str()
            .map(str::trim);
        let Some(property) = property.filter(|name| !name.is_empty()) else {
            if !node.is_null() {
                let found = "the discriminator names no property";
                self.tell(
                    &u026_discriminator_arm::RULE,
                    at,
                    node.span,
                    found,
                    "it is left out",
                );
            }
            return None;
        };
        let mut mapping = indexmap::IndexMap::new();
        for entry in node.get("mapping").map(Node::entries).unwrap_or_default() {
            let at = at.key("mapping").key(&entry.key);
            match entry.value.as_str().and_then(|text| self.arm(text)) {
                Some(name) => {
                    mapping.insert(entry.key.clone(), name);
                }
                None => {
                    let found = format!(
                        "the value `{}` stands for {}, which does not exist",
                        entry.key,
                        entry.value.to_json()
                    );
                    let rule = &u026_discriminator_arm::RULE;
                    self.tell(rule, &at, entry.value.span, found, "the entry is left out");
                }
            }
        }
        Some(Discriminator {
            property: property.to_owned(),
            mapping,
        })
    }

    /// The schema that an entry of a mapping means: a name, or a reference.
    fn arm(&mut self, text: &str) -> Option<String> {
        if self.names.spot(text).is_some() {
            return Some(text.to_owned());
        }
        let spot = self.peek(text, Kind::Schema)?;
        match self.names.of(&spot.pointer) {
            Some(name) => Some(name.to_owned()),
            None if spot.node.is_mapping() => Some(self.names.make_up(spot)),
            None => None,
        }
    }
}
