//! [`FaultRule`] and [`FaultRecord`]: rules and what they did, to look at.

use jiff::Timestamp;
use serde::{Deserialize, Serialize, Serializer};

use super::{Fault, FaultKind};

/// A rule of a sandbox, as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FaultRule {
    /// Its id, as answers name it in `X-Sandbox-Fault`: `fault-1`.
    pub id: String,
    /// What goes wrong, and when: its text.
    #[serde(serialize_with = "as_text")]
    pub fault: Fault,
    /// Its kind.
    #[serde(serialize_with = "as_text")]
    pub kind: FaultKind,
    /// How often it acted.
    pub acted: u32,
    /// Whether it acted as often as it was to.
    pub spent: bool,
}

/// A fault that acted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FaultRecord {
    /// When, by the sandbox's clock.
    pub at: Timestamp,
    /// The rule's id; `header` or `value` if the request asked for the fault itself.
    pub rule: String,
    /// What went wrong.
    #[serde(with = "crate::image::text")]
    pub kind: FaultKind,
    /// The operation, `oauth2/token`, or the type of the event.
    pub operation: String,
    /// The application, if its token was known.
    pub client_id: Option<String>,
}

impl FaultRule {
    pub(super) fn new(id: &str, fault: &Fault, acted: u32, spent: bool) -> Self {
        Self {
            id: id.to_owned(),
            kind: fault.kind(),
            fault: fault.clone(),
            acted,
            spent,
        }
    }
}

fn as_text<S: Serializer>(value: &impl ToString, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_shown_with_its_text() {
        let fault: Fault = "slow; ms=30; count=2".parse().unwrap();
        let shown = serde_json::to_string(&FaultRule::new("fault-1", &fault, 1, false)).unwrap();
        assert_eq!(
            shown,
            r#"{"id":"fault-1","fault":"slow; ms=30; count=2","kind":"slow","acted":1,"spent":false}"#
        );
    }
}
