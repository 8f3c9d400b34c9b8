//! [`Query`]: the parameters of a request's query.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::bank::{Span, Wanted, invalid_parameter};
use crate::refusal::Refusal;

/// How many entries a page holds if nobody says.
const USUAL: u32 = 50;
/// How many a page holds at most.
const MOST: u32 = 200;

/// The parameters of a query.
#[derive(Debug)]
pub(crate) struct Query<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

impl<'a> Query<'a> {
    /// What stands behind the question mark.
    pub(crate) fn of(text: &'a str) -> Self {
        Self(url::form_urlencoded::parse(text.as_bytes()).collect())
    }

    /// Every value of a parameter.
    pub(crate) fn all(&self, name: &str) -> impl DoubleEndedIterator<Item = &str> {
        let named = self.0.iter().filter(move |(it, _)| it == name);
        named.map(|(_, value)| &**value)
    }

    /// A parameter as it stands there; the last, if it does so twice.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.all(name).next_back()
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
