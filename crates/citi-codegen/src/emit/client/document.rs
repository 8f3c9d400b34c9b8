//! An operation's plan → the synthetic document that progenitor sees.
//!
//! Cookies and an optional body travel as headers there: passes put them where they belong.

use indexmap::IndexMap;
use openapiv3::{
    Components, HeaderStyle, Info, MediaType, OpenAPI, Operation, Parameter, ParameterData,
    ParameterSchemaOrContent, PathItem, PathStyle, Paths, QueryStyle, ReferenceOr, RequestBody,
    Response, Responses, Schema, SchemaData, SchemaKind,
};

use super::slots::{self, Types};
use crate::emit::tokens::type_text;
use crate::lower::plan::{OperationPlan, ParameterPlan};
use crate::model::{Method, Place};

/// A document without operations: progenitor makes the bare client of it.
pub(super) fn empty() -> OpenAPI {
    OpenAPI {
        openapi: "3.0.3".to_owned(),
        info: Info {
            title: "Synthetic".to_owned(),
            version: "1".to_owned(),
            ..Info::default()
        },
        ..OpenAPI::default()
    }
}

/// The document of which `plan` is the only operation.
pub(super) fn document(plan: &OperationPlan, types: &Types) -> OpenAPI {
    let mut parameters = Vec::new();
    let mut path = format!("/{}", slots::OPERATION);
    for (index, parameter) in plan.parameters.iter().enumerate() {
        let slot = slots::argument(index);
        if parameter.place == Place::Path {
            path.push_str(&format!("/{{{slot}}}"));
        }
        let reference = types.slot(&type_text(&parameter.ty, "types"));
        parameters.push(ReferenceOr::Item(argument(parameter, slot, &reference)));
    }
    let mut request_body = None;
    if let Some(body) = &plan.body {
        let reference = types.slot(&type_text(&body.ty, "types"));
        if body.is_argument_required() {
            request_body = Some(ReferenceOr::Item(json_body(&reference)));
        } else {
            parameters.push(ReferenceOr::Item(Parameter::Header {
                parameter_data: data(slots::BODY.to_owned(), false, &reference),
                style: HeaderStyle::Simple,
            }));
        }
    }
    let operation = Operation {
        operation_id: Some(slots::OPERATION.to_owned()),
        parameters,
        request_body,
        responses: raw_answer(),
        ..Operation::default()
    };
    OpenAPI {
        paths: Paths {
            paths: IndexMap::from([(path, ReferenceOr::Item(item(plan.method, operation)))]),
            ..Paths::default()
        },
        components: Some(Components {
            schemas: types
                .replacements()
                .map(|(slot, _)| (slot, ReferenceOr::Item(anything())))
                .collect(),
            ..Components::default()
        }),
        ..empty()
    }
}

fn argument(parameter: &ParameterPlan, slot: String, reference: &str) -> Parameter {
    match parameter.place {
        Place::Path => Parameter::Path {
            parameter_data: data(slot, true, reference),
            style: PathStyle::Simple,
        },
        Place::Query => Parameter::Query {
            parameter_data: data(slot, parameter.required, reference),
            allow_reserved: false,
            style: QueryStyle::Form,
            allow_empty_value: None,
        },
        Place::Header | Place::Cookie => Parameter::Header {
            parameter_data: data(slot, parameter.required, reference),
            style: HeaderStyle::Simple,
        },
    }
}

fn data(name: String, required: bool, reference: &str) -> ParameterData {
    ParameterData {
        name,
        description: None,
        required,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(schema(reference)),
        example: None,
        examples: IndexMap::new(),
        explode: None,
        extensions: IndexMap::new(),
    }
}

fn schema(reference: &str) -> ReferenceOr<Schema> {
    ReferenceOr::Reference {
        reference: format!("#/components/schemas/{reference}"),
    }
}

fn anything() -> Schema {
    Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Any(openapiv3::AnySchema::default()),
    }
}

fn json_body(reference: &str) -> RequestBody {
    RequestBody {
        content: IndexMap::from([(
            "application/json".to_owned(),
            MediaType {
                schema: Some(schema(reference)),
                ..MediaType::default()
            },
        )]),
        required: true,
        ..RequestBody::default()
    }
}

/// One answer for every status, of a type that progenitor leaves alone: decoding is ours.
fn raw_answer() -> Responses {
    Responses {
        default: Some(ReferenceOr::Item(Response {
            content: IndexMap::from([("*/*".to_owned(), MediaType::default())]),
            ..Response::default()
        })),
        ..Responses::default()
    }
}

fn item(method: Method, operation: Operation) -> PathItem {
    let mut item = PathItem::default();
    let place = match method {
        Method::Get => &mut item.get,
        Method::Put => &mut item.put,
        Method::Post => &mut item.post,
        Method::Delete => &mut item.delete,
        Method::Options => &mut item.options,
        Method::Head => &mut item.head,
        Method::Patch => &mut item.patch,
        Method::Trace => &mut item.trace,
    };
    *place = Some(operation);
    item
}
