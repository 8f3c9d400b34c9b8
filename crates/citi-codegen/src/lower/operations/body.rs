//! What a call sends.

use super::parameters::fixed;
use crate::diagnostic::Code;
use crate::lower::docs;
use crate::lower::plan::{BodyPlan, Encoding, RustType};
use crate::lower::types::{Owner, Typed, Types};
use crate::model::{Body, Media, Operation, Place, Schema};

/// A body can be sent in several media types.
const SEVERAL: Code = Code("E020");

/// The body of a call: JSON if the bank takes it, else the first media type that it does; the further encodings
/// that it takes stand beside it.
pub(super) fn body(
    body: &Body,
    operation: &Operation,
    owner: &Owner,
    types: &mut Types<'_>,
) -> Option<BodyPlan> {
    let mut content: Vec<&Media> = body.content.iter().collect();
    content.sort_by_key(|media| rank(media));
    let mut media = content.into_iter();
    let first = media.next()?;
    let owner = Owner {
        key: format!("{} body", owner.key),
        hint: format!("{}Body", owner.hint),
        ..owner.clone()
    };
    let mut plan = one(first, None, body, operation, &owner, types);
    for other in media {
        let encoding = encoding(other, types);
        if encoding == plan.encoding || plan.others.iter().any(|known| known.encoding == encoding) {
            continue;
        }
        let owner = Owner {
            key: format!("{} {}", owner.key, other.essence()),
            hint: format!("{}{encoding:?}", owner.hint),
            ..owner.clone()
        };
        let other = one(other, Some((first, &plan)), body, operation, &owner, types);
        plan.others.push(other);
    }
    if !plan.others.is_empty() {
        let names = body.content.iter().map(|media| media.name.as_str());
        types.diagnostics.note(
            SEVERAL,
            &body.pointer,
            body.span,
            format!(
                "the body can be sent as {}",
                names.collect::<Vec<_>>().join(", ")
            ),
            format!(
                "`body` sends it as {}; the builder has a setter for each other form",
                first.name
            ),
        );
    }
    for schema in body
        .content
        .iter()
        .filter_map(|media| media.schema.as_ref())
    {
        types.note_scalar(schema);
    }
    Some(plan)
}

/// The body in one media type; `like` is one whose schema may be the same.
fn one(
    media: &Media,
    like: Option<(&Media, &BodyPlan)>,
    body: &Body,
    operation: &Operation,
    owner: &Owner,
    types: &mut Types<'_>,
) -> BodyPlan {
    let encoding = encoding(media, types);
    let known = like.filter(|(first, plan)| {
        structured(plan.encoding) && (encoding == Encoding::Form) && alike(first, media)
    });
    let typed = match (encoding, &media.schema, known) {
        (Encoding::Bytes, ..) => Typed::plain(RustType::Bytes),
        (Encoding::Text, ..) => Typed::plain(RustType::String),
        (Encoding::Xml, ..) => Typed::plain(RustType::Xml),
        (_, Some(_), Some((_, plan))) => Typed {
            rules: plan.rules.clone(),
            item_rules: plan.item_rules.clone(),
            ..Typed::plain(plan.ty.clone())
        },
        (Encoding::Multipart, Some(schema), None) => types.typed_form(
            schema,
            &Owner {
                binary: true,
                ..owner.clone()
            },
        ),
        (_, Some(schema), None) => types.typed(schema, owner),
        (_, None, _) => Typed::json(false),
    };
    if let (Some((first, _)), Some(schema)) = (known, &media.schema)
        && let Some(same) = &first.schema
    {
        types.note_same(schema, same);
    }
    let nullable = typed.nullable;
    let (rules, item_rules) = (typed.rules.clone(), typed.item_rules.clone());
    BodyPlan {
        ty: if nullable && body.required {
            typed.inner()
        } else {
            typed.ty
        },
        encoding,
        content_type: content_type(operation, media, encoding),
        required: body.required,
        styles: media
            .encoding
            .iter()
            .filter_map(|(property, encoding)| {
                let style = encoding.style?;
                Some((
                    property.clone(),
                    style,
                    encoding
                        .explode
                        .unwrap_or(style == crate::model::Style::Form),
                ))
            })
            .collect(),
        rules,
        item_rules,
        docs: docs::clean(body.description.as_deref().unwrap_or_default()),
        others: Vec::new(),
    }
}

/// Whether a body in this encoding is a value of a generated type.
fn structured(encoding: Encoding) -> bool {
    matches!(encoding, Encoding::Json | Encoding::Form)
}

/// Whether two media types hold the same: one reference, one place of the document, or the same words.
fn alike(a: &Media, b: &Media) -> bool {
    let (Some(a), Some(b)) = (&a.schema, &b.schema) else {
        return false;
    };
    match (&a.reference, &b.reference) {
        (Some(a), Some(b)) => a == b,
        (None, None) => a.pointer == b.pointer || same_words(a, b),
        _ => false,
    }
}

/// Whether two objects have the same properties, down to what they refer to.
fn same_words(a: &Schema, b: &Schema) -> bool {
    a.reference == b.reference
        && a.types == b.types
        && a.format == b.format
        && a.required == b.required
        && a.nullable == b.nullable
        && a.values.is_none()
        && b.values.is_none()
        && [
            &a.one_of, &a.any_of, &a.all_of, &b.one_of, &b.any_of, &b.all_of,
        ]
        .iter()
        .all(|arms| arms.is_empty())
        && a.properties.len() == b.properties.len()
        && a.properties
            .iter()
            .zip(&b.properties)
            .all(|((a_name, a), (b_name, b))| a_name == b_name && same_words(a, b))
        && match (&a.items, &b.items) {
            (Some(a), Some(b)) => same_words(a, b),
            (None, None) => true,
            _ => false,
        }
}

/// JSON first, then what is nearest to it.
fn rank(media: &Media) -> u8 {
    match media.essence().as_str() {
        "application/json" => 0,
        _ if media.is_json() => 1,
        "application/x-www-form-urlencoded" => 3,
        "multipart/form-data" => 4,
        "*/*" | "" | "application/*" => 2,
        essence if essence.starts_with("multipart/") => 5,
        _ if media.is_xml() => 6,
        essence if essence.starts_with("text/") => 7,
        _ => 8,
    }
}

fn encoding(media: &Media, types: &Types<'_>) -> Encoding {
    let essence = media.essence();
    if media.is_json() {
        return Encoding::Json;
    }
    if media.is_xml() {
        return Encoding::Xml;
    }
    match essence.as_str() {
        "application/x-www-form-urlencoded" => Encoding::Form,
        "application/jwt" | "application/jose" | "application/jose+jwt" => Encoding::Text,
        _ if essence.starts_with("multipart/") => Encoding::Multipart,
        _ if essence.starts_with("text/") => Encoding::Text,
        "*/*" | "" | "application/*"
            if media
                .schema
                .as_ref()
                .is_none_or(|schema| types.is_structured(schema)) =>
        {
            Encoding::Json
        }
        _ => Encoding::Bytes,
    }
}

fn content_type(operation: &Operation, media: &Media, encoding: Encoding) -> String {
    let demanded = operation
        .parameters
        .iter()
        .find(|parameter| {
            parameter.place == Place::Header && parameter.name.eq_ignore_ascii_case("content-type")
        })
        .and_then(|parameter| fixed(&parameter.schema))
        .filter(|value| {
            let essence = value.split(';').next().unwrap_or_default().trim();
            // Bytes are sent as they are, whatever they are said to be.
            essence.eq_ignore_ascii_case(&media.essence()) || encoding == Encoding::Bytes
        });
    match (demanded, media.essence().as_str(), encoding) {
        (Some(value), _, _) => value,
        (None, "*/*" | "" | "application/*", Encoding::Json) => "application/json".to_owned(),
        (None, "*/*" | "" | "application/*", _) => "application/octet-stream".to_owned(),
        // A header carries visible ASCII alone.
        (None, _, _) => media
            .name
            .chars()
            .filter(|c| matches!(c, ' '..='~'))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::plan::{Encoding, Shape};
    use crate::lower::testing::{paths, text};

    fn body(content: &str) -> crate::lower::plan::ModulePlan {
        paths(&format!(
            "  /a:\n    post:\n      operationId: sendA\n      requestBody:\n        content:\n{content}      responses: {{'204': {{description: None.}}}}\n"
        ))
    }

    #[test]
    fn json_is_sent_where_the_bank_takes_it() {
        let plan = body(
            "          application/xml: {schema: {type: object}}\n          application/vnd.bank+json: {schema: {type: object, properties: {a: {type: string}}}}\n",
        );
        let body = plan.operation("send_a").body.as_ref().unwrap();
        assert_eq!(
            (body.encoding, body.content_type.as_str(), body.required),
            (Encoding::Json, "application/vnd.bank+json", false)
        );
    }

    #[test]
    fn a_file_of_a_form_is_bytes() {
        let plan = body(
            "          multipart/form-data: {schema: {type: object, properties: {file: {type: string, format: binary}, name: {type: string}}}}\n",
        );
        let body = plan.operation("send_a").body.as_ref().unwrap();
        assert_eq!(body.encoding, Encoding::Multipart);
        let Shape::Struct(form) = &plan.def("SendABody").shape else {
            panic!("a struct")
        };
        assert_eq!(text(&form.fields[0].ty), "Option<citi_core::Bytes>");
        assert_eq!(text(&form.fields[1].ty), "Option<String>");
    }

    #[test]
    fn xml_alone_is_a_checked_document() {
        let plan = body("          application/xml: {schema: {type: object}}\n");
        let body = plan.operation("send_a").body.as_ref().unwrap();
        assert_eq!(
            (body.encoding, text(&body.ty)),
            (Encoding::Xml, "citi_core::Xml".to_owned())
        );
    }
    #[test]
    fn bytes_are_what_a_parameter_demands() {
        let plan = paths(
            "  /a:\n    post:\n      operationId: sendA\n      parameters:\n        - {name: Content-type, in: header, schema: {type: string, enum: [application/x-tar]}}\n      requestBody:\n        content:\n          application/octet-stream: {schema: {type: string, format: binary}}\n      responses: {'204': {description: None.}}\n",
        );
        let operation = plan.operation("send_a");
        let body = operation.body.as_ref().unwrap();
        assert_eq!(
            (body.encoding, body.content_type.as_str()),
            (Encoding::Bytes, "application/x-tar")
        );
        assert!(operation.parameters.is_empty());
    }
}
