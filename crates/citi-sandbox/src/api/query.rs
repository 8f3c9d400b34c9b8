//! [`Query`]: the parameters of a request's query.

use std::collections::BTreeMap;
use std::convert::Infallible;

use axum::extract::FromRequestParts;
use http::request::Parts;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::bank::{Span, Wanted, invalid_parameter};
use crate::refusal::Refusal;

/// How many entries a page holds if nobody says.
const USUAL: u32 = 50;
/// How many a page holds at most.
const MOST: u32 = 200;

/// The parameters of a query. Of one that is there twice the last counts.
#[derive(Debug)]
pub(super) struct Query(BTreeMap<String, String>);

impl Query {
    /// A parameter as it stands there.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// A parameter that must be there.
    pub(super) fn required(&self, name: &str) -> Result<&str, Refusal> {
        self.text(name)
            .ok_or_else(|| invalid_parameter(name, "is missing"))
    }

    /// `cursor` and `limit`.
    pub(super) fn wanted(&self) -> Result<Wanted<'_>, Refusal> {
        let limit = match self.text("limit") {
            None => USUAL,
            Some(text) => text
                .parse()
                .ok()
                .filter(|limit| (1..=MOST).contains(limit))
                .ok_or_else(|| invalid_parameter("limit", "must be between 1 and 200"))?,
        };
        Ok(Wanted {
            cursor: self.text("cursor"),
            limit,
        })
    }

    /// `fromDate` and `toDate`.
    pub(super) fn span(&self, now: Timestamp) -> Result<Span, Refusal> {
        Span::new(self.date("fromDate")?, self.date("toDate")?, now)
    }

    /// These parameters as one text, for a cursor to be bound to.
    pub(super) fn filters(&self, names: &[&str]) -> String {
        let values: Vec<_> = names.iter().map(|name| self.text(name)).collect();
        format!("{values:?}")
    }

    fn date(&self, name: &str) -> Result<Option<Date>, Refusal> {
        self.text(name)
            .map(|text| match text.len() {
                10 => text.parse().ok(),
                _ => None,
            })
            .map(|day| day.ok_or_else(|| invalid_parameter(name, "must be a day: 2026-02-28")))
            .transpose()
    }
}

impl<S: Sync> FromRequestParts<S> for Query {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        let pairs = url::form_urlencoded::parse(query.as_bytes());
        Ok(Self(pairs.into_owned().collect()))
    }
}
