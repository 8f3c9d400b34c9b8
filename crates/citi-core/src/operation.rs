//! [`Operation`]: an entry of the table that stands beside generated code.

use crate::{Method, SecurityScheme};

/// What the runtime knows of an operation. Generated code has a table of these; the runtime decides
/// from it, never from guesses.
///
/// ```
/// use citi_core::{Method, Operation};
///
/// static LIST: Operation = Operation {
///     id: "listAccounts",
///     path: "/accounts/v1/customers/{customerId}/accounts",
///     scopes: &["accounts.read"],
///     idempotent: true,
///     ..Operation::EMPTY
/// };
/// assert_eq!(LIST.method, Method::Get);
/// assert_eq!(LIST.to_string(), "listAccounts (GET /accounts/v1/customers/{customerId}/accounts)");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Its id as published, or the one given to it.
    pub id: &'static str,
    /// Its method.
    pub method: Method,
    /// The path template, below the base address: `/cards/v1/cards/{cardId}`.
    pub path: &'static str,
    /// One line; empty if the document says nothing.
    pub summary: &'static str,
    /// What it asks of its caller: alternatives, each of schemes that go together. None: the
    /// document says nothing, or asks for nothing.
    pub security: &'static [&'static [SecurityScheme]],
    /// The OAuth scopes that a token for it needs (RFC 6749 §3.3).
    pub scopes: &'static [&'static str],
    /// Whether sending it twice does what sending it once does (RFC 9110 §9.2.2).
    pub idempotent: bool,
    /// The header that takes the idempotency key.
    pub idempotency_header: Option<&'static str>,
    /// For how many hours the bank knows a key again; after that nothing may be sent with it.
    pub idempotency_key_hours: u32,
    /// The group that shares a rate limit.
    pub limit_group: &'static str,
    /// How many calls of its group the bank takes in a minute; `None`: nobody has said.
    pub calls_per_minute: Option<u32>,
    /// Statuses other than 200 to 299 that are its answer and no error: an operation that is
    /// documented to redirect, and to do nothing else.
    pub answers: &'static [u16],
    /// Content types of the body, best first.
    pub request_types: &'static [&'static str],
    /// Content types of the answers, best first.
    pub response_types: &'static [&'static str],
    /// Parameters whose lists are not written in the usual way: name and style.
    pub array_styles: &'static [(&'static str, &'static str)],
    /// Parameters that the runtime fills in, as far as the connection has a value for them.
    pub supplied: &'static [(Place, &'static str)],
    /// For how many seconds an answer may be kept; `None`: never.
    pub cache_seconds: Option<u32>,
    /// Whether its arguments or its answer hold what must not be shown (accounts, cards, names). Then an answer is never
    /// kept, whatever `cache_seconds` says.
    pub sensitive: bool,
    /// Whether it is going away.
    pub deprecated: bool,
    /// How it pages.
    pub paging: Option<Paging>,
    /// Codes of the rules that touched it on the way from the document.
    pub rules: &'static [&'static str],
}

impl Operation {
    /// An operation of which nothing is known, for the rest of a struct expression.
    pub const EMPTY: Self = Self {
        id: "",
        method: Method::Get,
        path: "/",
        summary: "",
        security: &[],
        scopes: &[],
        idempotent: false,
        idempotency_header: None,
        idempotency_key_hours: 24,
        limit_group: "",
        calls_per_minute: None,
        answers: &[],
        request_types: &[],
        response_types: &[],
        array_styles: &[],
        supplied: &[],
        cache_seconds: None,
        sensitive: false,
        deprecated: false,
        paging: None,
        rules: &[],
    };

    /// Whether the runtime is to fill in this parameter. Names of headers are the same in any case.
    #[must_use]
    pub fn is_supplied(&self, place: Place, name: &str) -> bool {
        let mut declared = self.supplied.iter();
        let mut schemes = self.security.iter().copied().flatten();
        declared.any(|(at, known)| *at == place && place.is_same_name(known, name))
            || schemes.any(|scheme| scheme.travels_in(place, name))
    }

    /// Whether an answer of this status is the operation's answer, and no error.
    #[must_use]
    pub fn is_answer(&self, status: u16) -> bool {
        (200..300).contains(&status) || self.answers.contains(&status)
    }
}

impl std::fmt::Display for Operation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({} {})", self.id, self.method, self.path)
    }
}

/// Where a parameter travels that the runtime fills in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// In a header.
    Header,
    /// In the query.
    Query,
    /// In a cookie.
    Cookie,
}

impl Place {
    /// Names of headers are the same in any case.
    pub(crate) fn is_same_name(self, one: &str, other: &str) -> bool {
        match self {
            Self::Header => one.eq_ignore_ascii_case(other),
            Self::Query | Self::Cookie => one == other,
        }
    }
}

/// How a list operation pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paging {
    /// The query parameter that takes the cursor.
    pub cursor_parameter: &'static str,
    /// The property of the answer that holds the next cursor; a JSON Pointer (RFC 6901).
    pub next_cursor: &'static str,
    /// The property of the answer that holds the items; a JSON Pointer.
    pub items: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_the_same_in_any_case_and_query_names_are_not() {
        let operation = Operation {
            supplied: &[(Place::Header, "Country"), (Place::Query, "client_id")],
            ..Operation::EMPTY
        };
        assert!(operation.is_supplied(Place::Header, "country"));
        assert!(operation.is_supplied(Place::Query, "client_id"));
        assert!(!operation.is_supplied(Place::Query, "Client_Id"));
        assert!(!operation.is_supplied(Place::Query, "Country"));
    }
}
