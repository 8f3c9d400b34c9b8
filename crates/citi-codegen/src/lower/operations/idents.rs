//! What operations are called.

use std::collections::BTreeSet;

use crate::lower::{DocumentNames, case};
use crate::model::{Method, Operation};

/// Methods that every client has beside its operations, those of the traits that it implements, of which `into` and
/// `try_into` take a client before an operation of that name does, and the constant of the operation table that lists
/// them all.
const RESERVED: &[&str] = &[
    "clone",
    "connection",
    "fmt",
    "into",
    "new",
    "operations",
    "try_into",
];

/// Ids that say no more than the method does.
const VERBS: &[&str] = &[
    "call", "create", "delete", "fetch", "get", "head", "list", "options", "patch", "post", "put",
    "read", "retrieve", "trace", "update",
];

/// The method names of one client, each given once, and so that their builders' names differ too.
#[derive(Debug, Default)]
pub(crate) struct Idents {
    taken: BTreeSet<String>,
}

impl Idents {
    /// Names locked for this document are given to nobody else.
    pub(crate) fn new(names: &DocumentNames<'_>) -> Self {
        let mut taken: BTreeSet<String> = RESERVED.iter().map(|name| case::pascal(name)).collect();
        taken.extend(names.locked("operation ").map(case::pascal));
        Self { taken }
    }

    /// The method name of an operation: from its id, or, where it has none that says anything, from method and path.
    pub(crate) fn name(&mut self, operation: &Operation, names: &mut DocumentNames<'_>) -> String {
        let key = format!("operation {}", identity(operation));
        if let Some(locked) = names.get(&key).map(str::to_owned) {
            return names.invent(&key, &locked);
        }
        let published = operation
            .id
            .as_deref()
            .map(case::snake)
            .filter(|name| says_something(name));
        if let Some(name) = &published
            && self.taken.insert(case::pascal(name))
        {
            return name.clone();
        }
        let base =
            published.unwrap_or_else(|| from_path(operation.method, &published_path(operation)));
        let mut name = base.clone();
        let mut number = 2_u64;
        while !self.taken.insert(case::pascal(&name)) {
            name = format!("{base}_{number}");
            number += 1;
        }
        names.invent(&key, &name)
    }
}

/// What an operation is known by, whatever it is called: `GET /accounts`. Paths that differ in a query or a fragment are
/// sent alike; there it is the path as published.
pub(super) fn identity(operation: &Operation) -> String {
    format!("{} {}", operation.method, published_path(operation))
}

fn published_path(operation: &Operation) -> String {
    let published = operation.pointer.tokens().nth(1);
    published
        .filter(|path| path.contains(['?', '#']))
        .unwrap_or_else(|| operation.path.clone())
}

fn says_something(name: &str) -> bool {
    name.trim_start_matches('x')
        .chars()
        .any(char::is_alphabetic)
        && !VERBS.contains(&name.trim_end_matches('_'))
}

/// `GET /accounts/{accountId}/balances` → `get_accounts_by_account_id_balances`.
fn from_path(method: Method, path: &str) -> String {
    let mut words = vec![method.key().to_owned()];
    for segment in path
        .split(['/', '?', '#'])
        .filter(|segment| !segment.is_empty())
    {
        if let Some(parameter) = segment
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'))
        {
            words.push("by".to_owned());
            words.push(parameter.to_owned());
        } else {
            words.push(segment.replace(['{', '}'], " "));
        }
    }
    case::snake(&words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::testing::paths;

    #[test]
    fn an_operation_takes_no_method_of_the_client() {
        for own in super::RESERVED {
            let plan = paths(&format!(
                "  /a:\n    get:\n      operationId: {own}\n      responses: {{'204': {{description: None.}}}}\n"
            ));
            assert_eq!(plan.operations[0].ident, format!("{own}_2"));
        }
    }

    /// The names of the operations of a document with these paths, by path and method.
    fn named(paths: &str, names: &mut crate::lower::Names) -> Vec<(String, String)> {
        let text = format!(
            "openapi: 3.0.3\ninfo: {title}\npaths:\n{paths}",
            title = "{title: T, version: '1'}"
        );
        let plan =
            crate::lower::testing::plan_with(&text, &crate::lower::Options::default(), names);
        let mut all: Vec<_> = plan
            .operations
            .iter()
            .map(|o| (format!("{} {}", o.method, o.path), o.ident.clone()))
            .collect();
        all.sort();
        all
    }

    #[test]
    fn ids_that_come_to_one_name_have_each_their_own_and_it_stays() {
        let answers = "responses: {'204': {description: None.}}";
        let operation =
            |path: &str, id: &str| format!("  {path}: {{get: {{operationId: {id}, {answers}}}}}\n");
        let paths = [
            operation("/a", "getAccount"),
            operation("/b", "get_account"),
            operation("/c", "GetAccount"),
            operation("/d", "getAccount"),
            operation("/e", "'get account'"),
            operation("/f", "get"),
            format!(
                "  /g/{{id}}: {{get: {{parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}], {answers}}}}}\n"
            ),
        ];
        let mut lock = crate::lower::Names::default();
        let before = named(&paths.concat(), &mut lock);
        let names: Vec<&str> = before.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(
            names,
            [
                "get_account",
                "get_account_2",
                "get_account_3",
                "get_account_4",
                "get_account_5",
                "get_f",
                "get_g_by_id",
            ]
        );
        // The document grows, and its order changes: what the lock has is where it was.
        let [a, b, c, d, e, f, g] = paths;
        let newcomers = operation("/h", "getF")
            + &operation("/i", "get_account_3")
            + &operation("/j", "getGById");
        let after = named(&[newcomers, a, g, f, e, d, c, b].concat(), &mut lock);
        for old in before {
            assert!(after.contains(&old), "{old:?} moved: {after:?}");
        }
        assert_eq!(after.len(), 10);
    }

    #[test]
    fn paths_that_differ_in_their_query_have_names_of_their_own() {
        let plan = paths(
            "  /rest?method=a:\n    get: {responses: {'200': {description: One., content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}}}\n  \
             /rest?method=b:\n    get: {responses: {'200': {description: One., content: {application/json: {schema: {type: object, properties: {b: {type: string}}}}}}}}\n",
        );
        let names: Vec<&str> = plan.operations.iter().map(|o| o.ident.as_str()).collect();
        assert_eq!(names, ["get_rest_method_a", "get_rest_method_b"]);
        let types: BTreeSet<&str> = plan.types.iter().map(|def| def.name.as_str()).collect();
        // An answer and the values of `method`, twice.
        assert_eq!(types.len(), 4);
    }

    #[test]
    fn a_path_makes_a_name_that_reads() {
        assert_eq!(
            from_path(Method::Get, "/accounts/{accountId}/balances"),
            "get_accounts_by_account_id_balances"
        );
        assert_eq!(from_path(Method::Post, "/"), "post");
        assert_eq!(
            from_path(Method::Post, "/v1/fx-quotes"),
            "post_v1_fx_quotes"
        );
    }

    #[test]
    fn an_id_that_says_nothing_is_no_name() {
        for id in ["get", "POST", "&?", "1", ""] {
            assert!(!says_something(&case::snake(id)), "{id}");
        }
        assert!(says_something(&case::snake("getAccounts")));
    }
}
