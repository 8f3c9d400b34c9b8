//! The form of a collection: Postman's schema 2.1.0, as far as it is used.
//!
//! Structures, not maps: the order of members is the order of the file.

use serde::Serialize;

/// Where the schema of the form stands.
pub(super) const SCHEMA: &str =
    "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

#[derive(Debug, Serialize)]
pub(super) struct Collection {
    pub(super) info: Info,
    pub(super) auth: Auth,
    pub(super) item: Vec<Item>,
    pub(super) variable: Vec<Variable>,
}

#[derive(Debug, Serialize)]
pub(super) struct Info {
    #[serde(rename = "_postman_id")]
    pub(super) id: String,
    pub(super) name: String,
    pub(super) description: String,
    pub(super) schema: &'static str,
}

/// A folder or a request.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Item {
    Folder(Folder),
    Request(Box<RequestItem>),
}

#[derive(Debug, Serialize)]
pub(super) struct Folder {
    pub(super) id: String,
    pub(super) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
    pub(super) item: Vec<Item>,
}

#[derive(Debug, Serialize)]
pub(super) struct RequestItem {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) event: Vec<Event>,
    pub(super) request: Request,
    pub(super) response: Vec<Saved>,
}

#[derive(Debug, Serialize)]
pub(super) struct Event {
    pub(super) listen: &'static str,
    pub(super) script: Script,
}

#[derive(Debug, Serialize)]
pub(super) struct Script {
    pub(super) id: String,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) exec: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct Request {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) auth: Option<Auth>,
    pub(super) method: &'static str,
    pub(super) header: Vec<Pair>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) body: Option<Body>,
    pub(super) url: Url,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
}

/// How a request says who sends it; the member that goes with the kind is there.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(super) enum Auth {
    #[serde(rename = "noauth")]
    Nobody,
    Basic {
        basic: Vec<Variable>,
    },
    Bearer {
        bearer: Vec<Variable>,
    },
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct Variable {
    pub(super) key: String,
    pub(super) value: String,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
}

impl Variable {
    pub(super) fn new(key: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            value: value.into(),
            kind: "string",
            description: None,
        }
    }

    pub(super) fn about(self, description: impl Into<String>) -> Self {
        Self {
            description: Some(description.into()),
            ..self
        }
    }
}

/// A header, a member of a query, a field of a form, a segment of a path.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Pair {
    pub(super) key: String,
    pub(super) value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) disabled: bool,
}

impl Pair {
    pub(super) fn new(key: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            value: value.into(),
            description: None,
            disabled: false,
        }
    }
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct Url {
    pub(super) raw: String,
    pub(super) host: Vec<String>,
    pub(super) path: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) query: Vec<Pair>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) variable: Vec<Pair>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(tag = "mode", rename_all = "lowercase")]
pub(super) enum Body {
    Raw { raw: String, options: BodyOptions },
    UrlEncoded { urlencoded: Vec<Pair> },
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct BodyOptions {
    pub(super) raw: Language,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct Language {
    pub(super) language: &'static str,
}

/// An answer as an example.
#[derive(Debug, Serialize)]
pub(super) struct Saved {
    pub(super) id: String,
    pub(super) name: String,
    #[serde(rename = "originalRequest")]
    pub(super) original_request: Request,
    pub(super) status: String,
    pub(super) code: u16,
    #[serde(rename = "_postman_previewlanguage")]
    pub(super) language: &'static str,
    pub(super) header: Vec<Pair>,
    pub(super) cookie: [(); 0],
    pub(super) body: String,
}
