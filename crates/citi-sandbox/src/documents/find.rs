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
    let pieces: Vec<&str> = path.split('/').collect();
    let mut others = Vec::new();
    let mut best: Option<(usize, &Api, &Endpoint)> = None;
    for api in apis {
        for endpoint in &api.endpoints {
            let Some(count) = endpoint.pieces.placeholders(&pieces) else {
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
            values: endpoint.pieces.values(&pieces),
        }),
        None if others.is_empty() => Found::Nothing,
        None => Found::OtherMethod(others.join(", ")),
    }
}

/// What stands between the slashes of a path template.
pub(crate) struct Pieces(Vec<Piece>);

enum Piece {
    /// It stands so in the path.
    Text(String),
    /// The name of what stands there.
    Open(String),
}

impl Pieces {
    /// Those of a template.
    pub(super) fn of(template: &str) -> Self {
        let pieces = template.split('/').map(|piece| {
            let name = piece.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
            match name {
                Some(name) => Piece::Open(name.to_owned()),
                None => Piece::Text(piece.to_owned()),
            }
        });
        Self(pieces.collect())
    }

    /// How many placeholders there are; `None` if the path is another.
    fn placeholders(&self, path: &[&str]) -> Option<usize> {
        if self.0.len() != path.len() {
            return None;
        }
        let mut count = 0;
        for (expected, piece) in self.0.iter().zip(path) {
            match expected {
                Piece::Open(_) if !piece.is_empty() => count += 1,
                Piece::Text(text) if text == piece => {}
                _ => return None,
            }
        }
        Some(count)
    }

    /// The values of the placeholders in a path that fits.
    fn values(&self, path: &[&str]) -> BTreeMap<&str, String> {
        let pairs = self.0.iter().zip(path);
        pairs
            .filter_map(|(expected, piece)| match expected {
                Piece::Open(name) => {
                    let value = percent_decode_str(piece).decode_utf8_lossy();
                    Some((name.as_str(), value.into_owned()))
                }
                Piece::Text(_) => None,
            })
            .collect()
    }
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
