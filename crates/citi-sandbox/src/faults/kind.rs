//! [`FaultKind`]: what can go wrong, in one table.

use super::{FaultParameter, Form};

/// Where a fault acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FaultPlace {
    /// An operation of a document.
    Operation,
    /// `POST /oauth2/token`.
    Token,
    /// An event, when it is put into the row of a webhook.
    Event,
    /// An attempt to deliver an event.
    Delivery,
}

/// What of a request is left to the bank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Nothing: the fault comes instead.
    Instead,
    /// All of it; the fault acts on whatever the answer is.
    Answered,
    /// All of it; the fault acts if the bank has said yes.
    CarriedOut,
}

macro_rules! kinds {
    ($($variant:ident $name:literal $stage:ident [$($place:ident)*] [$($parameter:expr),*] $about:literal)*) => {
        /// What can go wrong. The name is that of every face: magic values, the request header, the
        /// admin API, the portal and the flag of the program.
        ///
        /// ```
        /// use citi_sandbox::FaultKind;
        ///
        /// let kind: FaultKind = "reset-after-booking".parse()?;
        /// assert_eq!(kind, FaultKind::ResetAfterBooking);
        /// for kind in FaultKind::ALL {
        ///     println!("{kind}: {}", kind.about());
        /// }
        /// # Ok::<(), citi_sandbox::FaultError>(())
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum FaultKind {
            $(#[doc = $about] $variant,)*
        }

        impl FaultKind {
            /// Every kind, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its name: `reset-after-booking`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What it does, in one line.
            #[must_use]
            pub const fn about(self) -> &'static str {
                match self { $(Self::$variant => $about,)* }
            }

            /// What it takes beside the filters that every fault has.
            #[must_use]
            pub const fn parameters(self) -> &'static [FaultParameter] {
                match self { $(Self::$variant => const { &[$($parameter),*] },)* }
            }

            /// Where it can act.
            #[must_use]
            pub const fn places(self) -> &'static [FaultPlace] {
                match self { $(Self::$variant => &[$(FaultPlace::$place),*],)* }
            }

            pub(crate) const fn stage(self) -> Stage {
                match self { $(Self::$variant => Stage::$stage,)* }
            }
        }
    };
}

const BOOKED: FaultParameter = FaultParameter {
    name: "booked",
    about: "Whether the bank carries the request out first.",
    form: Form::Word(&["no", "yes"]),
};
const WAIT: FaultParameter = FaultParameter {
    name: "seconds",
    about: "How long Retry-After asks to wait.",
    form: Form::whole(0, 3600, 1),
};

kinds! {
    RateLimited "rate-limited" Instead [Operation Token] [
        FaultParameter {
            name: "header",
            about: "How Retry-After is written: in seconds, as a date, or not at all.",
            form: Form::Word(&["seconds", "date", "none"]),
        },
        WAIT
    ] "429, as if the limit were used up."
    InternalError "internal-error" Instead [Operation Token] [BOOKED] "500, in the bank's own words."
    BadGateway "bad-gateway" Instead [Operation Token] [BOOKED] "502 with a page in HTML, as a gateway writes it."
    Unavailable "unavailable" Instead [Operation Token] [
        FaultParameter {
            name: "header",
            about: "How Retry-After is written: not at all, in seconds, or as a date.",
            form: Form::Word(&["none", "seconds", "date"]),
        },
        WAIT,
        BOOKED
    ] "503, in the bank's own words."
    Slow "slow" Answered [Operation Token] [
        FaultParameter {
            name: "ms",
            about: "How many milliseconds the answer waits, by the clock on the wall.",
            form: Form::whole(1, 60_000, 2000),
        }
    ] "The request is carried out; its answer comes late."
    Stalled "stalled" Answered [Operation Token] [
        FaultParameter {
            name: "seconds",
            about: "After how long the bank hangs up, by the clock on the wall.",
            form: Form::whole(1, 300, 60),
        }
    ] "The head of the answer comes, its body never does."
    Reset "reset" Instead [Operation Token] [] "The connection is reset before the body of the request is read; nothing is carried out."
    ResetAfterBooking "reset-after-booking" CarriedOut [Operation Token] [] "The request is carried out; then the connection is reset without an answer."
    CutBody "cut-body" Answered [Operation Token] [
        FaultParameter {
            name: "form",
            about: "What breaks off: a body of announced length, or one in chunks.",
            form: Form::Word(&["length", "chunked"]),
        }
    ] "The body of the answer breaks off half-way."
    BrokenJson "broken-json" Answered [Operation Token] [] "The body of the answer comes whole and is no JSON."
    WrongContentType "wrong-content-type" Answered [Operation Token] [] "The answer says that its JSON is text/html."
    NewEnumValue "new-enum-value" CarriedOut [Operation] [] "A value that the document does not list stands where it lists values."
    NewField "new-field" CarriedOut [Operation] [] "An object of the answer has a property that the document does not know."
    LongString "long-string" CarriedOut [Operation] [
        FaultParameter {
            name: "length",
            about: "How many characters it has.",
            form: Form::whole(1, 100_000, 4096),
        }
    ] "A text of the answer is longer than the document allows."
    TokenRevoked "token-revoked" Answered [Operation] [] "All tokens of the client are taken back before the request is looked at."
    TokenEndpointDown "token-endpoint-down" Instead [Token] [] "The token endpoint answers 503 with a page in HTML."
    ClockSkew "clock-skew" Answered [Operation Token Event] [
        FaultParameter {
            name: "seconds",
            about: "How far the bank's clock is ahead; behind, if below zero.",
            form: Form::whole(-31_536_000, 31_536_000, -300),
        }
    ] "The times that the bank states are off: the header Date, the life of a token, the time of an event."
    Duplicated "duplicated" Answered [Delivery] [] "An event that was delivered is delivered once more."
    Late "late" Answered [Event] [
        FaultParameter {
            name: "seconds",
            about: "How long the event waits, by the bank's clock.",
            form: Form::whole(1, 604_800, 3600),
        }
    ] "An event is sent late; those behind it wait too."
    OutOfOrder "out-of-order" Answered [Event] [
        FaultParameter {
            name: "seconds",
            about: "How long the event waits for the next one, by the bank's clock.",
            form: Form::whole(1, 604_800, 60),
        }
    ] "An event is sent after the one that follows it."
    WronglySigned "wrongly-signed" Answered [Delivery] [] "An event is signed with another secret."
}

impl FaultKind {
    /// The parameter of a name.
    pub(crate) fn parameter(self, name: &str) -> Option<&'static FaultParameter> {
        self.parameters().iter().find(|it| it.name == name)
    }

    /// Whether it can act at a place.
    #[must_use]
    pub fn acts_on(self, place: FaultPlace) -> bool {
        self.places().contains(&place)
    }
}

impl std::fmt::Display for FaultKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_of_a_kind_and_read_back() {
        let mut names: Vec<_> = FaultKind::ALL.iter().map(|it| it.name()).collect();
        for name in &names {
            assert_eq!(name.parse::<FaultKind>().unwrap().name(), *name);
        }
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!((names.len(), count), (21, 21));
    }

    #[test]
    fn every_kind_acts_somewhere_and_says_what_it_does() {
        for kind in FaultKind::ALL {
            assert!(!kind.places().is_empty(), "{kind}");
            assert!(kind.about().ends_with('.'), "{kind}");
        }
    }
}
