//! What operations ask of their caller.

use crate::lower::plan::{OperationPlan, SchemePlan};
use crate::lower::types::Types;
use crate::lower::{Scope, case, docs};
use crate::model::{Operation, SchemeKind};

/// The schemes that the operations of a module ask for, in the document's order; says in each operation which it
/// takes. An alternative with a scheme that is not described is none.
pub(crate) fn schemes(plans: &mut [OperationPlan], types: &mut Types<'_>) -> Vec<SchemePlan> {
    let document = types.document();
    let asked = |name: &String| {
        let mut all = document.operations.iter().flat_map(|o| &o.security);
        all.any(|requirement| requirement.schemes.contains_key(name))
    };
    let mut scope = Scope::new("security ", &types.names, &[]);
    let mut schemes: Vec<SchemePlan> = Vec::new();
    for (name, scheme) in &document.schemes {
        if asked(name) {
            let wanted = case::snake(name).to_uppercase();
            schemes.push(SchemePlan {
                ident: scope.given(&mut types.names, name, &wanted, &[]),
                name: docs::first_line(name),
                kind: scheme.kind.clone(),
                docs: docs::clean(scheme.description.as_deref().unwrap_or_default()),
            });
        }
    }
    let names: Vec<&String> = document.schemes.keys().filter(|name| asked(name)).collect();
    let ident = |name: &String| {
        let at = names.iter().position(|known| *known == name)?;
        schemes.get(at).map(|scheme| scheme.ident.clone())
    };
    for (plan, operation) in plans.iter_mut().zip(&document.operations) {
        let alternatives = operation.security.iter();
        plan.security = alternatives
            .filter_map(|requirement| requirement.schemes.keys().map(ident).collect())
            .collect();
        // One that takes no caller's word is said by an empty list.
        if plan.security.iter().all(Vec::is_empty) {
            plan.security.clear();
        }
    }
    schemes
}

/// What it takes to call the operation, an alternative each: `OAuth 2 (clientCredentials) + key in header X-Client`.
pub(super) fn in_words(operation: &Operation, types: &Types<'_>) -> Vec<String> {
    let schemes = &types.document().schemes;
    let alternatives = operation.security.iter().map(|requirement| {
        let kinds: Vec<String> = requirement
            .schemes
            .keys()
            .map(|name| match schemes.get(name) {
                Some(scheme) => kind(&scheme.kind),
                None => format!("`{name}`, which is not described"),
            })
            .collect();
        match kinds.is_empty() {
            true => "nothing".to_owned(),
            false => kinds.join(" + "),
        }
    });
    let mut alternatives: Vec<String> = alternatives.collect();
    alternatives.dedup();
    alternatives
}

fn kind(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::ApiKey { name, place } => format!("key in {} {name}", place.key()),
        SchemeKind::Http { scheme, .. } => format!("HTTP {scheme}"),
        SchemeKind::MutualTls => "client certificate".to_owned(),
        SchemeKind::OAuth2 { flows } => {
            let flows: Vec<&str> = flows.iter().map(|flow| flow.name.as_str()).collect();
            format!("OAuth 2 ({})", flows.join(", "))
        }
        SchemeKind::OpenIdConnect { .. } => "OpenID Connect".to_owned(),
        SchemeKind::Unknown { kind } => format!("`{kind}`"),
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::testing::paths;

    #[test]
    fn each_alternative_names_the_schemes_that_go_together() {
        let plan = paths(
            "  /a:\n    get:\n      operationId: getA\n      security: [{client-id: [], user: [read]}, {pass: []}, {}]\n      \
             responses: {'200': {description: One.}}\n  /b:\n    get:\n      operationId: getB\n      \
             responses: {'200': {description: One.}}\n\
             components:\n  securitySchemes:\n    unused: {type: http, scheme: digest}\n    \
             pass: {type: http, scheme: Basic}\n    client-id: {type: apiKey, in: query, name: client_id}\n    \
             user: {type: oauth2, description: A user., flows: {clientCredentials: {tokenUrl: 'https://a.example/t', \
             scopes: {read: Read.}}}}\n",
        );
        let names: Vec<&str> = plan.schemes.iter().map(|s| s.ident.as_str()).collect();
        assert_eq!(names, ["PASS", "CLIENT_ID", "USER"]);
        let a = plan.operation("get_a");
        assert_eq!(
            a.security,
            [vec!["CLIENT_ID", "USER"], vec!["PASS"], vec![]]
        );
        assert_eq!(
            a.asks_for,
            [
                "key in query client_id + OAuth 2 (clientCredentials)",
                "HTTP basic",
                "nothing"
            ]
        );
        assert!(plan.operation("get_b").security.is_empty());
    }
}
