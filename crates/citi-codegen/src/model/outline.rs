//! The model as text: one line for each thing that a client could notice.

use std::fmt::Write as _;

use super::{
    Additional, Bound, Document, Media, Operation, Parameter, Requirement, Response, Schema, Type,
};

/// The document as text that people read in a diff: a line for each operation, parameter, answer, schema and property,
/// with its constraints; no prose, no positions.
///
/// ```
/// # use citi_codegen::model::{Document, Version, outline};
/// # use indexmap::IndexMap;
/// # let document = Document { id: "fx".into(), version: Version::Swagger2, title: "FX".into(), api_version: "1".into(),
/// #     description: None, servers: vec![], tags: vec![], operations: vec![], webhooks: vec![], schemas: IndexMap::new(),
/// #     schemes: IndexMap::new(), security: vec![] };
/// assert_eq!(outline(&document), "fx: FX 1 (written in 2.0)\n");
/// ```
#[must_use]
pub fn outline(document: &Document) -> String {
    let mut out = Lines::default();
    out.line(
        0,
        format!(
            "{}: {} {} (written in {})",
            document.id, document.title, document.api_version, document.version
        ),
    );
    for server in &document.servers {
        out.line(1, format!("server {}", server.url));
    }
    for (name, scheme) in &document.schemes {
        out.line(1, format!("scheme {name}: {:?}", scheme.kind));
    }
    for operation in &document.operations {
        out.operation(operation);
    }
    for webhook in &document.webhooks {
        out.line(0, String::from("webhook"));
        out.operation(webhook);
    }
    for (name, schema) in &document.schemas {
        out.schema(0, &format!("schema {name}"), schema);
    }
    out.text
}

#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    fn line(&mut self, depth: usize, line: String) {
        for _ in 0..depth {
            self.text.push_str("  ");
        }
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn operation(&mut self, operation: &Operation) {
        let id = operation.id.as_deref().unwrap_or("-");
        let deprecated = if operation.deprecated {
            " deprecated"
        } else {
            ""
        };
        self.line(
            0,
            format!("{} {} {id}{deprecated}", operation.method, operation.path),
        );
        for server in &operation.servers {
            self.line(1, format!("server {}", server.url));
        }
        for requirement in &operation.security {
            self.line(1, format!("needs {}", needs(requirement)));
        }
        for parameter in &operation.parameters {
            self.parameter(parameter);
        }
        if let Some(body) = &operation.body {
            let required = if body.required { "*" } else { "" };
            self.line(1, format!("body{required}"));
            self.content(&body.content);
        }
        for response in &operation.responses {
            self.response(response);
        }
    }

    fn parameter(&mut self, parameter: &Parameter) {
        let required = if parameter.required { "*" } else { "" };
        let style = match parameter.schema.inferred_type() {
            Some(Type::Array | Type::Object) => {
                format!(
                    " {:?}{}",
                    parameter.style,
                    if parameter.explode { " exploded" } else { "" }
                )
            }
            _ => String::new(),
        };
        let label = format!(
            "{} {}{required}{style}",
            parameter.place.key(),
            parameter.name
        );
        self.schema(1, &label, &parameter.schema);
    }

    fn response(&mut self, response: &Response) {
        self.line(1, format!("answers {}", response.status));
        for header in &response.headers {
            self.schema(2, &format!("header {}", header.name), &header.schema);
        }
        self.content(&response.content);
    }

    fn content(&mut self, content: &[Media]) {
        for media in content {
            match &media.schema {
                Some(schema) => self.schema(2, &media.name, schema),
                None => self.line(2, media.name.clone()),
            }
        }
    }

    fn schema(&mut self, depth: usize, label: &str, schema: &Schema) {
        self.line(depth, format!("{label}: {}", says(schema)));
        for (name, property) in &schema.properties {
            let required = if schema.required.contains(name) {
                "*"
            } else {
                ""
            };
            self.schema(depth + 1, &format!("{name}{required}"), property);
        }
        if let Some(items) = schema.items.as_deref() {
            self.schema(depth + 1, "[]", items);
        }
        for (position, item) in schema.prefix_items.iter().enumerate() {
            self.schema(depth + 1, &format!("[{position}]"), item);
        }
        if let Additional::Schema(values) = &schema.additional {
            self.schema(depth + 1, "{}", values);
        }
        for (label, arms) in [
            ("all of", &schema.all_of),
            ("one of", &schema.one_of),
            ("any of", &schema.any_of),
        ] {
            for arm in arms {
                self.schema(depth + 1, label, arm);
            }
        }
        if let Some(not) = schema.not.as_deref() {
            self.schema(depth + 1, "not", not);
        }
    }
}

/// What a schema says of a value, on one line.
fn says(schema: &Schema) -> String {
    let mut words = Vec::new();
    if let Some(reference) = &schema.reference {
        words.push(reference.clone());
    }
    words.extend(
        schema
            .types
            .iter()
            .map(|kind| format!("{kind:?}").to_lowercase()),
    );
    if words.is_empty() && schema.is_any() {
        words.push("any".to_owned());
    }
    if schema.nullable {
        words.push("or null".to_owned());
    }
    words.extend(schema.format.iter().map(|format| format!("({format})")));
    if let Some(values) = &schema.values {
        words.push(format!(
            "{{{}}}",
            values
                .iter()
                .map(crate::load::Node::to_json)
                .collect::<Vec<_>>()
                .join(" | ")
        ));
    }
    words.extend(schema.minimum.iter().map(|bound| limit(">", bound)));
    words.extend(schema.maximum.iter().map(|bound| limit("<", bound)));
    words.extend(schema.multiple_of.iter().map(|step| format!("step {step}")));
    words.extend(range("characters", schema.min_length, schema.max_length));
    words.extend(schema.pattern.iter().map(|pattern| format!("/{pattern}/")));
    words.extend(range("items", schema.min_items, schema.max_items));
    words.extend(range(
        "members",
        schema.min_properties,
        schema.max_properties,
    ));
    for (word, holds) in [
        ("unique", schema.unique_items),
        ("read-only", schema.read_only),
        ("write-only", schema.write_only),
        ("deprecated", schema.deprecated),
        ("closed", matches!(schema.additional, Additional::Forbidden)),
        ("open", matches!(schema.additional, Additional::Allowed)),
    ] {
        if holds {
            words.push(word.to_owned());
        }
    }
    if let Some(discriminator) = &schema.discriminator {
        words.push(format!("told apart by {}", discriminator.property));
        for (value, target) in &discriminator.mapping {
            words.push(format!("{value}→{target}"));
        }
    }
    words.extend(
        schema
            .default
            .iter()
            .map(|default| format!("default {}", default.to_json())),
    );
    words.join(" ")
}

fn limit(sign: &str, bound: &Bound) -> String {
    format!(
        "{sign}{} {}",
        if bound.exclusive { "" } else { "=" },
        bound.value
    )
}

fn range(unit: &str, least: Option<u64>, most: Option<u64>) -> Option<String> {
    let mut text = String::new();
    match (least, most) {
        (None, None) => return None,
        // Writing to a string can't fail.
        (Some(least), None) => drop(write!(text, "{least}.. {unit}")),
        (None, Some(most)) => drop(write!(text, "..{most} {unit}")),
        (Some(least), Some(most)) => drop(write!(text, "{least}..{most} {unit}")),
    }
    Some(text)
}

fn needs(requirement: &Requirement) -> String {
    if requirement.schemes.is_empty() {
        return "nothing".to_owned();
    }
    requirement
        .schemes
        .iter()
        .map(|(name, scopes)| {
            if scopes.is_empty() {
                name.clone()
            } else {
                format!("{name}[{}]", scopes.join(" "))
            }
        })
        .collect::<Vec<_>>()
        .join(" and ")
}
