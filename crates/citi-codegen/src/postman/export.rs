//! [`collection`]: documents in, a collection out.

use super::captures::Captures;
use super::format::{Auth, Collection, Folder, Info, Item, SCHEMA, Variable};
use super::ids::id;
use super::item::{TODAY, item};
use super::token::token;
use crate::model::Document;

/// What documents do not say of a collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Its name.
    pub name: String,
    /// What the variable `baseUrl` holds at first: where the APIs and the token address are.
    pub base_url: String,
}

impl Default for Options {
    /// The sandbox on this machine.
    fn default() -> Self {
        Self {
            name: "Citi APIs".to_owned(),
            base_url: "http://127.0.0.1:8087".to_owned(),
        }
    }
}

const DESCRIPTION: &str = "\
Every operation of the bank, with examples and tests that hold its answers against the documents.

Fill in the variables `clientId` and `clientSecret`, then run the collection from its beginning: the \
first request gets a token, and ids that an answer holds are used by the requests that follow.";

/// The collection of these documents, in Postman's format 2.1.0: the same bytes for the same documents.
///
/// There is a folder for each document that has operations, and in it a request for each operation,
/// with an example of every documented answer. Tests hold each answer against its document: status,
/// content type, the schema of the body, and ids and texts that must be those of the request.
///
/// ```
/// use citi_codegen::diagnostic::Diagnostics;
/// use citi_codegen::{load, postman, upgrade};
///
/// let text = "{openapi: 3.0.3, info: {title: Rates, version: '1'}, paths: {/rates: {get: {operationId: getRates,
///   responses: {'200': {description: Rates.}}}}}}";
/// let root = load::load("rates", text.as_bytes()).unwrap().root;
/// let rates = upgrade::upgrade("rates", root, &mut Diagnostics::new("rates")).unwrap();
/// let collection = postman::collection(&[&rates], &postman::Options::default());
/// assert!(collection.contains(r#""raw": "{{baseUrl}}/rates""#));
/// ```
#[must_use]
pub fn collection(documents: &[&Document], options: &Options) -> String {
    let captures = Captures::of(documents);
    let folders = documents
        .iter()
        .filter(|document| !document.operations.is_empty())
        .map(|document| Item::Folder(folder(document, &captures)));
    let first = token(documents).map(|it| Item::Request(Box::new(it)));
    let mut variable = vec![
        Variable::new("baseUrl", &options.base_url)
            .about("Where the APIs and the token address are."),
        Variable::new("clientId", "").about("Of the application, from the portal."),
        Variable::new("clientSecret", "").about("Of the application; the portal shows it once."),
        Variable::new("token", "").about("The first request sets it."),
        Variable::new(TODAY, "2026-03-02").about("The bank's day; the first request sets it."),
    ];
    variable.extend(
        captures
            .variables
            .iter()
            .map(|(name, value)| Variable::new(name, value)),
    );
    let collection = Collection {
        info: Info {
            id: id(&["collection", &options.name]),
            name: options.name.clone(),
            description: DESCRIPTION.to_owned(),
            schema: SCHEMA,
        },
        auth: Auth::Bearer {
            bearer: vec![Variable::new("token", "{{token}}")],
        },
        item: first.into_iter().chain(folders).collect(),
        variable,
    };
    // Structures of texts always serialise; the fallback keeps the function total.
    let mut text = serde_json::to_string_pretty(&collection).unwrap_or_default();
    text.push('\n');
    text
}

fn folder(document: &Document, captures: &Captures) -> Folder {
    let operations = document.operations.iter();
    Folder {
        id: id(&[&document.id]),
        name: document.title.clone(),
        description: document.description.clone(),
        item: operations
            .map(|operation| Item::Request(Box::new(item(document, operation, captures))))
            .collect(),
    }
}
