//! What kind of error it is, and what to do about it.

use http::StatusCode;

use super::{Error, Kind};
use crate::retry::{is_passing, is_repeatable};

impl Error {
    /// Whether the thing asked for does not exist: 404, 410.
    ///
    /// # Troubleshooting
    /// Look at [`code`](Self::code): the bank names what is missing. An id belongs to one environment:
    /// those of the sandbox are unknown in production. An address without its base path answers 404 to
    /// everything; then [`code`](Self::code) is `None`.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        matches!(
            self.0.kind,
            Kind::Status(StatusCode::NOT_FOUND | StatusCode::GONE)
        )
    }

    /// Whether the bank wants fewer calls: 429.
    ///
    /// # Troubleshooting
    /// The call was waited for and sent again as far as its time and attempts allowed. Wait as long as
    /// [`retry_after`](Self::retry_after) says. If it comes often, other programs use the same client
    /// id: lower [`calls_per_minute`](crate::ConnectionBuilder::calls_per_minute), or give them one
    /// [`RateLimiter`](crate::RateLimiter).
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.0.kind == Kind::Status(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Whether the limiter of this side would have kept the call past its time limit. Nothing was
    /// sent; the bank has not complained, see [`is_rate_limited`](Self::is_rate_limited).
    ///
    /// # Troubleshooting
    /// More calls are made than the bank takes. Spread them, give each more time
    /// ([`CallOptions::timeout`](crate::CallOptions::timeout)), or, if the bank grants you more, say so
    /// with [`calls_per_minute`](crate::ConnectionBuilder::calls_per_minute).
    #[must_use]
    pub fn is_limited_here(&self) -> bool {
        matches!(self.0.kind, Kind::Limited | Kind::QueueFull)
    }

    /// Whether too many calls of its group wait for their turn already; one that
    /// [`is_limited_here`](Self::is_limited_here) too. Nothing was sent.
    ///
    /// # Troubleshooting
    /// Calls come faster than they go. Make fewer at once: a bounded number of tasks in place of one
    /// for each. [`max_waiting_calls`](crate::ConnectionBuilder::max_waiting_calls) lets more wait.
    #[must_use]
    pub fn is_queue_full(&self) -> bool {
        self.0.kind == Kind::QueueFull
    }

    /// Whether no token could be had to send the call with. [`code`](Self::code) is then what the
    /// token endpoint said (RFC 6749 §5.2): `invalid_client`.
    ///
    /// # Troubleshooting
    /// `invalid_client`: the client id or the secret is wrong, or of another environment.
    /// `invalid_scope`: the application is not allowed one of the scopes asked for. No code: the token
    /// endpoint did not answer; the source of the error says how.
    #[must_use]
    pub fn is_token(&self) -> bool {
        self.0.kind == Kind::Token
    }

    /// Whether the bank does not accept who asks, or for what: 401, 403.
    ///
    /// # Troubleshooting
    /// 401: a new token was fetched and refused too; check the credentials and the clock of the
    /// machine. 403: the token is good and lacks the scope ([`Operation::scopes`](crate::Operation)),
    /// or the customer has not consented; with no [`code`](Self::code) it is often a gateway that does
    /// not know the address that you call from.
    #[must_use]
    pub fn is_auth(&self) -> bool {
        matches!(
            self.0.kind,
            Kind::Status(StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN)
        )
    }

    /// Whether the time was over before the answer was there.
    ///
    /// # Troubleshooting
    /// A write may have been done all the same: [`outcome`](Self::outcome) says so. Give the call more
    /// time ([`CallOptions::timeout`](crate::CallOptions::timeout)), or see what used it up: waiting
    /// for its turn, a token, several [`attempts`](Self::attempts).
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, Kind::Timeout | Kind::Late)
    }

    /// Whether the bank answered with success and the answer could not be read, or was too large.
    ///
    /// # Troubleshooting
    /// A write is most likely done, and must not be made anew. The message names the place in the
    /// answer; [`body`](Self::body) is all of it. If the bank's document is newer than this crate,
    /// generate it again; if the answer is too large, raise
    /// [`max_body_bytes`](crate::ConnectionBuilder::max_body_bytes).
    #[must_use]
    pub fn is_decode(&self) -> bool {
        matches!(self.0.kind, Kind::Decode | Kind::TooLarge)
    }

    /// Whether no connection came about: name, network, certificate. Nothing was sent.
    ///
    /// # Troubleshooting
    /// The source of the error says which: a name that is not known (address, DNS, proxy), a refused
    /// connection (firewall, port), a certificate that is not trusted (a proxy that opens TLS, a
    /// missing root). A connection that breaks later is not this: its request may have arrived.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(self.0.kind, Kind::Connect | Kind::Pin)
    }

    /// Whether the host has a key that is none of its pins ([`PinSet`](crate::PinSet)). Nothing was
    /// sent, and nothing is sent again: it is no passing trouble.
    ///
    /// # Troubleshooting
    /// Somebody stands in between, such as a proxy that opens TLS, or the bank has a new key. The message
    /// names the host and the key; ask the bank, by another way than this one, whether it is theirs, and
    /// only then add its pin.
    #[must_use]
    pub fn is_pin_mismatch(&self) -> bool {
        self.pin_mismatch().is_some()
    }

    /// Whether the request was refused here, before anything was sent.
    ///
    /// # Troubleshooting
    /// The message names the argument or the setting, and what it must be. Sending it again as it is
    /// does not help.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.0.kind == Kind::Refused
    }

    /// Whether the same call may well succeed a little later, and sending it again does no harm: the
    /// failure is one that passes, and the operation is idempotent or the call carried an idempotency
    /// key. For a key of a write see [`idempotency_key`](Self::idempotency_key).
    ///
    /// # Troubleshooting
    /// The call has made its attempts already: wait longer than they took, at least
    /// [`retry_after`](Self::retry_after), and send a write with the same key. `false` for a write
    /// whose [`outcome`](Self::outcome) is unknown means: ask for its status first.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        let harmless = match self.0.call.operation {
            Some(operation) => is_repeatable(operation, &self.0.call),
            None => true,
        };
        let later = matches!(
            self.0.kind,
            Kind::Limited | Kind::QueueFull | Kind::Late | Kind::Connect
        );
        // What was never sent does no harm; what may have been must be safe to send twice.
        let unsent = self.outcome() == super::Outcome::NotSent;
        (later || is_passing(self)) && (harmless || unsent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Call;
    use crate::support::answer::Parts;
    use crate::{IdempotencyKey, Method, Operation};

    static READ: Operation = Operation {
        idempotent: true,
        ..Operation::EMPTY
    };
    static PAY: Operation = Operation {
        method: Method::Post,
        ..Operation::EMPTY
    };

    fn status(code: u16) -> Error {
        Error::status_of(Parts {
            status: StatusCode::from_u16(code).unwrap(),
            headers: http::HeaderMap::new(),
            body: bytes::Bytes::new(),
        })
    }

    fn call(operation: &'static Operation, key: bool, unsettled: bool) -> Call {
        Call {
            operation: Some(operation),
            idempotency_key: key.then(|| IdempotencyKey::new("k").unwrap()),
            attempts: 1,
            unsettled,
            ..Call::default()
        }
    }

    #[test]
    fn only_what_passes_and_does_no_harm_is_retryable() {
        for (make, read, keyed, plain) in [
            ((|| status(503)) as fn() -> Error, true, true, false),
            (|| status(429), true, true, false),
            (Error::timeout, true, true, false),
            // Nothing was sent.
            (Error::late, true, true, true),
            (|| Error::limited(String::new()), true, true, true),
            (|| Error::queue_full(String::new()), true, true, true),
            // It would end the same.
            (|| status(404), false, false, false),
            (|| status(500), false, false, false),
            (|| Error::refused("x"), false, false, false),
            (|| Error::too_large(1), false, false, false),
        ] {
            let is = |call| make().of(call).is_retryable();
            let found = [
                is(call(&READ, false, false)),
                is(call(&PAY, true, false)),
                is(call(&PAY, false, false)),
            ];
            assert_eq!(found, [read, keyed, plain], "{}", make());
        }
        // Not sent this time, but maybe before.
        assert!(!Error::late().of(call(&PAY, false, true)).is_retryable());
        assert!(Error::late().of(call(&PAY, true, true)).is_retryable());
    }

    #[test]
    fn each_kind_answers_to_its_predicates_alone() {
        type Is = fn(&Error) -> bool;
        let asked: [(&str, Is); 8] = [
            ("not_found", Error::is_not_found),
            ("rate_limited", Error::is_rate_limited),
            ("limited_here", Error::is_limited_here),
            ("queue_full", Error::is_queue_full),
            ("auth", Error::is_auth),
            ("timeout", Error::is_timeout),
            ("decode", Error::is_decode),
            ("refused", Error::is_refused),
        ];
        for (error, want) in [
            (status(404), "not_found"),
            (status(410), "not_found"),
            (status(429), "rate_limited"),
            (status(401), "auth"),
            (status(403), "auth"),
            (status(500), ""),
            (Error::limited(String::new()), "limited_here"),
            (Error::queue_full(String::new()), "limited_here queue_full"),
            (Error::timeout(), "timeout"),
            (Error::late(), "timeout"),
            (Error::too_large(1), "decode"),
            (Error::refused("x"), "refused"),
        ] {
            let named = asked.iter().filter(|(_, is)| is(&error));
            let names: Vec<_> = named.map(|(name, _)| *name).collect();
            assert_eq!(names.join(" "), want, "{error}");
        }
    }
}
