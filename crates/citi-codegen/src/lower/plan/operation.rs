//! A generated operation.

use super::{AnswerArm, AnswerPlan, ErrorPlan, HeaderUse, OtherAnswer, Rule, RustType};
use crate::model::{Method, Place, Style};

/// A generated operation: a method of the client and a builder.
#[derive(Clone, Debug)]
pub struct OperationPlan {
    /// Method name: `create_payment`; the builder's is the same in Pascal case.
    pub ident: String,
    /// `operationId` as published, if there is one.
    pub published_id: Option<String>,
    /// Method.
    pub method: Method,
    /// Path template, with the names on the wire.
    pub path: String,
    /// One line.
    pub summary: String,
    /// Markdown, cleaned.
    pub docs: String,
    /// Whether it is going away.
    pub deprecated: bool,
    /// The arguments, in the order of the document, required ones first.
    pub parameters: Vec<ParameterPlan>,
    /// Parameters that the runtime fills in (`Authorization`, `client_id`, the idempotency key), by
    /// place and name on the wire.
    pub supplied: Vec<(Place, String)>,
    /// What it takes.
    pub body: Option<BodyPlan>,
    /// What it gives.
    pub answer: AnswerPlan,
    /// What can be asked for in its place.
    pub other_answers: Vec<OtherAnswer>,
    /// Documented errors; those without a body too.
    pub errors: Vec<AnswerArm>,
    /// The bodies of documented errors.
    pub error: ErrorPlan,
    /// Documented headers of its answers, by name.
    pub headers: Vec<HeaderUse>,
    /// Statuses other than 200 to 299 that are its answer.
    pub answers: Vec<u16>,
    /// Content types asked for, best first.
    pub accept: Vec<String>,
    /// What it takes to call it, in words, an alternative each.
    pub asks_for: Vec<String>,
    /// The same as constants of [`ModulePlan::schemes`](super::ModulePlan::schemes): alternatives of schemes that
    /// go together.
    pub security: Vec<Vec<String>>,
    /// Scopes, those of the first alternative that has any.
    pub scopes: Vec<String>,
    /// Whether sending it twice does what sending it once does.
    pub idempotent: bool,
    /// The header that carries the idempotency key.
    pub idempotency_header: Option<String>,
    /// For how many hours the bank knows a key again.
    pub idempotency_key_hours: u32,
    /// Name of the limit group.
    pub limit_group: String,
    /// How many calls of that group the bank takes in a minute; `None`: nobody has said.
    pub calls_per_minute: Option<u32>,
    /// Seconds that an answer may be kept; `None`: never.
    pub cache_seconds: Option<u32>,
    /// Whether its arguments or its answer hold what must not be shown; such an answer is never kept.
    pub sensitive: bool,
    /// How it pages.
    pub paging: Option<PagingPlan>,
    /// Codes of the rules that touched it.
    pub rules: Vec<String>,
    /// Its place in the document.
    pub pointer: String,
}

impl OperationPlan {
    /// The names of its enums by status: of its answers, of its errors.
    pub fn enums(&self) -> impl Iterator<Item = &str> {
        let answer = match &self.answer {
            AnswerPlan::ByStatus { name, .. } => Some(name.as_str()),
            AnswerPlan::One(_) => None,
        };
        let error = match &self.error {
            ErrorPlan::ByStatus(name) => Some(name.as_str()),
            ErrorPlan::None | ErrorPlan::One(_) => None,
        };
        answer.into_iter().chain(error)
    }
}

/// An argument.
#[derive(Clone, Debug)]
pub struct ParameterPlan {
    /// Setter name.
    pub ident: String,
    /// Name on the wire.
    pub wire: String,
    /// Where it travels.
    pub place: Place,
    /// Whether it must be given.
    pub required: bool,
    /// Its type, without `Option`.
    pub ty: RustType,
    /// How an array or object becomes text.
    pub style: Style,
    /// Whether each item is a pair of its own.
    pub explode: bool,
    /// Query: reserved characters stay.
    pub allow_reserved: bool,
    /// The value is a JSON document of its own (`content`).
    pub json: bool,
    /// What is checked before it is sent.
    pub rules: Vec<Rule>,
    /// Rules on the items, if it is a list.
    pub item_rules: Vec<Rule>,
    /// Whether `Debug` and errors hide it.
    pub sensitive: bool,
    /// Markdown, cleaned.
    pub docs: String,
}

/// How a body becomes bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// JSON.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart,
    /// The text as it is.
    Text,
    /// The bytes as they are.
    Bytes,
    /// XML.
    Xml,
}

/// A body.
#[derive(Clone, Debug)]
pub struct BodyPlan {
    /// Its type.
    pub ty: RustType,
    /// How it becomes bytes.
    pub encoding: Encoding,
    /// The `Content-Type` as it is sent.
    pub content_type: String,
    /// Whether it must be given.
    pub required: bool,
    /// Form and multipart: (property, style, exploded) where the document says so.
    pub styles: Vec<(String, Style, bool)>,
    /// What is checked on the body itself, if it is no struct.
    pub rules: Vec<Rule>,
    /// Rules on its items, if it is a list.
    pub item_rules: Vec<Rule>,
    /// Markdown, cleaned.
    pub docs: String,
    /// What can be sent in its place, one for each further encoding.
    pub others: Vec<BodyPlan>,
}

impl BodyPlan {
    /// Whether the bytes can come as a stream.
    #[must_use]
    pub fn can_stream(&self) -> bool {
        self.encoding == Encoding::Bytes
    }

    /// Whether the argument `body` itself must be set: it must be sent, and nothing can take its place.
    #[must_use]
    pub fn is_argument_required(&self) -> bool {
        self.required && self.others.is_empty() && !self.can_stream()
    }
}

/// How a list operation pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagingPlan {
    /// The query parameter that takes the cursor.
    pub cursor_parameter: String,
    /// The property of the answer that holds the next cursor; a JSON Pointer.
    pub next_cursor: String,
    /// The property of the answer that holds the items; a JSON Pointer.
    pub items: String,
    /// How code walks from page to page; `None`: it can't, and the operation has no `pages()`.
    pub walk: Option<PageWalk>,
}

/// How code walks from page to page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageWalk {
    /// Name of the argument that takes the cursor.
    pub cursor: String,
    /// Whether that argument must be given.
    pub cursor_required: bool,
    /// The type of a page.
    pub page: RustType,
    /// The way from a page to the next cursor.
    pub next_cursor: Vec<PageStep>,
    /// The type of an item, and the way from a page to the list of them; `None`: it is not clear which list is meant,
    /// and the operation has no `items()`.
    pub items: Option<(RustType, Vec<PageStep>)>,
}

/// A step from a struct to one of its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageStep {
    /// The field's Rust name.
    pub ident: String,
    /// Whether it may be missing.
    pub optional: bool,
}
