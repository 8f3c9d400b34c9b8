//! Where in a tree something stands, in steps that can be walked.

use crate::load::{Node, Pointer, Value};

/// One step down. Items order by their index, so that locations in order are removed
/// safely from the last to the first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Key(String),
    Item(usize),
}

/// The steps from the root to a node.
pub(super) type Location = Vec<Step>;

pub(super) fn get<'n>(root: &'n Node, location: &[Step]) -> Option<&'n Node> {
    location.iter().try_fold(root, |node, step| match step {
        Step::Key(key) => node.get(key),
        Step::Item(index) => node.items().get(*index),
    })
}

pub(super) fn get_mut<'n>(root: &'n mut Node, location: &[Step]) -> Option<&'n mut Node> {
    let mut node = root;
    for step in location {
        node = match (step, &mut node.value) {
            (Step::Key(key), Value::Mapping(entries)) => {
                &mut entries.iter_mut().find(|entry| entry.key == *key)?.value
            }
            (Step::Item(index), Value::Sequence(items)) => items.get_mut(*index)?,
            _ => return None,
        };
    }
    Some(node)
}

/// Takes the node at `location` out of what holds it. Nothing happens if it is gone.
pub(super) fn remove(root: &mut Node, location: &[Step]) {
    let Some((last, outer)) = location.split_last() else {
        return;
    };
    let Some(holder) = get_mut(root, outer) else {
        return;
    };
    match (last, &mut holder.value) {
        (Step::Key(key), _) => {
            holder.remove(key);
        }
        (Step::Item(index), Value::Sequence(items)) if *index < items.len() => {
            items.remove(*index);
        }
        _ => {}
    }
}

pub(super) fn pointer(location: &[Step]) -> Pointer {
    let mut pointer = Pointer::root();
    for step in location {
        match step {
            Step::Key(key) => pointer.push_key(key),
            Step::Item(index) => pointer.push_index(*index),
        }
    }
    pointer
}
