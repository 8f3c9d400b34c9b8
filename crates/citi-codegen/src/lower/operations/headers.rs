//! Documented headers of answers.

use std::collections::BTreeMap;

use crate::diagnostic::Code;
use crate::lower::plan::{HeaderPlan, HeaderUse, OperationPlan, RustType};
use crate::lower::types::Types;
use crate::lower::{Scope, case, docs};
use crate::model::{Document, Header, Operation, Schema, Status, Type};

/// A header of an answer whose name HTTP can't carry (RFC 9110 §5.1).
const BAD_HEADER: Code = Code("E024");

/// Headers that say how the body travels, which the runtime reads for itself.
const OF_THE_BODY: &[&str] = &[
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "transfer-encoding",
];

/// The headers that the answers of a module have, in the order in which they are met; says in each operation which
/// of them it has. A header that is described in several ways is a text.
pub(crate) fn headers(plans: &mut [OperationPlan], types: &mut Types<'_>) -> Vec<HeaderPlan> {
    let document = types.document();
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    let mut headers: Vec<HeaderPlan> = Vec::new();
    let mut scope = Scope::new("header ", &types.names, &[]);
    for (plan, operation) in plans.iter_mut().zip(&document.operations) {
        for (wire, found) in by_name(operation) {
            let Some((_, first)) = found.first() else {
                continue;
            };
            if http::HeaderName::from_bytes(first.name.trim().as_bytes()).is_err() {
                types.diagnostics.warning(
                    BAD_HEADER,
                    &first.pointer,
                    first.span,
                    format!("`{}` can't be the name of a header", first.name),
                    "it is not among the headers that can be read",
                    "correct the name with an overlay",
                );
                plan.rules.push(BAD_HEADER.to_string());
                plan.rules.sort();
                plan.rules.dedup();
                continue;
            }
            let ty = ty(&found, document);
            let words = docs::clean(first.description.as_deref().unwrap_or_default());
            let at = match met.get(&wire) {
                Some(at) => *at,
                None => {
                    let wanted = case::snake(&first.name).to_uppercase();
                    let name = first.name.trim().to_owned();
                    headers.push(HeaderPlan {
                        ident: scope.given(&mut types.names, &wire, &wanted, &[]),
                        wire: name,
                        ty: ty.clone(),
                        docs: words.clone(),
                    });
                    met.insert(wire, headers.len() - 1);
                    headers.len() - 1
                }
            };
            let Some(header) = headers.get_mut(at) else {
                continue;
            };
            if header.ty != ty {
                header.ty = RustType::String;
            }
            if header.docs.is_empty() {
                header.docs.clone_from(&words);
            }
            let mut statuses: Vec<Status> = found.iter().map(|(status, _)| *status).collect();
            statuses.sort();
            if statuses.len() == operation.responses.len() {
                statuses.clear();
            }
            plan.headers.push(HeaderUse {
                ident: header.ident.clone(),
                statuses,
                docs: words,
            });
        }
    }
    headers
}

/// The headers of an operation's answers by their names in lower case, with the statuses that have them; in the
/// order of the document.
fn by_name(operation: &Operation) -> Vec<(String, Vec<(Status, &Header)>)> {
    let mut found: Vec<(String, Vec<(Status, &Header)>)> = Vec::new();
    for response in &operation.responses {
        for header in &response.headers {
            let name = header.name.trim().to_ascii_lowercase();
            if OF_THE_BODY.contains(&name.as_str()) {
                continue;
            }
            let place = (response.status, header);
            match found.iter_mut().find(|(known, _)| *known == name) {
                Some((_, places)) => places.push(place),
                None => found.push((name, vec![place])),
            }
        }
    }
    found
}

/// The one type that the places of a header agree on, else a text.
fn ty(found: &[(Status, &Header)], document: &Document) -> RustType {
    let mut types = found
        .iter()
        .map(|(_, header)| value(&header.schema, document));
    let first = types.next().unwrap_or(RustType::String);
    match types.all(|ty| ty == first) {
        true => first,
        false => RustType::String,
    }
}

/// What a value is read as. Texts of a list of values stay texts: a new value loses nothing.
fn value(schema: &Schema, document: &Document) -> RustType {
    let schema = document.resolve(schema).unwrap_or(schema);
    if schema.types.len() > 1 {
        return RustType::String;
    }
    match schema.inferred_type() {
        Some(Type::Boolean) => RustType::Bool,
        Some(Type::Integer) => RustType::I64,
        Some(Type::Number) => RustType::Number,
        Some(Type::Object) => RustType::Json,
        Some(Type::Array) => {
            let item = schema.items.as_deref().map(|item| value(item, document));
            match item {
                Some(RustType::Json | RustType::List(_)) => RustType::Json,
                Some(item) => RustType::List(Box::new(item)),
                None => RustType::List(Box::new(RustType::String)),
            }
        }
        Some(Type::String) => match schema.format.as_deref() {
            Some("date") => RustType::Date,
            Some("date-time") => RustType::DateTime,
            _ => RustType::String,
        },
        _ => RustType::String,
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::testing::{paths, text};
    use crate::model::Status;

    #[test]
    fn each_header_is_one_constant_and_operations_say_when_it_comes() {
        let plan = paths(
            "  /a:\n    get:\n      responses:\n        '200':\n          description: It.\n          headers:\n            RateLimit-Remaining: {description: Left., schema: {type: integer}}\n            \
             X-Days: {schema: {type: array, items: {type: string, format: date}}}\n            Content-Type: {schema: {type: string}}\n        \
             '429': {description: No., headers: {ratelimit-remaining: {schema: {type: integer}}}}\n  /b:\n    post:\n      responses:\n        \
             '201': {description: It., headers: {X-Days: {schema: {type: string}}, 'X Y': {schema: {type: string}}}}\n",
        );
        let headers: Vec<_> = plan
            .headers
            .iter()
            .map(|header| {
                (
                    header.ident.as_str(),
                    header.wire.as_str(),
                    text(&header.ty),
                )
            })
            .collect();
        assert_eq!(
            headers,
            [
                (
                    "RATE_LIMIT_REMAINING",
                    "RateLimit-Remaining",
                    "i64".to_owned()
                ),
                ("X_DAYS", "X-Days", "String".to_owned()),
            ],
            "a name that is none is left out, and two types are a text"
        );
        let uses = &plan.operations[0].headers;
        assert_eq!(uses[0].ident, "RATE_LIMIT_REMAINING");
        assert!(uses[0].statuses.is_empty(), "it comes with every answer");
        assert_eq!(uses[1].statuses, [Status::Code(200)]);
        assert_eq!(plan.operations[1].rules, ["E024"]);
    }

    #[test]
    fn types_of_values() {
        let plan = paths(
            "  /a:\n    get:\n      responses:\n        '200':\n          description: It.\n          headers:\n            A: {schema: {type: array, items: {type: string, format: date}}}\n            \
             B: {schema: {type: number}}\n            C: {schema: {type: object}}\n            D: {schema: {type: string, enum: [x]}}\n            E: {description: Nothing said.}\n",
        );
        let types: Vec<_> = plan.headers.iter().map(|header| text(&header.ty)).collect();
        assert_eq!(
            types,
            [
                "Vec<citi_core::Date>",
                "citi_core::Number",
                "citi_core::Json",
                "String",
                "String"
            ]
        );
    }
}
