//! Where an API is served.

/// Where the APIs are served in one environment.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Environment {
    /// Base address, `https://…`, without a path of any one API.
    pub base_url: String,
    /// Path or address of the token endpoint.
    #[serde(default = "default_token_url")]
    pub token_url: String,
}

fn default_token_url() -> String {
    "/oauth2/token".to_owned()
}
