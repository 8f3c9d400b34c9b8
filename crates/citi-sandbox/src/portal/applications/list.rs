//! `GET /portal/applications`: who is registered, and registering.

use std::sync::Arc;

use axum::extract::State as Shared;
use axum::response::Response;
use maud::{Markup, html};

use crate::lock::lock;
use crate::portal::layout::Page;
use crate::portal::tab::Tab;
use crate::state::State;

/// Every application, and the form for a new one.
pub(in crate::portal) async fn list(Shared(state): Shared<Arc<State>>) -> Response {
    let content = html! {
        h1 { "Applications" }
        p.lead { "Who calls the bank. Each has a client id, a secret and scopes, and webhooks of its own." }
        (registered(&state))
        h2 { "Register an application" }
        section.card aria-label="Register an application" {
            form method="post" action="/portal/applications" {
                label for="name" { "Name" }
                input #name name="name" type="text" required maxlength="64" autocomplete="off";
                (scope_boxes(&state, None))
                button type="submit" { "Register an application" }
            }
        }
    };
    Page::new(Tab::Applications, "Applications").with(&state, &content)
}

fn registered(state: &State) -> Markup {
    let registry = lock(&state.registry);
    let mut applications = registry.applications().peekable();
    html! {
        @if applications.peek().is_none() {
            p.card.empty { "Nobody is registered yet. Give the first application a name below: it gets its credentials at once." }
        } @else {
            div.cards { @for application in applications {
                a.card.tile href={ "/portal/applications/" (application.client_id) } {
                    strong { (application.name) }
                    p.small.soft.mono { (application.client_id) }
                    p.small.soft { (application.scopes.len()) " scopes, "
                        (registry.webhooks(&application.client_id).len()) " webhooks" }
                }
            } }
        }
    }
}

/// A box for each scope that the documents know; all are ticked for a new application.
pub(super) fn scope_boxes(state: &State, held: Option<&[String]>) -> Markup {
    html! {
        fieldset {
            legend { "Scopes" }
            // Without it, a form with nothing ticked would look like one that does not choose.
            input type="hidden" name="choose" value="scopes";
            div.checks { @for (scope, meaning) in state.documents.scopes() {
                label {
                    input type="checkbox" name="scopes" value=(scope)
                        checked[held.is_none_or(|held| held.contains(&scope))];
                    span { code { (scope) } " " span.small.soft { (meaning) } }
                }
            } }
        }
    }
}
