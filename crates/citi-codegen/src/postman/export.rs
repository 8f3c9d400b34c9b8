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

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::load::load;
    use crate::upgrade::upgrade;

    const DOCUMENT: &str = "
openapi: 3.0.3
info: {title: Orders, version: '1'}
servers: [{url: 'https://api.example.com/orders/v1'}]
security: [{oauth: ['orders:write']}]
paths:
  /orders:
    post:
      operationId: createOrder
      parameters:
        - {name: Idempotency-Key, in: header, required: true, schema: {type: string}}
        - {name: dry, in: query, schema: {type: boolean}}
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Order'}
            example: {amount: 12.50, accountId: '123', day: '2020-01-01', note: of it}
      responses:
        '201': {description: Taken in., content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
        '422': {description: Refused.}
  /orders/{orderId}:
    get:
      operationId: getOrder
      parameters: [{name: orderId, in: path, required: true, schema: {type: string}, example: o-1}]
      responses:
        '200': {description: It., content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
    delete:
      operationId: deleteOrder
      parameters: [{name: orderId, in: path, required: true, schema: {type: string}, example: o-1}]
      responses: {'204': {description: Gone.}}
  /accounts/{accountId}:
    get:
      operationId: getAccount
      security: []
      parameters: [{name: accountId, in: path, required: true, schema: {type: string}, example: '123'}]
      responses: {'200': {description: It.}}
components:
  securitySchemes:
    oauth:
      type: oauth2
      flows: {clientCredentials: {tokenUrl: 'https://api.example.com/token', scopes: {'orders:write': Order.}}}
  schemas:
    Order:
      type: object
      required: [note]
      properties:
        orderId: {type: string}
        amount: {type: number}
        accountId: {type: string}
        day: {type: string, format: date}
        note: {type: string}
";

    fn exported() -> Value {
        let root = load("orders", DOCUMENT.as_bytes()).unwrap().root;
        let document = upgrade("orders", root, &mut Diagnostics::new("orders")).unwrap();
        let text = collection(&[&document], &Options::default());
        assert_eq!(text, collection(&[&document], &Options::default()));
        serde_json::from_str(&text).unwrap()
    }

    fn script(item: &Value) -> String {
        let lines = item["event"][0]["script"]["exec"].as_array().unwrap();
        let lines: Vec<_> = lines.iter().filter_map(Value::as_str).collect();
        lines.join("\n")
    }

    #[test]
    fn a_token_comes_first_and_then_a_folder_for_each_document() {
        let it = exported();
        assert_eq!(it["item"][0]["request"]["url"]["raw"], "{{baseUrl}}/token");
        assert_eq!(it["item"][0]["request"]["auth"]["type"], "basic");
        let folder = &it["item"][1];
        assert_eq!(folder["name"], "Orders");
        assert_eq!(folder["item"].as_array().unwrap().len(), 4);
        assert_eq!(it["auth"]["bearer"][0]["value"], "{{token}}");
    }

    #[test]
    fn a_request_has_its_key_its_variables_and_the_banks_day() {
        let it = exported();
        let create = &it["item"][1]["item"][0]["request"];
        assert_eq!(create["url"]["raw"], "{{baseUrl}}/orders/v1/orders");
        assert_eq!(create["url"]["query"][0]["disabled"], true);
        assert_eq!(create["header"][0]["value"], "{{$guid}}");
        let body = create["body"]["raw"].as_str().unwrap();
        assert!(body.contains("\"amount\": 12.50"), "{body}");
        assert!(body.contains("\"accountId\": \"{{accountId}}\""), "{body}");
        assert!(body.contains("\"day\": \"{{today}}\""), "{body}");
        let get = &it["item"][1]["item"][1]["request"];
        assert_eq!(get["url"]["path"][3], ":orderId");
        assert_eq!(get["url"]["variable"][0]["value"], "{{orderId}}");
        let open = &it["item"][1]["item"][3]["request"];
        assert_eq!(open["auth"]["type"], "noauth");
    }

    #[test]
    fn what_one_answer_gives_another_request_takes() {
        let it = exported();
        let create = script(&it["item"][1]["item"][0]);
        assert!(create.contains(r#"pm.collectionVariables.set("orderId", value)"#));
        assert!(create.contains("createOrder: note comes back as it was sent"));
        assert!(create.contains("(code === 201)"));
        let get = script(&it["item"][1]["item"][1]);
        assert!(get.contains("getOrder: orderId is the one that was asked for"));
        let delete = script(&it["item"][1]["item"][2]);
        assert!(delete.contains("deleteOrder: there is no body"));
    }

    #[test]
    fn every_documented_answer_is_an_example() {
        let it = exported();
        let saved = it["item"][1]["item"][0]["response"].as_array().unwrap();
        let codes: Vec<_> = saved.iter().map(|it| it["code"].as_u64()).collect();
        assert_eq!(codes, [Some(201), Some(422)]);
        assert_eq!(saved[1]["name"], "422: Refused.");
    }
}
