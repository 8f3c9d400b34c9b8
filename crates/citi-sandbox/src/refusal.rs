//! [`Refusal`]: an error in the bank's shape.

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde::Serialize;

/// An answer with a status of 400 or above, in the shape that the documents give it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Refusal {
    #[serde(skip)]
    pub(crate) status: StatusCode,
    #[serde(rename = "error_code")]
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) details: Vec<Detail>,
}

/// One fault of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Detail {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) field: Option<String>,
    pub(crate) issue: String,
}

impl Refusal {
    /// A refusal without details.
    pub(crate) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            details: Vec::new(),
        }
    }

    /// A fault of a field, or of the request as a whole.
    pub(crate) fn detail(mut self, field: Option<&str>, issue: impl Into<String>) -> Self {
        self.details.push(Detail {
            field: field.map(str::to_owned),
            issue: issue.into(),
        });
        self
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, axum::Json(self)).into_response()
    }
}
