//! The arguments of a call.

use crate::diagnostic::Code;
use crate::load::Node;
use crate::lower::plan::{ParameterPlan, RustType};
use crate::lower::types::{Owner, Types, is_sensitive};
use crate::lower::{Scope, case, docs};
use crate::model::{Operation, Place, Schema};

/// A header whose name HTTP can't carry (RFC 9110 §5.1).
const BAD_HEADER: Code = Code("E021");

/// Methods that a builder has or may get when its document grows. What the code inside of it calls its
/// variables is no matter here: those give way.
const RESERVED: &[&str] = &[
    "body",
    "body_bytes",
    "body_form",
    "body_json",
    "body_multipart",
    "body_stream",
    "body_text",
    "body_xml",
    "clone",
    "exchange",
    "items",
    "new",
    "pages",
    "prepare",
    "resume",
    "send",
    "send_bytes",
    "send_streamed",
    "send_text",
    "send_xml",
    "with_idempotency_key",
    "with_options",
];

/// The arguments, required ones first, and what the runtime fills in.
pub(super) fn parameters(
    operation: &Operation,
    owner: &Owner,
    ident: &str,
    types: &mut Types<'_>,
) -> (Vec<ParameterPlan>, Vec<(Place, String)>) {
    let mut scope = Scope::new(format!("parameter {ident}."), &types.names, RESERVED);
    let mut arguments = Vec::new();
    let mut supplied = Vec::new();
    for parameter in &operation.parameters {
        let options = types.options();
        let header = parameter.place == Place::Header;
        // The runtime names the media type of a body; where there is none, only the caller knows what
        // is asked for.
        let without_body = header
            && parameter.required
            && operation.body.is_none()
            && parameter.name.eq_ignore_ascii_case("content-type");
        if parameter.place != Place::Path && options.is_supplied(&parameter.name) && !without_body
            || header && options.is_idempotency_header(&parameter.name)
        {
            types.note_scalar(&parameter.schema);
            supplied.push((parameter.place, parameter.name.clone()));
            continue;
        }
        if header && http::HeaderName::from_bytes(parameter.name.trim().as_bytes()).is_err() {
            types.diagnostics.warning(
                BAD_HEADER,
                &parameter.pointer,
                parameter.span,
                format!("`{}` can't be the name of a header", parameter.name),
                "it is left out of the call",
                "correct the name with an overlay",
            );
            continue;
        }
        let key = format!("{}.{}", parameter.place.key(), parameter.name);
        let owner = Owner {
            key: format!("{} {key}", owner.key),
            hint: format!("{}{}", owner.hint, case::pascal(&parameter.name)),
            property: Some(parameter.name.clone()),
            ..owner.clone()
        };
        let typed = types.typed(&parameter.schema, &owner);
        let wanted = case::snake(&parameter.name);
        let ident = scope.given(
            &mut types.names,
            &key,
            &wanted,
            &[format!(
                "{}_{}",
                wanted.trim_end_matches('_'),
                parameter.place.key()
            )],
        );
        arguments.push(ParameterPlan {
            ident,
            wire: parameter.name.clone(),
            place: parameter.place,
            required: parameter.required,
            sensitive: is_sensitive(&parameter.name, &types.options().sensitive)
                || typed.ty == RustType::Secret,
            ty: typed.ty,
            style: parameter.style,
            explode: parameter.explode,
            allow_reserved: parameter.allow_reserved,
            json: parameter.content.is_some(),
            rules: typed.rules,
            item_rules: typed.item_rules,
            docs: docs::clean(
                parameter
                    .description
                    .as_deref()
                    .or(parameter.schema.description.as_deref())
                    .unwrap_or_default(),
            ),
        });
    }
    arguments.sort_by_key(|argument| !argument.required);
    (arguments, supplied)
}

/// The one value that a schema allows or proposes.
pub(super) fn fixed(schema: &Schema) -> Option<String> {
    match schema.values.as_deref() {
        Some([only]) => only.scalar_text(),
        _ => schema.default.as_ref().and_then(Node::scalar_text),
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::testing::paths;
    use crate::model::Place;

    #[test]
    fn a_header_that_can_not_be_sent_costs_no_operation() {
        let plan = paths(
            "  /a:\n    get:\n      operationId: getA\n      parameters:\n        - {name: 'Größe der Seite', in: header, schema: {type: string}}\n        - {name: Größe, in: query, schema: {type: string}}\n      responses: {'204': {description: None.}}\n",
        );
        let operation = plan.operation("get_a");
        assert_eq!(operation.parameters.len(), 1);
        assert_eq!(operation.parameters[0].ident, "grosse");
        assert_eq!(operation.rules, ["E021"]);
    }

    #[test]
    fn a_media_type_demanded_without_a_body_is_an_argument() {
        let head = "  /a:\n    get:\n      operationId: getA\n      parameters:\n        - {name: Content-Type, in: header, required: ";
        let tail = ", schema: {type: string}}\n      responses: {'204': {description: None.}}\n";
        let demanded = paths(&format!("{head}true{tail}"));
        let arguments = &demanded.operation("get_a").parameters;
        assert_eq!(arguments[0].ident, "content_type");
        let optional = paths(&format!("{head}false{tail}"));
        assert!(optional.operation("get_a").parameters.is_empty());
    }

    #[test]
    fn one_name_in_two_places_is_two_arguments_and_what_is_known_is_none() {
        let plan = paths(
            "  /a/{id}:\n    get:\n      operationId: getA\n      parameters:\n        - {name: id, in: path, required: true, schema: {type: string}}\n        - {name: id, in: query, schema: {type: string}}\n        - {name: Authorization, in: header, required: true, schema: {type: string}}\n        - {name: Idempotency-Key, in: header, schema: {type: string}}\n        - {name: send, in: query, required: true, schema: {type: boolean}}\n      responses: {'204': {description: None.}}\n",
        );
        let operation = plan.operation("get_a");
        let idents: Vec<_> = operation
            .parameters
            .iter()
            .map(|parameter| (parameter.ident.as_str(), parameter.place))
            .collect();
        assert_eq!(
            idents,
            [
                ("id", Place::Path),
                ("send_query", Place::Query),
                ("id_query", Place::Query)
            ]
        );
        assert_eq!(
            operation.idempotency_header.as_deref(),
            Some("Idempotency-Key")
        );
        assert_eq!(operation.supplied.len(), 2);
    }
}
