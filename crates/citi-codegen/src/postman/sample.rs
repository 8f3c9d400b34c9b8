//! The document's own example, else a value that is made.

use crate::corpus::wire::Values;
use crate::load::Node;
use crate::model::{Document, Media, Parameter};

/// The example of a body; `None` if the document does not say what it holds.
pub(super) fn of_media(document: &Document, media: &Media) -> Option<Node> {
    match &media.schema {
        Some(schema) => Some(Values::new(document).value(schema, &media.examples)),
        None => Some(media.examples.first()?.value.clone()),
    }
}

/// The example of a parameter, as it stands in an address or a header.
pub(super) fn of_parameter(document: &Document, parameter: &Parameter) -> String {
    let node = Values::new(document).parameter(parameter);
    node.scalar_text().unwrap_or_else(|| {
        let items: Vec<_> = node.items().iter().filter_map(Node::scalar_text).collect();
        items.join(",")
    })
}
