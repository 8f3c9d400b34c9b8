//! What a call gives.

use super::payload::{choose, has_no_body, payload, plain_payload};
use super::status_name::status_name;
use crate::diagnostic::Code;
use crate::lower::docs;
use crate::lower::plan::{AnswerArm, AnswerPlan, ErrorPlan, OtherAnswer, Payload};
use crate::lower::types::{Owner, Types};
use crate::model::{Method, Operation, Response, Schema, Status};

/// What a call gives, on success and on error, and the media types to ask for.
pub(super) struct Answers {
    pub(super) success: AnswerPlan,
    pub(super) others: Vec<OtherAnswer>,
    pub(super) errors: Vec<AnswerArm>,
    pub(super) error: ErrorPlan,
    pub(super) accept: Vec<String>,
    /// Statuses other than 200 to 299 that are the answer.
    pub(super) statuses: Vec<u16>,
}

/// What redirects is the only answer, and no error.
const REDIRECTS: Code = Code("E025");
/// An answer whose status has no body is described with one.
const NO_BODY: Code = Code("E026");

/// The answers of an operation. `default` is an error where a success is documented beside it, else both. Where
/// neither is documented, a redirect is the answer: a page where a user signs in.
pub(super) fn answers(operation: &Operation, owner: &Owner, types: &mut Types<'_>) -> Answers {
    let documented = operation
        .responses
        .iter()
        .any(|response| response.status.is_success());
    let statuses = redirects(operation, documented, types);
    let is_answer = |status: Status| match status {
        Status::Code(code) => status.is_success() || statuses.contains(&code),
        Status::Range(_) => status.is_success(),
        Status::Default => !documented && statuses.is_empty(),
    };
    let mut accept = Vec::new();
    let mut success: Vec<AnswerArm> = Vec::new();
    let mut errors = Vec::new();
    for response in &operation.responses {
        let status = response.status;
        if is_answer(status) {
            success.push(arm(response, operation, owner, true, types, &mut accept));
        }
        let beside = documented || !statuses.is_empty();
        if status.is_error() || status == Status::Default && beside {
            errors.push(arm(response, operation, owner, false, types, &mut accept));
        }
    }
    success.sort_by_key(|arm| arm.status);
    errors.sort_by_key(|arm| arm.status);
    let others = others(operation, &success, types);
    let success = settle(success, owner, types);
    Answers {
        others,
        success,
        error: error(&errors, owner, types),
        errors,
        accept,
        statuses,
    }
}

/// The statuses of redirects that are the answer, because no success is documented.
fn redirects(operation: &Operation, documented: bool, types: &mut Types<'_>) -> Vec<u16> {
    let other = |status: Status| match status {
        Status::Code(code) if (100..200).contains(&code) || (300..400).contains(&code) => {
            Some(code)
        }
        _ => None,
    };
    let statuses: Vec<u16> = operation
        .responses
        .iter()
        .filter_map(|response| other(response.status))
        .collect();
    let default = operation
        .responses
        .iter()
        .any(|response| response.status == Status::Default && !response.content.is_empty());
    if documented || default {
        return Vec::new();
    }
    if let Some(status) = statuses.first() {
        types.diagnostics.note(
            REDIRECTS,
            &operation.pointer,
            operation.span,
            format!("no success is documented, but an answer with status {status}"),
            "that is what the call gives; its headers say where to go",
        );
    }
    statuses
}

/// What can be asked for in place of `success`: text, bytes or XML beside something else.
fn others(operation: &Operation, success: &[AnswerArm], types: &Types<'_>) -> Vec<OtherAnswer> {
    let mut others: Vec<OtherAnswer> = Vec::new();
    if operation.method == Method::Head {
        return others;
    }
    let may_be_empty = success.iter().any(|arm| arm.payload == Payload::Empty);
    for arm in success {
        let of_arm = |response: &&Response| response.status == arm.status;
        for media in operation
            .responses
            .iter()
            .filter(of_arm)
            .flat_map(|response| &response.content)
        {
            let Some(payload) = plain_payload(media, types) else {
                continue;
            };
            if success.iter().any(|arm| arm.payload == payload) || media.name.is_empty() {
                continue;
            }
            match others.iter_mut().find(|other| other.payload == payload) {
                Some(other) if other.accept.contains(&media.name) => {}
                Some(other) => other.accept.push(media.name.clone()),
                None => others.push(OtherAnswer {
                    payload,
                    accept: vec![media.name.clone()],
                    may_be_empty,
                }),
            }
        }
    }
    others
}

/// The bodies of the errors that have one in JSON.
fn error(errors: &[AnswerArm], owner: &Owner, types: &mut Types<'_>) -> ErrorPlan {
    let mut bodies = errors.iter().filter_map(|arm| match &arm.payload {
        Payload::Json(ty) => Some(ty),
        _ => None,
    });
    match bodies.next() {
        None => ErrorPlan::None,
        Some(first) if bodies.all(|ty| ty == first) => ErrorPlan::One(first.clone()),
        Some(_) => ErrorPlan::ByStatus(types.name(
            &format!("{} error", owner.key),
            &format!("{}Error", owner.hint),
        )),
    }
}

fn settle(arms: Vec<AnswerArm>, owner: &Owner, types: &mut Types<'_>) -> AnswerPlan {
    let Some(first) = arms.first() else {
        return AnswerPlan::One(Payload::Empty);
    };
    if arms.iter().all(|arm| arm.payload == first.payload) {
        return AnswerPlan::One(first.payload.clone());
    }
    let name = types.name(
        &format!("{} answer", owner.key),
        &format!("{}Answer", owner.hint),
    );
    AnswerPlan::ByStatus { name, arms }
}

fn arm(
    response: &Response,
    operation: &Operation,
    owner: &Owner,
    success: bool,
    types: &mut Types<'_>,
    accept: &mut Vec<String>,
) -> AnswerArm {
    let status = response.status;
    let ident = status_name(status);
    let suffix = if success
        && operation
            .responses
            .iter()
            .filter(|other| other.status.is_success())
            .count()
            < 2
    {
        "Response".to_owned()
    } else {
        format!("{ident}Response")
    };
    let owner = Owner {
        key: format!("{} {status}", owner.key),
        hint: format!("{}{suffix}", owner.hint),
        ..owner.clone()
    };
    for header in &response.headers {
        types.note_scalar(&header.schema);
    }
    let bodiless = has_no_body(status);
    if bodiless && !response.content.is_empty() {
        types.diagnostics.note(
            NO_BODY,
            &response.pointer,
            response.span,
            format!(
                "an answer with status {status} is described with a body, and HTTP gives it none"
            ),
            "it is an answer without a body",
        );
    }
    let media = choose(&response.content).filter(|_| operation.method != Method::Head && !bodiless);
    if let Some(media) = media {
        let name = media.name.clone();
        if !name.is_empty() && !accept.contains(&name) {
            accept.push(name);
        }
    }
    let payload = media.map_or(Payload::Empty, |media| payload(media, &owner, types));
    if let Some(chosen) = media.and_then(|media| media.schema.as_ref()) {
        // What the other media types hold is mostly the same.
        for other in response
            .content
            .iter()
            .filter_map(|media| media.schema.as_ref())
        {
            if refers_alike(chosen, other) {
                types.note_same(other, chosen);
            }
        }
    }
    for schema in response
        .content
        .iter()
        .filter_map(|media| media.schema.as_ref())
    {
        types.note_scalar(schema);
    }
    AnswerArm {
        status,
        ident,
        payload,
        docs: docs::clean(response.description.as_deref().unwrap_or_default()),
    }
}

/// Whether two schemas hold nothing but the same references.
fn refers_alike(a: &Schema, b: &Schema) -> bool {
    let references = |schema: &Schema| {
        let arms = [&schema.one_of, &schema.any_of, &schema.all_of];
        let plain = schema.properties.is_empty() && schema.items.is_none();
        let names: Option<Vec<Vec<String>>> = arms
            .iter()
            .map(|arms| arms.iter().map(|arm| arm.reference.clone()).collect())
            .collect();
        names
            .filter(|_| plain)
            .map(|names| (schema.reference.clone(), names))
    };
    references(a).is_some_and(|known| references(b) == Some(known))
}

#[cfg(test)]
mod tests {
    use crate::lower::plan::{AnswerPlan, Payload};
    use crate::lower::testing::paths;

    fn answers(responses: &str) -> crate::lower::plan::ModulePlan {
        paths(&format!(
            "  /a:\n    get:\n      operationId: getA\n      responses:\n{responses}"
        ))
    }

    const JSON: &str =
        "content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}";

    #[test]
    fn answers_that_differ_by_status_are_an_enum() {
        let plan = answers(&format!(
            "        '200': {{description: One., {JSON}}}\n        '204': {{description: None.}}\n        default: {{description: Wrong.}}\n"
        ));
        let AnswerPlan::ByStatus { name, arms } = &plan.operation("get_a").answer else {
            panic!("an enum")
        };
        assert_eq!(name, "GetAAnswer");
        assert_eq!(
            arms.iter()
                .map(|arm| arm.ident.as_str())
                .collect::<Vec<_>>(),
            ["Ok", "NoContent"]
        );
        assert_eq!(
            plan.operation("get_a").errors.len(),
            1,
            "beside a success, default is an error"
        );
    }

    #[test]
    fn default_alone_is_the_answer() {
        let plan = answers(&format!("        default: {{description: One., {JSON}}}\n"));
        assert!(matches!(
            &plan.operation("get_a").answer,
            AnswerPlan::One(Payload::Json(_))
        ));
        assert!(plan.operation("get_a").errors.is_empty());
    }

    #[test]
    fn a_redirect_alone_is_the_answer() {
        let plan = answers(
            "        '302': {description: Sign in.}\n        '400': {description: Wrong.}\n",
        );
        let operation = plan.operation("get_a");
        assert_eq!(operation.answers, [302]);
        assert_eq!(operation.rules, ["E025"]);
        assert!(matches!(&operation.answer, AnswerPlan::One(Payload::Empty)));
        assert_eq!(operation.errors.len(), 1);
        let beside = answers(&format!(
            "        '200': {{description: One., {JSON}}}\n        '302': {{description: Sign in.}}\n"
        ));
        assert!(beside.operation("get_a").answers.is_empty());
    }

    #[test]
    fn what_has_no_body_by_its_status_has_none() {
        let plan = answers(&format!(
            "        '204': {{description: None., {JSON}}}\n        '400': {{description: Wrong., {JSON}}}\n"
        ));
        let operation = plan.operation("get_a");
        assert_eq!(operation.rules, ["E026"]);
        assert!(matches!(&operation.answer, AnswerPlan::One(Payload::Empty)));
        assert!(matches!(&operation.errors[0].payload, Payload::Json(_)));
    }

    #[test]
    fn a_success_that_is_not_described_is_empty() {
        let plan = answers("        '404': {description: Not there.}\n");
        assert!(matches!(
            &plan.operation("get_a").answer,
            AnswerPlan::One(Payload::Empty)
        ));
    }
}
