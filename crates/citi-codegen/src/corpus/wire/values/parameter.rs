//! Values that an address or a header carries.

use super::Values;
use super::nodes::text;
use crate::load::Node;
use crate::model::{Parameter, Place};

impl<'a> Values<'a> {
    /// A value of a parameter. What the document proposes and no address or header can carry (an
    /// empty path segment, line breaks) is not proposed.
    pub fn parameter(&mut self, parameter: &'a Parameter) -> Node {
        let node = self.value(&parameter.schema, &parameter.examples);
        let node = self.not_empty(&parameter.schema, node);
        let Some(word) = node.as_str() else {
            return node;
        };
        let nothing = parameter.place == Place::Path && ["", ".", ".."].contains(&word);
        if nothing {
            return self.own(&parameter.schema, 0).unwrap_or_else(|| text("a"));
        }
        // Whoever reads a media type breaks on what is none.
        if parameter.place == Place::Header
            && parameter.name.eq_ignore_ascii_case("content-type")
            && !word.contains('/')
        {
            return text("application/json");
        }
        if parameter.place == Place::Header {
            let one_line = word.split(['\r', '\n']).map(str::trim);
            let one_line: Vec<_> = one_line.filter(|part| !part.is_empty()).collect();
            return text(&one_line.join(" "));
        }
        node
    }
}
