//! Answers with something in them that their document does not know.

use citi_codegen::model::{Document, Schema};
use indexmap::IndexMap;

use super::FaultKind;
use crate::gate::Data;

/// What an enum of a document holds one day.
const NEW_VALUE: &str = "SANDBOX_NEW_VALUE";
/// The property that an object has one day, and what it is.
const NEW_FIELD: (&str, &str) = ("sandboxNewField", "new");
/// How far schemas are followed.
const DEPTH: usize = 32;

/// Changes a body at one of the places where its schema lets the kind act; `drawn` chooses which. `None` if
/// there is no such place.
pub(super) fn altered(
    kind: FaultKind,
    length: usize,
    document: &Document,
    schema: &Schema,
    body: &[u8],
    drawn: u64,
) -> Option<Vec<u8>> {
    let mut data = Data::read(body).ok()?;
    let mut places = Vec::new();
    find(
        kind,
        document,
        &[schema],
        &data,
        &mut Vec::new(),
        &mut places,
    );
    let count = u64::try_from(places.len()).ok()?;
    let index = usize::try_from(drawn.checked_rem(count)?).ok()?;
    let place = at(&mut data, places.get(index)?)?;
    match (kind, place) {
        (FaultKind::NewEnumValue, place) => *place = Data::String(NEW_VALUE.to_owned()),
        (FaultKind::NewField, Data::Object(members)) => {
            let (name, value) = NEW_FIELD;
            members.insert(name.to_owned(), Data::String(value.to_owned()));
        }
        (_, place) => *place = Data::String("x".repeat(length)),
    }
    let mut text = String::new();
    data.write(&mut text);
    Some(text.into_bytes())
}

type Step = usize;

/// Gathers the places of a value where a kind can act, each by the indices that lead to it.
fn find(
    kind: FaultKind,
    document: &Document,
    schemas: &[&Schema],
    data: &Data,
    path: &mut Vec<Step>,
    places: &mut Vec<Vec<Step>>,
) {
    let mut all = Vec::new();
    for schema in schemas {
        gather(document, schema, DEPTH, &mut all);
    }
    if path.len() > DEPTH {
        return;
    }
    match data {
        Data::String(text) => {
            let listed = all.iter().any(|it| it.values.is_some());
            let bound = all.iter().find_map(|it| it.max_length);
            let formed = all
                .iter()
                .any(|it| it.format.is_some() || it.pattern.is_some());
            let fits = match kind {
                FaultKind::NewEnumValue => listed,
                FaultKind::LongString => bound.is_some() && !listed && !formed,
                _ => false,
            };
            if fits && !text.is_empty() {
                places.push(path.clone());
            }
        }
        Data::Object(members) => {
            if kind == FaultKind::NewField && all.iter().any(|it| !it.properties.is_empty()) {
                places.push(path.clone());
            }
            for (index, (name, value)) in members.iter().enumerate() {
                let own: Vec<_> = all
                    .iter()
                    .filter_map(|it| it.properties.get(name))
                    .collect();
                path.push(index);
                find(kind, document, &own, value, path, places);
                path.pop();
            }
        }
        Data::Array(items) => {
            let own: Vec<_> = all.iter().filter_map(|it| it.items.as_deref()).collect();
            for (index, item) in items.iter().enumerate() {
                path.push(index);
                find(kind, document, &own, item, path, places);
                path.pop();
            }
        }
        Data::Null | Data::Bool(_) | Data::Number(_) => {}
    }
}

/// A schema and all that hold with it: what it refers to, and its `allOf`.
fn gather<'a>(document: &'a Document, schema: &'a Schema, left: usize, all: &mut Vec<&'a Schema>) {
    let Some(left) = left.checked_sub(1) else {
        return;
    };
    all.push(schema);
    let named = schema.reference.as_ref();
    let named = named.and_then(|name| document.schemas.get(name));
    for next in named.into_iter().chain(&schema.all_of) {
        gather(document, next, left, all);
    }
}

fn at<'a>(data: &'a mut Data, path: &[Step]) -> Option<&'a mut Data> {
    path.iter().try_fold(data, |data, index| match data {
        Data::Object(members) => member(members, *index),
        Data::Array(items) => items.get_mut(*index),
        _ => None,
    })
}

fn member(members: &mut IndexMap<String, Data>, index: usize) -> Option<&mut Data> {
    members.get_index_mut(index).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::Documents;

    fn of(kind: FaultKind, name: &str, body: &str, drawn: u64) -> Option<String> {
        let documents = Documents::published().unwrap();
        let api = documents
            .apis
            .iter()
            .find(|it| it.id == "payments")
            .unwrap();
        let schema = api.document.schemas.get(name).unwrap();
        let bytes = altered(kind, 300, &api.document, schema, body.as_bytes(), drawn)?;
        Some(String::from_utf8(bytes).unwrap())
    }

    const PAYMENT: &str =
        r#"{"paymentId":"p-1","status":"RECEIVED","amount":1250.00,"creditor":{"name":"Harbor"}}"#;

    #[test]
    fn an_enum_gets_a_value_and_digits_stay() {
        assert_eq!(
            of(FaultKind::NewEnumValue, "Payment", PAYMENT, 0).unwrap(),
            r#"{"paymentId":"p-1","status":"SANDBOX_NEW_VALUE","amount":1250.00,"creditor":{"name":"Harbor"}}"#
        );
        let page = r#"{"payments":[{"paymentId":"p-1"},{"method":"ACH"}]}"#;
        assert_eq!(
            of(FaultKind::NewEnumValue, "PaymentPage", page, 5).unwrap(),
            r#"{"payments":[{"paymentId":"p-1"},{"method":"SANDBOX_NEW_VALUE"}]}"#
        );
    }

    #[test]
    fn an_object_gets_a_property_at_the_place_that_is_drawn() {
        let places: Vec<_> = (0..3)
            .map(|drawn| of(FaultKind::NewField, "Payment", PAYMENT, drawn).unwrap())
            .collect();
        assert!(places[0].ends_with(r#""creditor":{"name":"Harbor"},"sandboxNewField":"new"}"#));
        assert!(places[1].ends_with(r#""creditor":{"name":"Harbor","sandboxNewField":"new"}}"#));
        assert_eq!(places[2], places[0]);
    }

    #[test]
    fn a_text_grows_where_the_document_has_a_bound_and_no_form() {
        let grown = of(FaultKind::LongString, "Payment", PAYMENT, 0).unwrap();
        assert!(
            grown.contains(&format!(r#""name":"{}""#, "x".repeat(300))),
            "{grown}"
        );
    }

    #[test]
    fn where_there_is_no_place_nothing_is_changed() {
        assert_eq!(
            of(
                FaultKind::NewEnumValue,
                "Payment",
                r#"{"paymentId":"p-1"}"#,
                0
            ),
            None
        );
        assert_eq!(of(FaultKind::NewField, "Payment", "[]", 0), None);
        assert_eq!(of(FaultKind::LongString, "Payment", "no JSON", 0), None);
    }
}
