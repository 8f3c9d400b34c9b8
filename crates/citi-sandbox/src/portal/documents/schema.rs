//! A schema as a table of its properties.

use citi_codegen::load::Node;
use citi_codegen::model::{Document, Schema, Type};
use maud::{Markup, html};

use super::prose::prose;

/// A named schema that folds out.
pub(super) fn named(api: &str, document: &Document, name: &str, schema: &Schema) -> Markup {
    html! {
        details.schema id=(anchor(api, name)) {
            summary { code { (name) } span.soft { (kind(document, schema)) } }
            div.in {
                @if let Some(text) = &schema.description { (prose(text)) }
                @if schema.properties.is_empty() { p.soft { (facts(schema)) } }
                @else { (properties(api, document, schema)) }
            }
        }
    }
}

fn properties(api: &str, document: &Document, schema: &Schema) -> Markup {
    html! {
        div.scroll { table {
            thead { tr { th scope="col" { "Property" } th scope="col" { "Type" } th scope="col" { "Meaning" } } }
            tbody {
                @for (name, property) in &schema.properties {
                    tr {
                        td { code { (name) } @if schema.required.contains(name) { br; span.soft { "required" } } }
                        td { (link(api, document, property)) }
                        td {
                            @if let Some(text) = &property.description { (prose(text)) }
                            span.soft { (facts(property)) }
                        }
                    }
                }
            }
        } }
    }
}

/// The type, with a way to the named schema that it refers to.
pub(super) fn link(api: &str, document: &Document, schema: &Schema) -> Markup {
    if let Some(name) = &schema.reference {
        return html! { a href={ "#" (anchor(api, name)) } { (name) } };
    }
    match &schema.items {
        Some(items) => html! { "list of " (link(api, document, items)) },
        None => html! { (kind(document, schema)) },
    }
}

fn kind(document: &Document, schema: &Schema) -> String {
    let resolved = document.resolve(schema).unwrap_or(schema);
    let word = match resolved.inferred_type() {
        Some(Type::Null) => "null",
        Some(Type::Boolean) => "boolean",
        Some(Type::Integer) => "integer",
        Some(Type::Number) => "number",
        Some(Type::String) => "string",
        Some(Type::Array) => "list",
        Some(Type::Object) => "object",
        None => "any",
    };
    match &resolved.format {
        Some(format) => format!("{word} ({format})"),
        None => word.to_owned(),
    }
}

/// Its constraints in words.
pub(super) fn facts(schema: &Schema) -> String {
    let mut facts = Vec::new();
    if let Some(values) = &schema.values {
        let values: Vec<_> = values.iter().filter_map(Node::scalar_text).collect();
        facts.push(format!("one of {}", values.join(", ")));
    }
    match (&schema.minimum, &schema.maximum) {
        (Some(least), Some(most)) => facts.push(format!("{} to {}", least.value, most.value)),
        (Some(least), None) => facts.push(format!("{} or more", least.value)),
        (None, Some(most)) => facts.push(format!("{} or less", most.value)),
        (None, None) => {}
    }
    facts.extend(
        schema
            .multiple_of
            .iter()
            .map(|step| format!("a multiple of {step}")),
    );
    for (least, most, unit) in [
        (schema.min_length, schema.max_length, "characters"),
        (schema.min_items, schema.max_items, "entries"),
    ] {
        match (least, most) {
            (Some(least), Some(most)) if least == most => facts.push(format!("{least} {unit}")),
            (Some(least), Some(most)) => facts.push(format!("{least} to {most} {unit}")),
            (Some(least), None) => facts.push(format!("{least} {unit} or more")),
            (None, Some(most)) => facts.push(format!("{most} {unit} or less")),
            (None, None) => {}
        }
    }
    facts.extend(
        schema
            .pattern
            .iter()
            .map(|pattern| format!("fits {pattern}")),
    );
    let default = schema.default.as_ref().and_then(Node::scalar_text);
    facts.extend(default.map(|default| format!("{default} if left out")));
    facts.join("; ")
}

/// The place of a named schema on the page; a name may be any text, a place has no blanks.
fn anchor(api: &str, name: &str) -> String {
    let mut place = format!("{api}-");
    for sign in name.chars() {
        match sign.is_ascii_alphanumeric() || "._-".contains(sign) {
            true => place.push(sign),
            false => place.push_str(&format!("~{:x}", u32::from(sign))),
        }
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_a_place_of_its_own() {
        assert_eq!(anchor("fx", "RateList"), "fx-RateList");
        assert_eq!(anchor("x", "ns2:a b"), "x-ns2~3aa~20b");
        assert_ne!(anchor("x", "a b"), anchor("x", "a_b"));
    }
}
