//! From a request's method and path to its operation.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use super::{Api, Documents, Endpoint};

/// What stands at a path.
pub(crate) enum Found<'a> {
    /// An operation.
    Operation(Matched<'a>),
    /// Operations, with other methods: their names, with commas between them.
    OtherMethod(String),
    /// Nothing.
    Nothing,
}

/// An operation and the values that its path holds.
pub(crate) struct Matched<'a> {
    /// The document that it stands in.
    pub(crate) api: &'a Api,
    /// The operation.
    pub(crate) endpoint: &'a Endpoint,
    /// Path parameter → value, decoded.
    pub(crate) values: BTreeMap<&'a str, String>,
}

impl Documents {
    /// What stands at `path` for `method`.
    pub(crate) fn find<'a>(&'a self, method: &str, path: &str) -> Found<'a> {
        find(&self.apis, method, path)
    }
}

/// What stands at `path` for `method` in some documents: of two that are alike the first.
pub(crate) fn find<'a>(apis: &'a [Api], method: &str, path: &str) -> Found<'a> {
    let mut others = Vec::new();
    let mut best: Option<(usize, &Api, &Endpoint)> = None;
    for api in apis {
        for endpoint in &api.endpoints {
            let Some(count) = placeholders(&endpoint.path, path) else {
                continue;
            };
            if endpoint.operation.method.name() != method {
                others.push(endpoint.operation.method.name());
            } else if best.is_none_or(|(least, ..)| count < least) {
                // A path that says more of itself goes before one with placeholders.
                best = Some((count, api, endpoint));
            }
        }
    }
    others.sort_unstable();
    others.dedup();
    match best {
        Some((_, api, endpoint)) => Found::Operation(Matched {
            api,
            endpoint,
            values: values(&endpoint.path, path),
        }),
        None if others.is_empty() => Found::Nothing,
        None => Found::OtherMethod(others.join(", ")),
    }
}

/// The name that a piece of a template leaves open.
fn placeholder(piece: &str) -> Option<&str> {
    piece.strip_prefix('{')?.strip_suffix('}')
}

/// How many placeholders a template has; `None` if the path is another.
fn placeholders(template: &str, path: &str) -> Option<usize> {
    let mut count = 0;
    let mut pieces = path.split('/');
    for expected in template.split('/') {
        let piece = pieces.next()?;
        match placeholder(expected) {
            Some(_) if !piece.is_empty() => count += 1,
            None if expected == piece => {}
            _ => return None,
        }
    }
    pieces.next().is_none().then_some(count)
}

/// The values of a template's placeholders in a path that fits it.
fn values<'a>(template: &'a str, path: &str) -> BTreeMap<&'a str, String> {
    let pairs = template.split('/').zip(path.split('/'));
    pairs
        .filter_map(|(expected, piece)| {
            let value = percent_decode_str(piece).decode_utf8_lossy();
            Some((placeholder(expected)?, value.into_owned()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_found_with_its_values() {
        let documents = Documents::published().unwrap();
        let Found::Operation(found) = documents.find("POST", "/payments/v1/domestic/p%2D1/cancel")
        else {
            panic!("not found");
        };
        assert_eq!(&*found.endpoint.id, "cancelPayment");
        assert_eq!(found.values.get("paymentId").unwrap(), "p-1");
        assert_eq!(found.api.id, "payments");
    }

    #[test]
    fn another_method_and_no_path_are_told_apart() {
        let documents = Documents::published().unwrap();
        assert!(matches!(
            documents.find("DELETE", "/payments/v1/domestic"),
            Found::OtherMethod(allow) if allow == "GET, POST"
        ));
        for path in [
            "/payments/v1/domestic/",
            "/payments/v1",
            "/payments/v1/domestic/a/b",
            "",
        ] {
            assert!(
                matches!(documents.find("GET", path), Found::Nothing),
                "{path}"
            );
        }
    }
}
