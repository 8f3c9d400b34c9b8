//! [`FindingCode`]: what the sandbox accuses clients of, in one table.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Severity {
    /// It costs calls, time or goodwill.
    Warning,
    /// It can cost money or security, or breaks what the bank asks for.
    Error,
}

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $text:literal $remedy:literal)*) => {
        /// What a client does wrong.
        ///
        /// ```
        /// use citi_sandbox::FindingCode;
        ///
        /// for code in FindingCode::ALL {
        ///     println!("{}: {} {}", code.name(), code.text(), code.remedy());
        /// }
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum FindingCode {
            $(#[doc = $text] $variant,)*
        }

        impl FindingCode {
            /// Every code, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its name: `key-reused`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// How bad it is.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }

            /// What the client did.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// What it should do.
            #[must_use]
            pub const fn remedy(self) -> &'static str {
                match self { $(Self::$variant => $remedy,)* }
            }
        }
    };
}

codes! {
    KeyReused "key-reused" Error
        "An idempotency key was sent again with other content."
        "Make a new key for each intention, and keep it with what it was made for."
    KeyMissing "key-missing" Error
        "A write was sent without an idempotency key."
        "Send Idempotency-Key with every write, made before the first attempt."
    WriteRepeated "write-repeated" Error
        "A write whose outcome was unknown was sent again under another key: it may be carried out twice."
        "Repeat it with the key and the content of the first attempt, or ask for its status."
    RetryTooEarly "retry-too-early" Error
        "A request came before the time that Retry-After gave."
        "Wait as long as Retry-After says; after a 429, with every request of the group."
    RefusedRepeated "refused-repeated" Warning
        "A request that the bank had refused for what it says was sent again unchanged."
        "Put it right first; another attempt can only be refused again."
    TokenPerCall "token-per-call" Warning
        "Token after token was fetched though a good one was out, and none was used for more than one call."
        "Keep a token until about a minute before its end, and share it between calls."
    TokenInQuery "token-in-query" Error
        "An access token stood in the address, where logs and caches keep it (RFC 6750 §2.3)."
        "Send it in the header Authorization alone."
    DeprecatedOperation "deprecated-operation" Warning
        "An operation was used that its document calls deprecated."
        "Move to what the document names in its place, before it is taken away."
    RateFetchedAgain "rate-fetched-again" Warning
        "What Cache-Control allowed to keep was fetched again within its lifetime."
        "Keep the answer for max-age seconds, and share it between calls."
    WebhookLate "webhook-late" Error
        "A webhook took more than three seconds to answer a delivery."
        "Store the event, answer 204 at once, and do the work afterwards."
    WebhookRedirect "webhook-redirect" Error
        "A webhook answered a delivery with a redirect, which is never followed."
        "Register the address that the events are to go to."
    WebhookRefused "webhook-refused" Warning
        "A webhook refused a delivery that was signed as it must be."
        "Answer 2xx once an event is stored, to types that you do not know too."
    WebhookUnreachable "webhook-unreachable" Warning
        "Nobody answered at the address of a webhook."
        "Bring the endpoint up, or take the webhook away at the portal."
    SignatureUnchecked "signature-unchecked" Error
        "A webhook took a delivery whose signature was wrong."
        "Verify X-Citi-Signature over the bytes as they arrive, before anything reads them."
}

impl std::fmt::Display for FindingCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

impl<'de> Deserialize<'de> for FindingCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let mut codes = Self::ALL.iter().copied();
        codes
            .find(|code| code.name() == name)
            .ok_or_else(|| D::Error::custom("no code of a finding"))
    }
}

impl Serialize for FindingCode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_has_a_name_of_its_own_and_whole_sentences() {
        let mut names: Vec<_> = FindingCode::ALL.iter().map(|it| it.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), FindingCode::ALL.len());
        for code in FindingCode::ALL {
            assert!(
                code.text().ends_with('.') && code.remedy().ends_with('.'),
                "{code}"
            );
        }
    }
}
