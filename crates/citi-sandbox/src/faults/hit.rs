//! [`Hit`]: a rule that acts now.

use serde::{Deserialize, Serialize};

use super::Fault;
use crate::image::text;

/// A rule that acts now.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Hit {
    /// The rule's id; `header` or `value` if the request asked for it itself.
    pub(crate) rule: String,
    /// What goes wrong.
    #[serde(with = "text")]
    pub(crate) fault: Fault,
    /// A number drawn for it, for what is to be chosen.
    pub(crate) drawn: u64,
}

impl Hit {
    /// A fault that a request asks for itself.
    pub(super) fn asked(rule: &str, fault: Fault) -> Self {
        Self {
            rule: rule.to_owned(),
            fault,
            drawn: 0,
        }
    }

    /// `fault-1; kind=slow`: the header `X-Sandbox-Fault` of an answer, and what logs say.
    pub(crate) fn label(&self) -> String {
        format!("{}; kind={}", self.rule, self.fault.kind())
    }
}
