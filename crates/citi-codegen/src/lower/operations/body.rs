//! What a call sends.

use super::parameters::fixed;
use crate::diagnostic::Code;
use crate::lower::docs;
use crate::lower::plan::{BodyPlan, Encoding, RustType};
use crate::lower::types::{Owner, Typed, Types};
use crate::model::{Body, Media, Operation, Place};

/// A body can be sent in several media types.
const SEVERAL: Code = Code("E020");

/// The body of a call: JSON if the bank takes it, else the first media type that it does.
pub(super) fn body(
    body: &Body,
    operation: &Operation,
    owner: &Owner,
    types: &mut Types<'_>,
) -> Option<BodyPlan> {
    let media = choose(&body.content)?;
    if body
        .content
        .iter()
        .any(|other| encoding(other, types) != encoding(media, types))
    {
        types.diagnostics.note(
            SEVERAL,
            &body.pointer,
            body.span,
            format!(
                "the body can be sent as {}",
                body.content
                    .iter()
                    .map(|media| media.name.as_str())
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
            format!("it is sent as {}", media.name),
        );
    }
    let owner = Owner {
        key: format!("{} body", owner.key),
        hint: format!("{}Body", owner.hint),
        ..owner.clone()
    };
    let encoding = encoding(media, types);
    let typed = match (encoding, &media.schema) {
        (Encoding::Bytes, _) => Typed::plain(RustType::Bytes),
        (Encoding::Text, _) => Typed::plain(RustType::String),
        (Encoding::Xml, _) => Typed::plain(RustType::Xml),
        (Encoding::Multipart, Some(schema)) => types.typed_form(
            schema,
            &Owner {
                binary: true,
                ..owner.clone()
            },
        ),
        (_, Some(schema)) => types.typed(schema, &owner),
        (_, None) => Typed::json(false),
    };
    for schema in body
        .content
        .iter()
        .filter_map(|media| media.schema.as_ref())
    {
        types.note_scalar(schema);
    }
    let nullable = typed.nullable;
    let (rules, item_rules) = (typed.rules.clone(), typed.item_rules.clone());
    Some(BodyPlan {
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
    })
}

fn choose(content: &[Media]) -> Option<&Media> {
    let rank = |media: &Media| match media.essence().as_str() {
        "application/json" => 0,
        _ if media.is_json() => 1,
        "application/x-www-form-urlencoded" => 3,
        "multipart/form-data" => 4,
        "*/*" | "" | "application/*" => 2,
        essence if essence.starts_with("multipart/") => 5,
        _ if media.is_xml() => 6,
        essence if essence.starts_with("text/") => 7,
        _ => 8,
    };
    content.iter().min_by_key(|media| rank(media))
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
            value
                .split(';')
                .next()
                .is_some_and(|essence| essence.trim().eq_ignore_ascii_case(&media.essence()))
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
}
