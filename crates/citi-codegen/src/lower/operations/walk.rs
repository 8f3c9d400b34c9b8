//! How code walks from page to page, over the types as they are settled.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostics};
use crate::load::Pointer;
use crate::lower::plan::{
    AnswerPlan, OperationPlan, PageStep, PageWalk, PagingPlan, Payload, RustType, Shape,
    StructPlan, TypeDef,
};
use crate::model::{Document, Place};

/// A list that pages, in a way that can't be expressed over its types.
const NO_PAGES: Code = Code("E022");
/// A page that holds more than one list.
const SEVERAL_LISTS: Code = Code("E023");

/// Finds the way from page to page of each operation that pages; a finding where there is none.
pub(crate) fn walks(
    plans: &mut [OperationPlan],
    document: &Document,
    types: &[TypeDef],
    diagnostics: &mut Diagnostics,
) {
    let types: Types<'_> = types.iter().map(|def| (def.name.as_str(), def)).collect();
    for (plan, published) in plans.iter_mut().zip(&document.operations) {
        let Some(paging) = &plan.paging else {
            continue;
        };
        let walked = walk(plan, paging, &types);
        let finding = match &walked {
            Err(why) => Some((
                NO_PAGES,
                format!("it gives a list page by page, but {why}"),
                "it has no `pages()`: each page is a call that the user makes",
                "describe the page as one object with the cursor in it, with an overlay",
            )),
            Ok(walk) if walk.items.is_none() => Some((
                SEVERAL_LISTS,
                "its pages hold several lists".to_owned(),
                "it has `pages()` and no `items()`, which might give those of the wrong list",
                "take what you need out of each page",
            )),
            Ok(_) => None,
        };
        if let Some((code, found, done, remedy)) = finding {
            let (pointer, span) = (&published.pointer, published.span);
            diagnostics.warning(code, pointer, span, found, done, remedy);
            plan.rules.push(code.to_string());
            plan.rules.sort();
            plan.rules.dedup();
        }
        if let Some(paging) = &mut plan.paging {
            paging.walk = walked.ok();
        }
    }
}

type Types<'a> = BTreeMap<&'a str, &'a TypeDef>;

/// The way, or why there is none.
fn walk(plan: &OperationPlan, paging: &PagingPlan, types: &Types<'_>) -> Result<PageWalk, String> {
    let cursor = plan
        .parameters
        .iter()
        .find(|parameter| {
            parameter.place == Place::Query
                && parameter.wire == paging.cursor_parameter
                && parameter.ty == RustType::String
                && !parameter.json
        })
        .ok_or_else(|| {
            let name = &paging.cursor_parameter;
            format!("its `{name}` is no argument that takes a text")
        })?;
    let AnswerPlan::One(Payload::Json(page)) = &plan.answer else {
        return Err("what it gives differs by status".to_owned());
    };
    let (next_cursor, RustType::String) = steps(page, &paging.next_cursor, types)? else {
        return Err(format!("`{}` is no text", paging.next_cursor));
    };
    let (way, RustType::List(item)) = steps(page, &paging.items, types)? else {
        return Err(format!("`{}` is no list", paging.items));
    };
    let lists = structure(page, types).map_or(0, |plan| {
        let fields = plan.fields.iter();
        fields
            .filter(|field| matches!(field.ty.without_option(), RustType::List(_)))
            .count()
    });
    Ok(PageWalk {
        cursor: cursor.ident.clone(),
        cursor_required: cursor.required,
        page: page.clone(),
        next_cursor,
        items: (lists < 2).then(|| (*item.clone(), way)),
    })
}

/// The fields on the way that `pointer` goes from `ty`, and the type at its end, without `Option`.
fn steps<'a>(
    ty: &'a RustType,
    pointer: &str,
    types: &Types<'a>,
) -> Result<(Vec<PageStep>, &'a RustType), String> {
    let mut at = ty;
    let mut steps = Vec::new();
    let way = Pointer::parse(pointer).unwrap_or_default();
    for name in way.tokens() {
        let field = structure(at, types)
            .and_then(|plan| plan.fields.iter().find(|field| field.wire == name))
            .ok_or_else(|| format!("`{pointer}` leads through a type without fields"))?;
        steps.push(PageStep {
            ident: field.ident.clone(),
            optional: matches!(field.ty, RustType::Option(_)),
        });
        at = field.ty.without_option();
    }
    Ok((steps, at))
}

/// The struct that a type is, in a box too.
fn structure<'a>(ty: &RustType, types: &Types<'a>) -> Option<&'a StructPlan> {
    match ty {
        RustType::Boxed(inner) => structure(inner, types),
        RustType::Named(name) => match &types.get(name.as_str())?.shape {
            Shape::Struct(plan) => Some(plan),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::lower::plan::ModulePlan;
    use crate::lower::{Names, Options, lower};
    use crate::upgrade::upgrade;

    /// The plan of a document with one list, and the findings; `page` is the schema of its page.
    fn list(cursor: &str, page: &str) -> (ModulePlan, Vec<String>) {
        let text = format!(
            "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n  /things:\n    get:\n      \
             operationId: listThings\n      parameters: [{cursor}]\n      responses:\n        \
             '200': {{description: A page., content: {{application/json: {{schema: {{$ref: \
             '#/components/schemas/ThingPage'}}}}}}}}\ncomponents:\n  schemas:\n    \
             Page: {{type: object, properties: {{nextCursor: {{type: string}}}}}}\n    \
             ThingPage: {page}\n"
        );
        let loaded = load("test", text.as_bytes()).unwrap();
        let document = upgrade("test", loaded.root, &mut Diagnostics::default()).unwrap();
        let mut findings = Diagnostics::new("test");
        let plan = lower(
            &document,
            &Options::default(),
            &mut Names::default(),
            &mut findings,
        );
        let findings = findings.into_findings();
        let texts = findings.iter().map(|finding| finding.to_string());
        (plan, texts.collect())
    }

    const CURSOR: &str = "{name: cursor, in: query, schema: {type: string}}";

    fn walk_of(plan: &ModulePlan) -> Option<&PageWalk> {
        plan.operation("list_things").paging.as_ref()?.walk.as_ref()
    }

    fn step(ident: &str, optional: bool) -> PageStep {
        PageStep {
            ident: ident.to_owned(),
            optional,
        }
    }

    #[test]
    fn the_way_follows_the_fields_of_the_types() {
        let (plan, findings) = list(
            CURSOR,
            "{type: object, required: [page], properties: {things: {type: array, items: {type: string}}, page: {$ref: '#/components/schemas/Page'}}}",
        );
        assert_eq!(findings, [] as [String; 0]);
        let walk = walk_of(&plan).unwrap();
        assert_eq!(walk.page, RustType::Named("ThingPage".to_owned()));
        assert_eq!(
            walk.next_cursor,
            [step("page", false), step("next_cursor", true)]
        );
        assert_eq!(
            walk.items,
            Some((RustType::String, vec![step("things", true)]))
        );
        assert!(!walk.cursor_required);
    }

    #[test]
    fn a_page_that_is_put_together_is_walked_through_like_any_other() {
        let (plan, findings) = list(
            CURSOR,
            "{allOf: [{$ref: '#/components/schemas/Page'}, {type: object, required: [things], properties: {things: {type: array, items: {type: string}}}}]}",
        );
        assert_eq!(findings, [] as [String; 0]);
        let walk = walk_of(&plan).unwrap();
        assert_eq!(walk.next_cursor, [step("next_cursor", true)]);
        assert_eq!(
            walk.items,
            Some((RustType::String, vec![step("things", false)]))
        );
    }

    #[test]
    fn where_there_is_no_way_a_finding_says_why() {
        let things = "things: {type: array, items: {type: string}}";
        for (cursor, page, why) in [
            (
                "{name: cursor, in: query, schema: {type: integer}}",
                format!("{{type: object, properties: {{{things}, nextCursor: {{type: string}}}}}}"),
                "its `cursor` is no argument that takes a text",
            ),
            (
                CURSOR,
                format!(
                    "{{type: object, properties: {{{things}, nextCursor: {{type: integer}}}}}}"
                ),
                "`/nextCursor` is no text",
            ),
            (
                CURSOR,
                format!(
                    "{{properties: {{{things}, nextCursor: {{type: string}}}}, oneOf: [{{type: object, properties: {{a: {{type: string}}}}}}, {{type: object, properties: {{b: {{type: string}}}}}}]}}"
                ),
                "`/nextCursor` leads through a type without fields",
            ),
        ] {
            let (plan, findings) = list(cursor, &page);
            assert_eq!(walk_of(&plan), None, "{why}");
            assert!(plan.operation("list_things").paging.is_some());
            let finding = findings.iter().find(|text| text.contains("E022"));
            assert!(
                finding.is_some_and(|text| text.contains(why)),
                "{findings:?}"
            );
            assert_eq!(plan.operation("list_things").rules, ["E022"]);
        }
    }

    #[test]
    fn of_several_lists_none_is_guessed() {
        let (plan, findings) = list(
            CURSOR,
            "{type: object, properties: {links: {type: array, items: {type: string}}, things: {type: array, items: {type: string}}, nextCursor: {type: string}}}",
        );
        assert_eq!(walk_of(&plan).unwrap().items, None);
        assert!(
            findings.iter().any(|text| text.contains("E023")),
            "{findings:?}"
        );
    }
}
