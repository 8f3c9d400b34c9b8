//! A request that can be pasted into a shell.

use citi_codegen::load::Node;
use citi_codegen::model::{Document, Media, Parameter, Place, Schema};

use crate::documents::{Api, Endpoint};

/// `curl …` for an operation, with the document's own examples.
pub(super) fn curl(base_url: &str, api: &Api, endpoint: &Endpoint) -> String {
    let operation = &endpoint.operation;
    let mut path = endpoint.path.clone();
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    let mut headers = String::new();
    let mut has_query = false;
    for parameter in &operation.parameters {
        let value = example(&api.document, parameter);
        match parameter.place {
            Place::Path => {
                let name = format!("{{{}}}", parameter.name);
                path = path.replace(&name, &value.unwrap_or_default());
            }
            Place::Query if parameter.required => {
                query.append_pair(&parameter.name, &value.unwrap_or_default());
                has_query = true;
            }
            Place::Header if parameter.required => {
                let value = value.unwrap_or_default();
                headers.push_str(&format!(
                    " \\\n  -H {}",
                    quoted(&format!("{}: {value}", parameter.name))
                ));
            }
            _ => {}
        }
    }
    if has_query {
        path = format!("{path}?{}", query.finish());
    }
    let method = match operation.method.name() {
        "GET" => String::new(),
        name => format!(" -X {name}"),
    };
    let body = operation
        .body
        .iter()
        .flat_map(|body| &body.content)
        .find_map(|media| media_example(&api.document, media))
        .map(|node| {
            format!(
                " \\\n  -H 'Content-Type: application/json' \\\n  --data {}",
                quoted(&node.to_json_pretty())
            )
        })
        .unwrap_or_default();
    format!(
        "curl{method} {} \\\n  -H \"Authorization: Bearer $TOKEN\"{headers}{body}",
        quoted(&format!("{base_url}{path}"))
    )
}

/// The document's example of a body.
pub(super) fn media_example<'a>(document: &'a Document, media: &'a Media) -> Option<&'a Node> {
    let own = media.examples.first().map(|example| &example.value);
    own.or_else(|| schema_example(document, media.schema.as_ref()?))
}

fn schema_example<'a>(document: &'a Document, schema: &'a Schema) -> Option<&'a Node> {
    let own = schema.examples.first();
    own.or_else(|| document.resolve(schema)?.examples.first())
}

fn example(document: &Document, parameter: &Parameter) -> Option<String> {
    let own = parameter.examples.first().map(|example| &example.value);
    let node = own.or_else(|| schema_example(document, &parameter.schema))?;
    match node.scalar_text() {
        Some(text) => Some(text),
        None => {
            let items: Vec<_> = node.items().iter().filter_map(Node::scalar_text).collect();
            Some(items.join(","))
        }
    }
}

/// A word of a POSIX shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::Documents;

    fn of(id: &str) -> String {
        let documents = Documents::published().unwrap();
        let found = documents.apis.iter().find_map(|api| {
            let endpoint = api.endpoints.iter().find(|it| &*it.id == id)?;
            Some(curl("http://127.0.0.1:8087", api, endpoint))
        });
        found.unwrap()
    }

    #[test]
    fn required_parameters_stand_in_it() {
        assert_eq!(
            of("getRates"),
            "curl 'http://127.0.0.1:8087/fx/v1/rates?base=USD&terms=EUR%2CGBP' \\\n  \
             -H \"Authorization: Bearer $TOKEN\""
        );
    }

    #[test]
    fn a_write_has_its_key_and_its_body() {
        let text = of("createDomesticPayment");
        assert!(
            text.starts_with("curl -X POST 'http://127.0.0.1:8087/payments/v1/domestic'"),
            "{text}"
        );
        assert!(text.contains("-H 'Idempotency-Key: 7c1f4a52-"), "{text}");
        assert!(text.contains("\"amount\": 1250.00,"), "{text}");
        assert_eq!(quoted("it's"), "'it'\\''s'");
    }
}
