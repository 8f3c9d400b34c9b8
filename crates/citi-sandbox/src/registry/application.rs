//! [`Application`]: who calls the bank.

use citi_core::Secret;

/// What an application may be called: 1 to 64 characters on one line, without blanks around them.
///
/// # Errors
/// What the name must be.
pub(crate) fn application_name(text: &str) -> Result<&str, &'static str> {
    let name = text.trim();
    let length = name.chars().count();
    match (1..=64).contains(&length) && !name.chars().any(char::is_control) {
        true => Ok(name),
        false => Err("must have 1 to 64 characters on one line"),
    }
}

/// Who calls the bank: a client of RFC 6749, as the portal hands it out.
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> Result<(), citi_sandbox::SandboxError> {
/// let sandbox = citi_sandbox::Sandbox::builder().seed(7).start().await?;
/// let application = sandbox.register("Tour");
/// assert_eq!(application.name, "Tour");
/// assert!(application.scopes.contains(&"payments:write".to_owned()));
/// assert!(!format!("{application:?}").contains(application.client_secret.expose()));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Application {
    /// Its id, for the token endpoint.
    pub client_id: String,
    /// Its secret, for the token endpoint.
    pub client_secret: Secret,
    /// What its developer calls it.
    pub name: String,
    /// The scopes that its tokens can have, in order.
    pub scopes: Vec<String>,
}
