//! [`FaultError`]: why a fault is none.

/// Why a fault is none.
///
/// ```
/// use citi_sandbox::Fault;
///
/// let error = "slow; ms=soon".parse::<Fault>().unwrap_err();
/// assert_eq!(error.to_string(), "ms must be a whole number from 1 to 60000");
/// assert_eq!(error.field(), "ms");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field} {issue}")]
pub struct FaultError {
    field: String,
    issue: String,
}

/// How much of a name that came from outside is told again.
const TOLD: usize = 40;

impl FaultError {
    pub(super) fn new(field: &str, issue: impl Into<String>) -> Self {
        let field = field.chars().filter(|it| !it.is_control()).take(TOLD);
        Self {
            field: field.collect(),
            issue: issue.into(),
        }
    }

    /// There is no room for one more rule.
    pub(crate) fn too_many() -> Self {
        Self::new("rules", "are a thousand at most; take some away")
    }

    /// Which part of it: `kind`, `operation`, `probability`, the name of a parameter.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// What it must be.
    #[must_use]
    pub fn issue(&self) -> &str {
        &self.issue
    }
}
