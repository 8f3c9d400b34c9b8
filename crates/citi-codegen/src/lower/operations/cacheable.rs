//! Which answers may be kept for a while: those that the manifest names, and none that hold what must not be shown.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostics};
use crate::lower::Options;
use crate::lower::plan::{AnswerPlan, OperationPlan, Payload, RustType, Shape, TypeDef};
use crate::lower::types::is_sensitive;
use crate::model::{Document, Method, Operation, Status};

/// The manifest would keep answers that hold what must not be shown.
const SENSITIVE: Code = Code("E027");
/// The manifest would keep the answers of an operation that is more than a question.
const NO_QUESTION: Code = Code("E028");

type Types<'a> = BTreeMap<&'a str, &'a TypeDef>;

/// Says of each operation whether its arguments or its answer are sensitive, and refuses to keep answers that must not
/// be kept.
pub(crate) fn cacheable(
    plans: &mut [OperationPlan],
    document: &Document,
    types: &[TypeDef],
    options: &Options,
    diagnostics: &mut Diagnostics,
) {
    let types: Types<'_> = types.iter().map(|def| (def.name.as_str(), def)).collect();
    for (plan, published) in plans.iter_mut().zip(&document.operations) {
        let secret = in_arguments(plan, &types)
            .or_else(|| in_answer(plan, &types))
            .or_else(|| in_headers(published, options));
        plan.sensitive = secret.is_some();
        if plan.cache_seconds.is_none() {
            continue;
        }
        let id = plan.published_id.as_ref().unwrap_or(&plan.ident);
        let refused = match secret {
            _ if plan.method != Method::Get => Some((
                NO_QUESTION,
                format!(
                    "the manifest lets answers to `{id}` be kept, and it is a {}: only those to a GET may be",
                    plan.method
                ),
            )),
            Some(place) => Some((
                SENSITIVE,
                format!(
                    "the manifest lets answers to `{id}` be kept, and {place} must not be shown, nor kept"
                ),
            )),
            None => None,
        };
        if let Some((code, found)) = refused {
            plan.cache_seconds = None;
            let remedy = format!("take `{id}` out of `cacheable` in specs/portal.toml");
            diagnostics.error(code, &published.pointer, published.span, found, remedy);
        }
    }
}

/// The place of an argument that must not be shown: the address of what is kept would hold it.
fn in_arguments(plan: &OperationPlan, types: &Types<'_>) -> Option<String> {
    for parameter in &plan.parameters {
        if parameter.sensitive || leaf(&parameter.ty) == &RustType::Secret {
            return Some(format!("its argument `{}`", parameter.wire));
        }
        if let Some(place) = in_type(&parameter.ty, types, Way::Sent) {
            return Some(format!("{place} of its argument `{}`", parameter.wire));
        }
    }
    let bodies = plan
        .body
        .iter()
        .flat_map(|body| std::iter::once(body).chain(&body.others));
    let mut places = bodies.filter_map(|body| in_type(&body.ty, types, Way::Sent));
    places.next().map(|place| format!("{place} of its body"))
}

fn in_answer(plan: &OperationPlan, types: &Types<'_>) -> Option<String> {
    let payloads = match &plan.answer {
        AnswerPlan::One(payload) => vec![payload],
        AnswerPlan::ByStatus { arms, .. } => arms.iter().map(|arm| &arm.payload).collect(),
    };
    let mut places = payloads.into_iter().filter_map(|payload| match payload {
        Payload::Json(ty) => in_type(ty, types, Way::Read),
        Payload::Empty | Payload::Text | Payload::Bytes | Payload::Xml => None,
    });
    places.next().map(|place| format!("{place} of its answer"))
}

/// A header of a success, which is kept with it.
fn in_headers(published: &Operation, options: &Options) -> Option<String> {
    let successes = published
        .responses
        .iter()
        .filter(|response| match response.status {
            Status::Code(code) => code == 200,
            Status::Range(class) => class == 2,
            Status::Default => true,
        });
    let mut names = successes
        .flat_map(|response| &response.headers)
        .map(|header| &header.name);
    names
        .find(|name| is_sensitive(name, &options.sensitive))
        .map(|name| format!("the header `{name}` of its answer"))
}

/// Which way a value travels.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Sent,
    Read,
}

/// The first property, in the order of the document, that must not be shown.
fn in_type(ty: &RustType, types: &Types<'_>, way: Way) -> Option<String> {
    if leaf(ty) == &RustType::Secret {
        return Some("the secret".to_owned());
    }
    let mut seen = BTreeSet::new();
    let mut open: Vec<&RustType> = vec![ty];
    while let Some(ty) = open.pop() {
        let Some(def) = ty.named().and_then(|name| types.get(name)) else {
            continue;
        };
        if !seen.insert(def.name.as_str()) {
            continue;
        }
        let mut inner: Vec<&RustType> = Vec::new();
        match &def.shape {
            Shape::Struct(plan) => {
                for field in &plan.fields {
                    let travels = match way {
                        Way::Sent => !field.read_only,
                        Way::Read => !field.write_only,
                    };
                    if travels && (field.sensitive || leaf(&field.ty) == &RustType::Secret) {
                        return Some(format!("the property `{}` ({})", field.wire, def.pointer));
                    }
                    inner.extend(travels.then_some(&field.ty));
                }
                inner.extend(&plan.additional);
            }
            Shape::Union(plan) => inner.extend(plan.variants.iter().map(|variant| &variant.ty)),
            Shape::Alias { target, .. } => inner.push(target),
            Shape::Enum(_) => {}
        }
        if inner.iter().any(|ty| leaf(ty) == &RustType::Secret) {
            return Some(format!("a secret ({})", def.pointer));
        }
        open.extend(inner.into_iter().rev());
    }
    None
}

/// What a list, a map or an option is of.
fn leaf(mut ty: &RustType) -> &RustType {
    while let RustType::List(inner)
    | RustType::Map(inner)
    | RustType::Option(inner)
    | RustType::Boxed(inner) = ty
    {
        ty = inner;
    }
    ty
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, Severity};
    use crate::load::load;
    use crate::lower::plan::ModulePlan;
    use crate::lower::{Names, lower};
    use crate::upgrade::upgrade;

    /// The plan of a document with one operation that may be kept, and the findings.
    fn kept(method: &str, rest: &str, schema: &str) -> (ModulePlan, Vec<Diagnostic>) {
        let text = format!(
            "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n  /rates:\n    {method}:\n      \
             operationId: getRates\n      {rest}\n      responses:\n        '200': {{description: Rates., \
             content: {{application/json: {{schema: {{$ref: '#/components/schemas/Rates'}}}}}}}}\n        \
             '404': {{description: None., content: {{application/json: {{schema: {{type: object, properties: \
             {{accountNumber: {{type: string}}}}}}}}}}}}\n\
             components:\n  schemas:\n    Rates: {schema}\n    Owner: {{type: object, properties: {{rates: \
             {{$ref: '#/components/schemas/Rates'}}, ownerRef: {{type: string}}}}}}\n"
        );
        let loaded = load("bank.yaml", text.as_bytes()).unwrap();
        let mut findings = loaded.diagnostics;
        let document = upgrade("bank", loaded.root, &mut findings).unwrap();
        let options = Options {
            cacheable: BTreeMap::from([("getRates".to_owned(), 30)]),
            sensitive: vec!["owner_ref".to_owned()],
            ..Options::default()
        };
        let plan = lower(&document, &options, &mut Names::default(), &mut findings);
        let mut findings = findings.into_findings();
        findings.retain(|finding| finding.severity == Severity::Error);
        (plan, findings)
    }

    const RATES: &str = "{type: object, properties: {mid: {type: number}}}";

    #[test]
    fn what_is_nobodys_secret_is_kept() {
        let write_only = "{type: object, properties: {pin: {type: string, writeOnly: true}}}";
        for schema in [RATES, write_only] {
            let (plan, findings) = kept("get", "tags: [rates]", schema);
            assert_eq!(findings, []);
            let plan = plan.operation("get_rates");
            assert_eq!((plan.cache_seconds, plan.sensitive), (Some(30), false));
        }
    }

    #[test]
    fn an_answer_that_holds_what_must_not_be_shown_is_refused() {
        for (schema, name) in [
            (
                "{type: object, properties: {accountNumber: {type: string}}}",
                "`accountNumber`",
            ),
            (
                "{type: array, items: {$ref: '#/components/schemas/Owner'}}",
                "`ownerRef`",
            ),
            (
                "{type: object, additionalProperties: {$ref: '#/components/schemas/Owner'}}",
                "`ownerRef`",
            ),
            (
                "{oneOf: [{type: string}, {$ref: '#/components/schemas/Owner'}]}",
                "`ownerRef`",
            ),
            (
                "{allOf: [{$ref: '#/components/schemas/Owner'}]}",
                "`ownerRef`",
            ),
            (
                "{type: object, properties: {a: {type: object, properties: {b: {type: array, items: {type: object, properties: {iban: {type: string}}}}}}}}",
                "`iban`",
            ),
            (
                "{type: object, properties: {word: {type: string, format: password}}}",
                "`word`",
            ),
        ] {
            let (plan, findings) = kept("get", "tags: [rates]", schema);
            let [finding] = findings.as_slice() else {
                panic!("{schema}: {findings:?}");
            };
            assert_eq!(finding.code, SENSITIVE, "{schema}");
            assert!(finding.found.contains(name), "{schema}: {finding}");
            assert!(finding.found.contains("/components/schemas/"), "{finding}");
            assert_eq!(finding.document, "bank.yaml");
            assert_eq!(
                (finding.line, finding.pointer.as_str()),
                (6, "/paths/~1rates/get")
            );
            assert!(
                finding.remedy.contains("`getRates` out of `cacheable`"),
                "{finding}"
            );
            let plan = plan.operation("get_rates");
            assert_eq!((plan.cache_seconds, plan.sensitive), (None, true));
        }
    }

    #[test]
    fn an_argument_that_must_not_be_shown_is_refused_too() {
        let argument = "parameters: [{name: cardId, in: query, schema: {type: string}}]";
        let (plan, findings) = kept("get", argument, RATES);
        assert_eq!(findings[0].code, SENSITIVE);
        assert!(
            findings[0].found.contains("argument `cardId`"),
            "{findings:?}"
        );
        assert!(plan.operation("get_rates").sensitive);
    }

    #[test]
    fn only_answers_to_a_get_are_kept() {
        for method in ["post", "put", "delete", "patch", "head", "options"] {
            let (plan, findings) = kept(method, "tags: [rates]", RATES);
            let [finding] = findings.as_slice() else {
                panic!("{method}: {findings:?}");
            };
            assert_eq!(finding.code, NO_QUESTION);
            assert!(finding.line > 0 && !finding.remedy.is_empty());
            assert_eq!(plan.operation("get_rates").cache_seconds, None);
        }
    }
}
