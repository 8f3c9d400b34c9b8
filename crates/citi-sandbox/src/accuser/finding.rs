//! [`Finding`]: something that a client did wrong.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};

use super::{FindingCode, Severity};

/// Something that a client did wrong, and how often. It holds nothing of a request's values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Finding {
    /// What it is.
    pub code: FindingCode,
    /// How bad it is.
    pub severity: Severity,
    /// When it was last seen, by the sandbox's clock.
    pub at: Timestamp,
    /// The application, if it is known.
    pub client_id: Option<String>,
    /// The operation, `oauth2/token`, or the type of the event.
    pub operation: String,
    /// The identifier of the exchange that was last seen, or of the event.
    pub request_id: String,
    /// What the client did.
    pub text: &'static str,
    /// What it should do.
    pub remedy: &'static str,
    /// How often it was seen.
    pub times: u64,
}

/// A finding as it is read: what follows from its code is not taken from there.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Written {
    code: FindingCode,
    at: Timestamp,
    client_id: Option<String>,
    operation: String,
    request_id: String,
    times: u64,
}

impl From<Written> for Finding {
    fn from(written: Written) -> Self {
        let Written {
            code,
            at,
            client_id,
            operation,
            request_id,
            times,
        } = written;
        Self {
            code,
            severity: code.severity(),
            at,
            client_id,
            operation,
            request_id,
            text: code.text(),
            remedy: code.remedy(),
            times,
        }
    }
}

impl<'de> Deserialize<'de> for Finding {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Written::deserialize(deserializer).map(Self::from)
    }
}

impl fmt::Display for Finding {
    /// One line: `error key-reused, createDomesticPayment, app-…, 2 times: … …`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let client = self.client_id.as_deref().unwrap_or("client not known");
        let times = match self.times {
            1 => "once".to_owned(),
            times => format!("{times} times"),
        };
        write!(
            f,
            "{severity} {}, {}, {client}, {times}: {} {}",
            self.code, self.operation, self.text, self.remedy
        )
    }
}
