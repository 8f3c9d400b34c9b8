//! Where documents come from.

/// Where documents come from.
#[derive(Clone, Debug, PartialEq, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Address of the portal, `https://…`; `--portal` takes its place for one run.
    pub url: String,
    /// Path of a document at the portal; `{id}` stands for the document's id.
    #[serde(default = "default_document")]
    pub document: String,
    /// Seconds that one request may take, from its start to the last byte of its answer.
    #[serde(default = "default_timeout_seconds")]
    #[schemars(range(min = 1))]
    pub timeout_seconds: u32,
    /// Bytes that one document may have; a longer one is refused.
    #[serde(default = "default_max_bytes")]
    #[schemars(range(min = 1))]
    pub max_bytes: u64,
}

impl Source {
    /// The path of the document `id`.
    #[must_use]
    pub fn path_of(&self, id: &str) -> String {
        self.document.replace("{id}", id)
    }
}

fn default_document() -> String {
    "/apidocs/redocusaurus/{id}.yaml".to_owned()
}

fn default_timeout_seconds() -> u32 {
    30
}

fn default_max_bytes() -> u64 {
    16 * 1024 * 1024
}
