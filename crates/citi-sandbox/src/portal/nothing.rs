//! What stands at addresses of the portal that nobody has: a page for people, JSON for programs.

use axum::extract::State as Shared;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode};
use maud::html;

use std::sync::Arc;

use super::accept::wants_page;
use super::layout::Page;
use super::tab::Tab;
use crate::refusal::Refusal;
use crate::state::State;

/// There is nothing at this address.
pub(super) async fn nothing(Shared(state): Shared<Arc<State>>, headers: HeaderMap) -> Response {
    if wants_page(&headers) {
        return page(&state);
    }
    let missing = "The portal has nothing at this path.";
    Refusal::new(StatusCode::NOT_FOUND, "NOT_FOUND", missing).into_response()
}

/// The page that says so, for somebody who came by a browser to any address of the sandbox.
pub(crate) fn page(state: &State) -> Response {
    let page = Page::new(Tab::Home, "Nothing here").status(StatusCode::NOT_FOUND);
    page.from(Tab::Home.path().to_owned()).with(
        state,
        &html! {
            h1 { "There is nothing here" }
            p.problem role="alert" { "Neither the portal nor an API of the bank has this address." }
            p { "The portal begins " a href=(Tab::Home.path()) { "at home" } "; every operation that can be called is in the "
                a href=(Tab::Documents.path()) { "documentation" } "." }
        },
    )
}
