//! An update, merged into what a target matched.

use super::location::{Location, Step};
use crate::load::{Node, Value};

/// Checks that `update` can be merged into `target`: else says where below the target it
/// can't. An object takes an object's members, a list takes items, and a scalar is
/// replaced by anything.
pub(super) fn fits(target: &Node, update: &Node) -> Result<(), Location> {
    match (&target.value, &update.value) {
        // At the target itself a list takes one entry, too.
        (Value::Sequence(_), _) => Ok(()),
        _ => fits_below(target, update, &mut Vec::new()),
    }
}

fn fits_below(target: &Node, update: &Node, at: &mut Location) -> Result<(), Location> {
    match (&target.value, &update.value) {
        (Value::Mapping(_), Value::Mapping(additions)) => {
            for addition in additions {
                if let Some(member) = target.get(&addition.key) {
                    at.push(Step::Key(addition.key.clone()));
                    fits_below(member, &addition.value, at)?;
                    at.pop();
                }
            }
            Ok(())
        }
        (Value::Sequence(_), Value::Sequence(_)) => Ok(()),
        (Value::Mapping(_) | Value::Sequence(_), _) => Err(at.clone()),
        _ => Ok(()),
    }
}

/// Merges `update` into `target`, which it must fit. What is new keeps its place in the
/// overlay.
pub(super) fn merge(target: &mut Node, update: &Node) {
    match (&mut target.value, &update.value) {
        (Value::Sequence(items), Value::Sequence(additions)) => {
            items.extend(additions.iter().cloned());
        }
        (Value::Sequence(items), _) => items.push(update.clone()),
        (Value::Mapping(members), Value::Mapping(additions)) => {
            for addition in additions {
                match members.iter_mut().find(|entry| entry.key == addition.key) {
                    Some(member) => merge(&mut member.value, &addition.value),
                    None => members.push(addition.clone()),
                }
            }
        }
        _ => target.clone_from(update),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;

    fn tree(text: &str) -> Node {
        load("test", text.as_bytes()).expect("YAML").root
    }

    fn merged(target: &str, update: &str) -> String {
        let (mut target, update) = (tree(target), tree(update));
        assert_eq!(fits(&target, &update), Ok(()));
        merge(&mut target, &update);
        target.to_json()
    }

    #[test]
    fn objects_merge_lists_grow_scalars_are_replaced() {
        assert_eq!(
            merged(
                "a: {b: 1, c: [x], d: {e: 1}}\nf: null\n",
                "a: {b: 2.50, c: [y, z], d: {g: {}}}\nf: {h: 1}\ni: [1]\n",
            ),
            r#"{"a":{"b":2.50,"c":["x","y","z"],"d":{"e":1,"g":{}}},"f":{"h":1},"i":[1]}"#
        );
    }

    #[test]
    fn a_list_takes_one_entry_or_several() {
        let mut list = tree("a: [1]").get("a").expect("a list").clone();
        let one = tree("b: {c: 2}");
        assert_eq!(fits(&list, &one), Ok(()));
        merge(&mut list, &one);
        merge(&mut list, tree("d: [3, 4]").get("d").expect("a list"));
        assert_eq!(list.to_json(), r#"[1,{"b":{"c":2}},3,4]"#);
    }

    #[test]
    fn other_kinds_do_not_fit() {
        for (target, update, at) in [
            ("a: {b: {c: 1}}", "a: {b: 5}", &["a", "b"][..]),
            ("a: {b: [1]}", "a: {b: {c: 1}}", &["a", "b"]),
            ("a: {b: 1}", "a: null", &["a"]),
        ] {
            let place = at.iter().map(|key| Step::Key((*key).to_owned())).collect();
            assert_eq!(fits(&tree(target), &tree(update)), Err(place), "{target}");
        }
        let object = tree("a: 1");
        let text = Node::string("b", object.span);
        assert_eq!(fits(&object, &text), Err(Vec::new()));
    }
}
