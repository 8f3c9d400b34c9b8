//! Documents of others in the portal: shown, and called from their pages.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use citi_sandbox::Sandbox;

use crate::axe;
use crate::look::{DARK, LIGHT, PHONE};
use crate::window::Window;

const MARKUP: &str = "<script>document.title = 'run'</script><img src=x onerror=alert(1)>![a](//elsewhere.example/b.png)";

/// 3.0, in YAML, with servers elsewhere at each place that can have them, and markup in all that is shown.
fn stock(version: &str) -> String {
    format!(
        r##"# Kept as it is.
openapi: 3.0.3
info:
  title: "Stock {MARKUP}"
  version: '{version}'
  description: "About {MARKUP}"
servers:
  - url: https://stock.example.com/stock
paths:
  /items/{{id}}:
    servers: [{{url: https://b.example.com}}]
    parameters:
      - {{name: id, in: path, required: true, example: AB1234, schema: {{type: string, pattern: '^[A-Z]{{2}}[0-9]{{4}}$'}}}}
    get:
      operationId: get_item
      summary: "Summary {MARKUP}"
      description: "Words {MARKUP}"
      servers:
        - url: https://c.example.com
      responses:
        '200':
          description: "Answer {MARKUP}"
          content:
            application/json:
              schema: {{$ref: '#/components/schemas/Item'}}
              example: {{price: 1250.00, version: '{version}'}}
    delete:
      responses:
        '204': {{description: Gone.}}
components:
  schemas:
    "Item":
      description: "Schema {MARKUP}"
      type: object
      properties:
        price: {{type: number}}
        version: {{type: string}}
"##
    )
}

/// 2.0, in JSON, with members of 3.x, and nothing that says where it is served but a placeholder.
const TILL: &str = r##"{
  "swagger": "2.0",
  "info": {"title": "Till", "version": "1"},
  "host": "$(catalog.host)",
  "schemes": ["https"],
  "basePath": "/till/v1",
  "servers": [{"url": "https://till.example.com/till/v1"}],
  "consumes": ["application/json"],
  "produces": ["application/json"],
  "paths": {
    "/receipts": {
      "post": {
        "tags": null,
        "schemes": ["https"],
        "parameters": [{"name": "body", "in": "body", "required": true, "schema": {"$ref": "#/definitions/Receipt"}}],
        "responses": {"201": {"description": "Kept.", "schema": {"$ref": "#/definitions/Receipt"}}}
      },
      "put": {
        "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/definitions/Receipt"}}}},
        "responses": {"200": {"description": "Changed.", "content": {"application/json": {"schema": {"type": "object"}}}}}
      }
    }
  },
  "definitions": {
    "Receipt": {"type": "object", "required": ["total"], "properties": {"total": {"type": "number", "example": 12.50}}}
  }
}"##;

async fn served(folder: &Path) -> Sandbox {
    let start = "2026-03-02T15:00:00Z".parse().unwrap();
    let builder = Sandbox::builder().seed(7).start_at(start).frozen(true);
    builder.serve(folder).start().await.unwrap()
}

/// Document → its operations, as the list of documents has them.
async fn listed(window: &Window) -> BTreeMap<String, Vec<String>> {
    window.go("/portal/documents").await;
    let links = "[...document.querySelectorAll('#others ~ section')].map((card) => [\
                 card.querySelector('h3 a').pathname, [...card.querySelectorAll('td a')]\
                 .map((it) => decodeURIComponent(it.hash.slice(1))).sort()])";
    let links = window.ask(links).await;
    let links: Vec<(String, Vec<String>)> = serde_json::from_value(links).unwrap();
    links.into_iter().collect()
}

/// The operations that the renderer shows, each once: one of two tags stands there twice.
const SHOWN: &str = "[...new Set([...document.querySelectorAll('.opblock:not(.webhooks .opblock)')].map((block) => \
     `${block.querySelector('.opblock-summary-method').innerText} \
${block.querySelector('.opblock-summary-path, .opblock-summary-path__deprecated').dataset.path}`))].sort()";

/// Waits until the renderer shows these operations and no others, each of them opened.
async fn all_shown(window: &Window, operations: &[String]) {
    let expected = serde_json::to_string(operations).unwrap();
    window
        .until(&format!("JSON.stringify({SHOWN}) === '{expected}'"))
        .await;
    window
        .ask("document.querySelectorAll('.opblock:not(.is-open) .opblock-summary-control').forEach((it) => it.click())")
        .await;
    window
        .until("document.querySelectorAll('.opblock:not(.is-open)').length === 0")
        .await;
    let failed = "document.body.innerText.includes('Could not render')";
    assert_eq!(window.ask(failed).await, false);
}

/// Sends the request of an operation from the page, and waits for a status.
async fn tried(window: &Window, document: &str, operation: &str, status: &str) -> String {
    window.go("/portal/documents").await;
    let operation = serde_json::to_string(operation).unwrap();
    let follow = format!(
        "[...document.querySelectorAll(\"a[href^='/portal/documents/{document}#']\")]\
         .find((it) => decodeURIComponent(it.hash.slice(1)) === {operation}).click()"
    );
    window.ask(&follow).await;
    // The address opens it.
    window.click(".opblock.is-open .execute").await;
    let table = ".opblock.is-open .live-responses-table tbody";
    window
        .until(&format!(
            "document.querySelector('{table} .response-col_status')?.innerText.startsWith('{status}')"
        ))
        .await;
    let body = format!("document.querySelector('{table} .response-col_description').innerText");
    window.ask(&body).await.as_str().unwrap().to_owned()
}

#[tokio::test]
async fn documents_of_others_are_shown_and_called_and_their_markup_stays_text() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("Stock.yaml", stock("1")),
        ("stock 2.yaml", stock("2")),
        ("till.json", TILL.to_owned()),
    ] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let sandbox = served(folder.path()).await;
    let Some(mut window) = Window::open(sandbox.base_url(), LIGHT).await else {
        return;
    };
    let rules = axe::rules();
    let documents = listed(&window).await;
    let names: Vec<_> = documents.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "/portal/documents/stock",
            "/portal/documents/stock-2",
            "/portal/documents/till"
        ]
    );
    window.until_shown("stock 2.yaml").await;
    let mut faults = Vec::new();
    for look in [LIGHT, DARK, PHONE] {
        window.wear(look).await;
        for (at, operations) in &documents {
            let name = at.rsplit('/').next().unwrap();
            assert_eq!(operations.len(), 2, "{name}");
            for page in [at.clone(), format!("{at}/reference")] {
                window.go(&page).await;
                if page == *at {
                    all_shown(&window, operations).await;
                }
                window
                    .picture(&format!(
                        "others-{}",
                        page.trim_start_matches("/portal/documents/")
                            .replace('/', "-")
                    ))
                    .await;
                let markup = "document.querySelectorAll('main script, main img, [onerror]').length";
                assert_eq!(window.ask(markup).await, 0, "{page}");
                let title = window.ask("document.title").await;
                assert!(title.as_str().unwrap().ends_with("Bank sandbox"), "{title}");
                let wide = window.ask("document.documentElement.scrollWidth").await;
                assert!(
                    wide.as_u64().unwrap() <= u64::from(look.width),
                    "{page}: {wide}"
                );
                if let Some(rules) = &rules {
                    faults.extend(axe::faults(&window, rules, "document").await);
                }
                assert_eq!(window.complaints(), Vec::<String>::new(), "{page}");
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
    window.wear(LIGHT).await;

    // Each answers for itself, the one of two that has the path and the other.
    for (document, version) in [("stock", "1"), ("stock-2", "2")] {
        let body = tried(&window, document, "GET /items/{id}", "200").await;
        assert!(body.contains("\"price\": 1250.00"), "{body}");
        assert!(
            body.contains(&format!("\"version\": \"{version}\"")),
            "{body}"
        );
    }
    tried(&window, "till", "POST /receipts", "201").await;
    assert_eq!(window.complaints(), Vec::<String>::new());
    assert_eq!(window.foreign(), Vec::<String>::new());
    window.close().await;
}

#[tokio::test]
async fn every_document_of_the_real_portal_is_shown_with_all_its_operations() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/portal");
    if !folder.is_dir() {
        println!("left out: the documents of the real portal are not beside the workspace");
        return;
    }
    let sandbox = served(&folder).await;
    let Some(window) = Window::open(sandbox.base_url(), LIGHT).await else {
        return;
    };
    let documents = listed(&window).await;
    assert!(documents.len() >= 27, "{}", documents.len());
    for (at, operations) in &documents {
        window.go(at).await;
        all_shown(&window, operations).await;
        assert_eq!(window.complaints(), Vec::<String>::new(), "{at}");
    }
    for (document, operation) in [
        ("accountsv5", "GET /accounts"),
        ("blocksandfilters", "POST /blocksandfilters"),
        ("request-to-pay", "GET /collection/inquiry"),
    ] {
        tried(&window, document, operation, "200").await;
    }
    assert_eq!(window.complaints(), Vec::<String>::new());
    assert_eq!(window.foreign(), Vec::<String>::new());
    window.close().await;
}
