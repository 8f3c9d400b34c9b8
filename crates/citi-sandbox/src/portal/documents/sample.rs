//! A request that can be pasted into a shell.

use citi_codegen::load::Node;
use citi_codegen::model::{Document, Media, Parameter, Place, Schema};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::shown::Shown;
use crate::documents::Endpoint;
use crate::others::Others;

/// What is escaped in a segment of a path (RFC 3986 §3.3).
const OF_PATHS: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// `curl …` for an operation, with the document's own examples; of another document with values made of its
/// schemas where there is none.
pub(super) fn curl(
    base_url: &str,
    others: &Others,
    shown: Shown<'_>,
    endpoint: &Endpoint,
) -> String {
    let operation = &endpoint.operation;
    let document = &shown.api.document;
    let others = shown.source.map(|_| others);
    let mut path = shown.path(endpoint);
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    let mut headers = String::new();
    let mut has_query = false;
    for parameter in operation.parameters.iter().filter(|it| it.required) {
        let value = match others {
            Some(others) => others.sample(document, parameter),
            None => example(document, parameter).unwrap_or_default(),
        };
        match parameter.place {
            Place::Path => {
                let name = format!("{{{}}}", parameter.name);
                let value = utf8_percent_encode(&value, OF_PATHS).to_string();
                path = path.replace(&name, &value);
            }
            Place::Query => {
                query.append_pair(&parameter.name, &value);
                has_query = true;
            }
            Place::Header => {
                let header = quoted(&format!("{}: {value}", parameter.name));
                headers.push_str(&format!(" \\\n  -H {header}"));
            }
            Place::Cookie => {}
        }
    }
    if has_query {
        path = format!("{path}?{}", query.finish());
    }
    let method = match operation.method.name() {
        "GET" => String::new(),
        name => format!(" -X {name}"),
    };
    let media = operation.body.iter().flat_map(|body| &body.content);
    let body = media.clone().find_map(|media| match others {
        Some(others) => Some((media.essence(), others.sample_body(document, media)?)),
        None => Some((
            media.essence(),
            media_example(document, media)?.to_json_pretty(),
        )),
    });
    let body = body.map(|(kind, text)| {
        let kind = quoted(&format!("Content-Type: {kind}"));
        format!(" \\\n  -H {kind} \\\n  --data {}", quoted(&text))
    });
    let token = match others {
        Some(_) => "",
        None => " \\\n  -H \"Authorization: Bearer $TOKEN\"",
    };
    format!(
        "curl{method} {}{token}{headers}{}",
        quoted(&format!("{base_url}{path}")),
        body.unwrap_or_default()
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
            let shown = Shown { api, source: None };
            Some(curl(
                "http://127.0.0.1:8087",
                &Others::default(),
                shown,
                endpoint,
            ))
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
