//! [`VaultLogin`]: who asks.

use std::fmt;

use crate::Secret;

/// Who asks a [`Vault`](crate::Vault).
///
/// ```
/// use citi_core::VaultLogin;
/// let login = VaultLogin::AppRole {
///     mount: "approle".to_owned(),
///     role_id: "citi-client".to_owned(),
///     secret_id: "from where the program was started".into(),
/// };
/// assert!(!format!("{login:?}").contains("from where"));
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub enum VaultLogin {
    /// With a token. It is renewed as long as Vault lets it be.
    Token(Secret),
    /// With a role's id and its secret id, at this mount: `approle`. A token that ends is followed by another one.
    AppRole {
        /// Where the method is mounted; `approle` unless somebody changed it.
        mount: String,
        /// The id of the role.
        role_id: String,
        /// Its secret.
        secret_id: Secret,
    },
}

impl fmt::Debug for VaultLogin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Token(_) => "a token",
            Self::AppRole { .. } => "AppRole",
        })
    }
}
