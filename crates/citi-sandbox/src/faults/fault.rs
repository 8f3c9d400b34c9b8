//! [`Fault`]: what is to go wrong, and when.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;

use super::chance::Chance;
use super::parameter::{Form, Value};
use super::{FaultKind, FaultPlace};

/// What is to go wrong, and when: a kind with its parameters, and to which requests it happens.
///
/// Without a filter it happens to each request to an operation of the documents, for ever. The token
/// endpoint is left alone unless [`operation`](Self::operation) says `oauth2/token` or the kind is
/// [`FaultKind::TokenEndpointDown`]; the kinds of events and deliveries happen to each event.
///
/// As text it is what stands in the request header and in the program's flag:
///
/// ```
/// use citi_sandbox::{Fault, FaultKind};
///
/// let fault = Fault::rate_limited_until(2).operation("getRates").times(1);
/// assert_eq!(fault.to_string(), "rate-limited; header=date; seconds=2; operation=getRates; count=1");
/// assert_eq!(fault.to_string().parse::<Fault>()?, fault);
///
/// let fault: Fault = "reset-after-booking; operation=createDomesticPayment; probability=0.25".parse()?;
/// assert_eq!(fault.kind(), FaultKind::ResetAfterBooking);
/// # Ok::<(), citi_sandbox::FaultError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a fault does nothing until it is given to a sandbox"]
pub struct Fault {
    pub(super) kind: FaultKind,
    pub(super) values: BTreeMap<&'static str, Value>,
    pub(super) operation: Option<String>,
    pub(super) client: Option<String>,
    pub(super) chance: Chance,
    pub(super) count: Option<u32>,
    pub(super) from: Option<Timestamp>,
    pub(super) until: Option<Timestamp>,
}

impl Fault {
    /// A fault of a kind, with the parameters that hold if none are given.
    pub fn new(kind: FaultKind) -> Self {
        Self {
            kind,
            values: BTreeMap::new(),
            operation: None,
            client: None,
            chance: Chance::ALWAYS,
            count: None,
            from: None,
            until: None,
        }
    }

    /// 429 with `Retry-After` in seconds, 3600 at most.
    pub fn rate_limited(seconds: u32) -> Self {
        Self::new(FaultKind::RateLimited).whole_set("seconds", seconds.into())
    }

    /// 429 with `Retry-After` as a date that is so many seconds ahead of the bank's clock.
    pub fn rate_limited_until(seconds: u32) -> Self {
        Self::rate_limited(seconds).word_set("header", "date")
    }

    /// 429 without `Retry-After`.
    pub fn rate_limited_without_a_word() -> Self {
        Self::new(FaultKind::RateLimited).word_set("header", "none")
    }

    /// The answer comes so much later, by the clock on the wall; a minute at most.
    pub fn slow(latency: Duration) -> Self {
        let ms = i64::try_from(latency.as_millis()).unwrap_or(i64::MAX);
        Self::new(FaultKind::Slow).whole_set("ms", ms)
    }

    /// Times that the bank states are off by so many seconds.
    pub fn clock_skew(seconds: i64) -> Self {
        Self::new(FaultKind::ClockSkew).whole_set("seconds", seconds)
    }

    /// An event is sent so much later, by the bank's clock; a week at most.
    pub fn late(delay: Duration) -> Self {
        let seconds = i64::try_from(delay.as_secs()).unwrap_or(i64::MAX);
        Self::new(FaultKind::Late).whole_set("seconds", seconds)
    }

    /// The bank carries the request out before it fails: for [`FaultKind::InternalError`],
    /// [`FaultKind::BadGateway`] and [`FaultKind::Unavailable`]. On others it changes nothing: what they do
    /// to a request is in their name.
    pub fn after_booking(self) -> Self {
        self.word_set("booked", "yes")
    }

    /// A body in chunks breaks off, and not one of announced length: for [`FaultKind::CutBody`].
    pub fn in_chunks(self) -> Self {
        self.word_set("form", "chunked")
    }

    /// Only to this: an `operationId` of a document, `oauth2/token`, or the type of an event. A sandbox
    /// refuses a name that it does not know.
    pub fn operation(mut self, operation: impl Into<String>) -> Self {
        self.operation = Some(operation.into());
        self
    }

    /// Only to requests of this application, and to events that it is told.
    pub fn client(mut self, client_id: impl Into<String>) -> Self {
        self.client = Some(client_id.into());
        self
    }

    /// With a chance of `part` in `whole`, drawn from the sandbox's seed; kept in parts per million.
    pub fn one_in(mut self, part: u32, whole: u32) -> Self {
        self.chance = Chance::of(part, whole);
        self
    }

    /// So many times, and then no more.
    pub fn times(mut self, count: u32) -> Self {
        self.count = Some(count);
        self
    }

    /// Not before a moment of the sandbox's clock.
    pub fn active_from(mut self, at: Timestamp) -> Self {
        self.from = Some(at);
        self
    }

    /// Only before a moment of the sandbox's clock.
    pub fn active_until(mut self, at: Timestamp) -> Self {
        self.until = Some(at);
        self
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> FaultKind {
        self.kind
    }

    /// A number among its parameters; 0 if its kind has none of that name.
    pub(crate) fn whole(&self, name: &str) -> i64 {
        match self.value(name) {
            Some(Value::Whole(value)) => value,
            _ => 0,
        }
    }

    /// A word among its parameters; empty if its kind has none of that name.
    pub(crate) fn word(&self, name: &str) -> &'static str {
        match self.value(name) {
            Some(Value::Word(word)) => word,
            _ => "",
        }
    }

    fn value(&self, name: &str) -> Option<Value> {
        let given = self.values.get(name).copied();
        given.or_else(|| Some(self.kind.parameter(name)?.form.default_value()))
    }

    /// Whether the bank carries the request out.
    pub(crate) fn is_carried_out(&self) -> bool {
        use super::kind::Stage;
        self.kind.stage() != Stage::Instead || self.word("booked") == "yes"
    }

    /// Whether it acts only if the bank has said yes.
    pub(crate) fn needs_success(&self) -> bool {
        use super::kind::Stage;
        self.kind.stage() == Stage::CarriedOut || self.word("booked") == "yes"
    }

    /// Whether it is meant for this.
    pub(super) fn fits(&self, place: FaultPlace, operation: &str, client: Option<&str>) -> bool {
        let meant = match (&self.operation, place) {
            (Some(own), _) => own == operation,
            (None, FaultPlace::Token) => !self.kind.acts_on(FaultPlace::Operation),
            (None, FaultPlace::Event) => !self.kind.acts_on(FaultPlace::Operation),
            (None, _) => true,
        };
        // Without a client there is nobody whose tokens could be taken back.
        let has_object = self.kind != FaultKind::TokenRevoked || client.is_some();
        meant
            && has_object
            && self.kind.acts_on(place)
            && self.client.as_deref().is_none_or(|own| client == Some(own))
    }

    /// Whether this is its time.
    pub(super) fn is_active(&self, now: Timestamp) -> bool {
        self.from.is_none_or(|from| from <= now) && self.until.is_none_or(|until| now < until)
    }

    /// Sets a number, brought within its bounds.
    fn whole_set(mut self, name: &'static str, value: i64) -> Self {
        if let Some(Form::Whole { least, most, .. }) = self.kind.parameter(name).map(|it| it.form) {
            self.values
                .insert(name, Value::Whole(value.clamp(least, most)));
        }
        self
    }

    fn word_set(mut self, name: &'static str, word: &'static str) -> Self {
        if self.kind.parameter(name).is_some() {
            self.values.insert(name, Value::Word(word));
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_left_out_fits_every_operation_and_no_token() {
        let fault = Fault::new(FaultKind::InternalError);
        assert!(fault.fits(FaultPlace::Operation, "getRates", None));
        assert!(!fault.fits(FaultPlace::Token, "oauth2/token", None));
        let token = fault.operation("oauth2/token");
        assert!(token.fits(FaultPlace::Token, "oauth2/token", Some("app")));
        assert!(!token.fits(FaultPlace::Operation, "getRates", None));
        let down = Fault::new(FaultKind::TokenEndpointDown);
        assert!(down.fits(FaultPlace::Token, "oauth2/token", None));
    }

    #[test]
    fn a_client_is_who_was_named_and_nobody_unknown() {
        let fault = Fault::new(FaultKind::Reset).client("app-1");
        assert!(fault.fits(FaultPlace::Operation, "getRates", Some("app-1")));
        assert!(!fault.fits(FaultPlace::Operation, "getRates", Some("app-2")));
        assert!(!fault.fits(FaultPlace::Operation, "getRates", None));
        let revoked = Fault::new(FaultKind::TokenRevoked);
        assert!(!revoked.fits(FaultPlace::Operation, "getRates", None));
    }

    #[test]
    fn parameters_stay_within_their_bounds_and_on_their_kinds() {
        assert_eq!(Fault::slow(Duration::MAX).whole("ms"), 60_000);
        assert_eq!(Fault::slow(Duration::ZERO).whole("ms"), 1);
        let fault = Fault::new(FaultKind::Reset).after_booking();
        assert_eq!(fault, Fault::new(FaultKind::Reset));
        assert!(!fault.is_carried_out());
        assert!(
            Fault::new(FaultKind::BadGateway)
                .after_booking()
                .is_carried_out()
        );
        assert!(Fault::new(FaultKind::ResetAfterBooking).needs_success());
        assert!(!Fault::new(FaultKind::Slow).needs_success());
    }
}
