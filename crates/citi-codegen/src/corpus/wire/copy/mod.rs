//! The document as the mock gets it: as published, but for what the mock itself can't take.

mod answers;
mod bodies;
mod change;
mod find;
mod headers;
mod media_types;
mod path_names;
mod produced;
mod references;
mod two_zero;

use crate::load::Node;
use crate::lower::plan::ModulePlan;

pub use change::Change;

/// The copy of the document `published` that the mock gets, and each thing in which it differs;
/// `None` if it differs in nothing: then the mock gets the file itself.
///
/// A change is made only where the mock breaks on the document or reads its dialect too narrowly,
/// and never takes away anything that a request is judged by.
#[must_use]
pub fn copy(published: &Node, module: &ModulePlan) -> Option<(Node, Vec<Change>)> {
    let mut copy = published.clone();
    let mut changes = references::without_dangling(&mut copy);
    changes.extend(media_types::with_names_put_right(&mut copy));
    changes.extend(headers::without_structured(&mut copy));
    changes.extend(bodies::with_media_types(&mut copy, module));
    changes.extend(produced::with_media_types(&mut copy, module));
    changes.extend(answers::slimmed(&mut copy));
    changes.extend(path_names::without_placeless(&mut copy));
    changes.extend(path_names::without_punctuation(&mut copy));
    (!changes.is_empty()).then_some((copy, changes))
}
