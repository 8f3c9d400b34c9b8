//! Answers whose schemas are too much for the mock.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Change;
use crate::load::{Node, Value};

const REASON: &str = "the mock unfolds every schema at every place that refers to it and does not start within two \
     minutes; of the request nothing is left out";
/// Unfolded schemas of a document beyond which the mock does not start in time.
const BEARABLE: usize = 100_000;
/// The count of one schema stops here.
const ENOUGH: usize = 20_000;
/// What a schema for answers is called after.
const SUFFIX: &str = ".answer";

/// Leaves of the schemas of answers the required properties, where the document is too much.
pub(super) fn slimmed(document: &mut Node) -> Vec<Change> {
    let place: &[&str] = match document.get("definitions") {
        Some(_) => &["definitions"],
        None => &["components", "schemas"],
    };
    let schemas = place.iter().try_fold(&*document, |node, key| node.get(key));
    let Some(schemas) = schemas.filter(|node| node.is_mapping()).cloned() else {
        return Vec::new();
    };
    if !is_heavy(document, &schemas, place) {
        return Vec::new();
    }
    let mut slimmer = Slimmer {
        base: format!("#/{}/", place.join("/")),
        schemas: &schemas,
        made: BTreeMap::new(),
    };
    if let Some(Value::Mapping(paths)) = document.get_mut("paths").map(|node| &mut node.value) {
        for path in paths {
            let Value::Mapping(operations) = &mut path.value.value else {
                continue;
            };
            for operation in operations {
                if let Some(responses) = operation.value.get_mut("responses") {
                    *responses = slimmer.slim(responses);
                }
            }
        }
    }
    let made = slimmer.made;
    let kept = reached(document, &schemas, place);
    if let Some(target) = place
        .iter()
        .try_fold(document, |node, key| node.get_mut(key))
    {
        for entry in schemas.entries() {
            if !kept.contains(entry.key.as_str()) {
                target.remove(&entry.key);
            }
        }
        for (name, schema) in made {
            target.set(&name, schema);
        }
    }
    vec![Change::new(
        format!("/{}", place.join("/")),
        "optional properties and extensions are left out of the schemas of answers",
        REASON,
    )]
}

struct Slimmer<'a> {
    base: String,
    schemas: &'a Node,
    made: BTreeMap<String, Node>,
}

impl Slimmer<'_> {
    fn slim(&mut self, node: &Node) -> Node {
        let mut node = node.clone();
        let target = node.get("$ref").and_then(Node::as_str);
        let target = target.and_then(|text| text.strip_prefix(&self.base));
        if let Some(name) = target.map(str::to_owned)
            && let Some(schema) = self.schemas.get(&name)
        {
            let slim = format!("{name}{SUFFIX}");
            if !self.made.contains_key(&slim) {
                // Set first: a schema may hold itself.
                self.made
                    .insert(slim.clone(), Node::new(Value::Null, node.span));
                let made = self.slim(schema);
                self.made.insert(slim.clone(), made);
            }
            let reference = Node::string(format!("{}{slim}", self.base), node.span);
            node.set("$ref", reference);
            return node;
        }
        let required: BTreeSet<String> = node
            .get("required")
            .into_iter()
            .flat_map(Node::items)
            .filter_map(|name| name.as_str().map(str::to_owned))
            .collect();
        match &mut node.value {
            Value::Mapping(entries) => {
                entries.retain(|entry| !entry.key.starts_with("x-"));
                for entry in entries {
                    if entry.key == "properties"
                        && let Value::Mapping(properties) = &mut entry.value.value
                    {
                        properties.retain(|property| required.contains(&property.key));
                        for property in properties {
                            property.value = self.slim(&property.value);
                        }
                    } else {
                        entry.value = self.slim(&entry.value);
                    }
                }
            }
            Value::Sequence(items) => {
                for item in items {
                    *item = self.slim(item);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
        node
    }
}

fn is_heavy(document: &Node, schemas: &Node, place: &[&str]) -> bool {
    let base = format!("#/{}/", place.join("/"));
    let graph: BTreeMap<&str, Vec<&str>> = schemas
        .entries()
        .iter()
        .map(|entry| (entry.key.as_str(), references(&entry.value, &base)))
        .collect();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    let mut whole = 0_usize;
    let Some(paths) = document.get("paths") else {
        return false;
    };
    for name in references(paths, &base) {
        let size = *known
            .entry(name)
            .or_insert_with(|| unfolded(&graph, name, &mut vec![name], ENOUGH));
        whole = whole.saturating_add(size);
    }
    whole > BEARABLE
}

/// How many schemas a schema is, when each reference is what it refers to; a circle ends.
fn unfolded<'a>(
    graph: &BTreeMap<&'a str, Vec<&'a str>>,
    name: &'a str,
    way: &mut Vec<&'a str>,
    left: usize,
) -> usize {
    let mut size = 1_usize;
    for next in graph.get(name).into_iter().flatten().copied() {
        if size > left || way.len() > 64 {
            break;
        }
        if !way.contains(&next) {
            way.push(next);
            size += unfolded(graph, next, way, left - size.min(left));
            way.pop();
        }
    }
    size
}

/// The names that a node refers to, each as often as it does.
fn references<'a>(node: &'a Node, base: &str) -> Vec<&'a str> {
    let own = node.get("$ref").and_then(Node::as_str);
    let mut all: Vec<_> = own
        .and_then(|text| text.strip_prefix(base))
        .into_iter()
        .collect();
    for entry in node.entries() {
        all.extend(references(&entry.value, base));
    }
    for item in node.items() {
        all.extend(references(item, base));
    }
    all
}

/// The schemas that anything beside the schemas themselves still refers to, however far.
fn reached<'a>(document: &Node, schemas: &'a Node, place: &[&str]) -> BTreeSet<&'a str> {
    let base = format!("#/{}/", place.join("/"));
    let mut rest = document.clone();
    let (last, above) = place.split_last().unwrap_or((&"", &[]));
    if let Some(holder) = above
        .iter()
        .try_fold(&mut rest, |node, key| node.get_mut(key))
    {
        holder.remove(last);
    }
    let mut kept = BTreeSet::new();
    let mut waiting: Vec<String> = references(&rest, &base)
        .into_iter()
        .map(str::to_owned)
        .collect();
    while let Some(name) = waiting.pop() {
        let entry = schemas.entries().iter().find(|entry| entry.key == name);
        if let Some(entry) = entry
            && kept.insert(entry.key.as_str())
        {
            waiting.extend(
                references(&entry.value, &base)
                    .into_iter()
                    .map(str::to_owned),
            );
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::exact::parse;

    fn document(schemas: usize) -> Node {
        // Each schema refers to all others: unfolded, far too many.
        let mut all = String::new();
        for index in 0..schemas {
            let optional: Vec<_> = (0..schemas)
                .map(|other| format!(r##""p{other}":{{"$ref":"#/components/schemas/S{other}"}}"##))
                .collect();
            all.push_str(&format!(
                r#""S{index}":{{"required":["id"],"properties":{{"id":{{"type":"string"}},{}}}}},"#,
                optional.join(",")
            ));
        }
        let operation = r##"{"post":{
            "requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/In"}}}},
            "responses":{"200":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/S0"}}}}}}}"##;
        let paths: Vec<_> = (0..8).map(|n| format!("\"/a{n}\":{operation}")).collect();
        let text = format!(
            r#"{{"openapi":"3.0.0","paths":{{{}}},"components":{{"schemas":{{{all}"In":{{"properties":{{"free":{{}}}}}}}}}}}}"#,
            paths.join(",")
        );
        parse(&text).unwrap()
    }

    #[test]
    fn only_answers_of_a_document_that_is_too_much_are_slimmed() {
        let mut small = document(2);
        assert!(slimmed(&mut small).is_empty());
        let mut large = document(12);
        assert_eq!(slimmed(&mut large).len(), 1);
        let schemas = large.get("components").unwrap().get("schemas").unwrap();
        assert_eq!(
            schemas.to_json(),
            r#"{"In":{"properties":{"free":{}}},"S0.answer":{"required":["id"],"properties":{"id":{"type":"string"}}}}"#
        );
    }
}
