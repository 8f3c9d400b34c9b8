use citi_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::deeds::client;

const STOCK: &str = r"
openapi: 3.0.3
info: {title: Stock, version: '1'}
servers: [{url: 'https://stock.example.com/stock/v2'}]
paths:
  /items/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string, pattern: '^[A-Z]{2}[0-9]{4}$'}}
    get:
      operationId: getItem
      responses:
        '200':
          description: An item.
          headers:
            X-Stand: {required: true, schema: {type: integer, minimum: 5}}
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Item'}
        '404':
          description: None.
          content:
            application/json:
              schema: {type: object}
              example: {code: NO_ITEM}
    put:
      operationId: putItem
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Item'}
      responses:
        '204': {description: Kept.}
  /label:
    get:
      operationId: getLabel
      responses:
        '200':
          description: A label.
          content:
            application/xml:
              schema: {type: object, xml: {name: label}, properties: {text: {type: string, example: 'a<b'}}}
components:
  schemas:
    Item:
      type: object
      required: [id, price, kind]
      properties:
        id: {type: string, pattern: '^[A-Z]{2}[0-9]{4}$'}
        price: {type: number, minimum: 2.5, multipleOf: 0.5}
        kind: {type: string, enum: [SMALL, LARGE]}
        parts: {type: array, items: {$ref: '#/components/schemas/Item'}}
        since: {type: string, format: date-time}
";

async fn stock() -> (Sandbox, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("stock.yaml"), STOCK).unwrap();
    // The same operations once more: the first document stands.
    std::fs::write(folder.path().join("store.yaml"), STOCK).unwrap();
    let sandbox = Sandbox::builder()
        .serve(folder.path())
        .start()
        .await
        .unwrap();
    (sandbox, folder)
}

#[tokio::test]
async fn another_document_s_operations_answer_out_of_its_schemas_and_examples() {
    let (sandbox, _folder) = stock().await;
    let url = |path: &str| format!("{}/stock/v2{path}", sandbox.base_url());
    let get = |path: &str| client().get(url(path)).send();

    let item = get("/items/AB1234").await.unwrap();
    assert_eq!(item.status(), 200);
    assert_eq!(item.headers()["x-stand"], "5");
    let text = item.text().await.unwrap();
    assert_eq!(
        text,
        get("/items/AB1234").await.unwrap().text().await.unwrap()
    );
    let item: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (&item["price"], &item["kind"]),
        (&json!(2.5), &json!("SMALL"))
    );
    assert_eq!(item["id"].as_str().unwrap().len(), 6);

    let label = get("/label").await.unwrap();
    assert_eq!(label.headers()["content-type"], "application/xml");
    assert!(
        label
            .text()
            .await
            .unwrap()
            .ends_with("<label><text>a&lt;b</text></label>")
    );

    // Its own item is one that it takes.
    let put = |body: String| {
        let put = client().put(url("/items/AB1234"));
        put.header("content-type", "application/json")
            .body(body)
            .send()
    };
    assert_eq!(put(text).await.unwrap().status(), 204);
    let refused = put(r#"{"id": "x", "kind": "SMALL"}"#.to_owned())
        .await
        .unwrap();
    assert_eq!(refused.status(), 400);
    let refused: Value = refused.json().await.unwrap();
    let fields: Vec<_> = refused["details"].as_array().unwrap().iter().collect();
    assert!(fields.iter().any(|it| it["field"] == "price"), "{refused}");
    assert_eq!(get("/items/nothing").await.unwrap().status(), 400);
    let other = client().delete(url("/label")).send().await.unwrap();
    assert_eq!(other.status(), 404);

    let page = client().get(format!("{}/portal/documents", sandbox.base_url()));
    let page = page.send().await.unwrap().text().await.unwrap();
    assert!(page.contains("Stock") && page.contains("/stock/v2/items/{id}"));

    let lines = sandbox.unserved();
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(
        lines[0].starts_with("store: getItem is not served"),
        "{lines:?}"
    );
    assert!(
        lines[0].ends_with("/_documents/store/stock/v2/items/{id}"),
        "{lines:?}"
    );
}

#[tokio::test]
async fn a_document_without_a_place_of_its_own_answers_below_its_name() {
    let (sandbox, folder) = stock().await;
    let get = |path: &str| client().get(format!("{}{path}", sandbox.base_url())).send();
    let below = get("/_documents/store/stock/v2/items/AB1234")
        .await
        .unwrap();
    assert_eq!(below.status(), 200);
    // What a document answers is run by no browser.
    let policy = below.headers()["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("sandbox"), "{policy}");
    for path in [
        "/_documents/store/items/AB1234",
        "/_documents/none/stock/v2/items/AB1234",
        "/_documents/store",
    ] {
        assert_eq!(get(path).await.unwrap().status(), 404, "{path}");
    }
    let requests = sandbox.requests();
    assert_eq!(requests[0].path, "/_documents/store/stock/v2/items/{id}");

    // Its file says so, and nothing else of it is another.
    for (id, prefix) in [("stock", ""), ("store", "/_documents/store")] {
        let file = get(&format!("/portal/documents/{id}/document"))
            .await
            .unwrap();
        assert_eq!(
            file.headers()["content-type"],
            "application/yaml; charset=utf-8"
        );
        let here = format!(
            "servers: [{{\"url\":\"{}{prefix}/stock/v2\"}}]",
            sandbox.base_url()
        );
        let original = "servers: [{url: 'https://stock.example.com/stock/v2'}]";
        assert_eq!(file.text().await.unwrap(), STOCK.replace(original, &here));
    }
    let missing = get("/portal/documents/none/document").await.unwrap();
    assert_eq!(missing.status(), 404);
    drop(folder);
}

#[tokio::test]
async fn a_documented_error_is_asked_for() {
    let (sandbox, _folder) = stock().await;
    let url = format!("{}/stock/v2/items/AB1234", sandbox.base_url());
    let ask = |prefer: &'static str| client().get(&url).header("prefer", prefer).send();
    let none = ask("code=404").await.unwrap();
    assert_eq!(none.status(), 404);
    assert_eq!(
        none.json::<Value>().await.unwrap(),
        json!({"code": "NO_ITEM"})
    );
    let undocumented: Value = ask("code=418").await.unwrap().json().await.unwrap();
    assert_eq!(undocumented["error_code"], "NOT_DOCUMENTED");
    assert_eq!(ask("code=7").await.unwrap().status(), 400);
}

#[tokio::test]
async fn the_bank_s_own_documents_stay_the_bank_s() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs/fx/fx.yaml");
    let sandbox = Sandbox::builder().serve(folder).start().await.unwrap();
    let url = format!("{}/fx/v1/rates?base=USD&terms=EUR", sandbox.base_url());
    // Without a token the bank refuses.
    assert_eq!(client().get(url).send().await.unwrap().status(), 401);
}
