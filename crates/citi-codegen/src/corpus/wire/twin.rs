//! Paths that no address tells apart.

use crate::lower::plan::OperationPlan;
use crate::model::{Document, Operation};

/// Another path of the same method that differs in the names of its placeholders alone.
pub(super) fn twin(document: &Document, plan: &OperationPlan) -> Option<String> {
    let shape = shape(&plan.path);
    let mut others = document.operations.iter();
    let same = |other: &&Operation| {
        other.method == plan.method && other.path != plan.path && self::shape(&other.path) == shape
    };
    others.find(same).map(|other| other.path.clone())
}

/// A path without the names of its placeholders.
fn shape(path: &str) -> String {
    let mut inside = false;
    path.chars()
        .filter(|c| {
            let kept = !inside || *c == '}';
            inside = *c == '{' || inside && *c != '}';
            kept
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_tell_no_paths_apart() {
        assert_eq!(shape("/a/{id}/b/{c.d}"), shape("/a/{name}/b/{e}"));
        assert_ne!(shape("/a/{id}"), shape("/a/id"));
        assert_ne!(shape("/a/{id}"), shape("/a/{id}.json"));
    }
}
