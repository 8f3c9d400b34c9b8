//! The page of an application.

use axum::response::Response;
use http::StatusCode;
use jiff::Timestamp;
use maud::{Markup, html};

use super::list::scope_boxes;
use super::once::Once;
use crate::lock::lock;
use crate::portal::layout::{Page, problem};
use crate::portal::moment::instant;
use crate::portal::tab::Tab;
use crate::registry::{Application, Webhook};
use crate::state::State;

/// The page of an application.
pub(super) fn shown(
    state: &State,
    client_id: &str,
    status: StatusCode,
    once: &Once<'_>,
) -> Response {
    let found = {
        let registry = lock(&state.registry);
        let application = registry.application(client_id).cloned();
        application.map(|it| (it, registry.webhooks(client_id).to_vec()))
    };
    let Some((application, webhooks)) = found else {
        let missing = "No application has this id.";
        return problem(state, Tab::Applications, StatusCode::NOT_FOUND, missing);
    };
    let content = html! {
        h1 { (application.name) }
        (once.shown())
        (credentials(state, &application))
        h2 #webhooks { "Webhooks" }
        (hooks(state, client_id, &webhooks))
        h2 { "Remove" }
        section.card aria-label="Remove the application" {
            p { "Its webhooks go with it, and its tokens open nothing any more." }
            form method="post" action={ "/portal/applications/" (client_id) "/delete" }
                data-ask="Remove this application, its webhooks and its tokens?" {
                button.bad type="submit" { "Remove the application" }
            }
        }
    };
    Page::new(Tab::Applications, &application.name)
        .status(status)
        .from(format!("/portal/applications/{client_id}"))
        .with(state, &content)
}

fn credentials(state: &State, application: &Application) -> Markup {
    let path = format!("/portal/applications/{}", application.client_id);
    html! {
        section.card aria-label="Credentials" {
            dl.facts {
                dt { "Client id" } dd { code { (application.client_id) } }
                dt { "Client secret" } dd { span.soft { "shown once, when it was made" } }
                dt { "Token" } dd { code { "POST " (state.base_url) "/oauth2/token" } }
            }
            div.actions {
                form method="post" action={ (path) "/secret" }
                    data-ask="Make a new secret? The old one is none at once." {
                    button.quiet type="submit" { "Make a new secret" }
                }
                a.button.quiet href="/portal/documents" { "Try the documentation" }
            }
        }
        details.schema {
            summary { "Scopes " @for scope in &application.scopes { code { (scope) } " " } }
            div.in {
                form method="post" action={ (path) "/scopes" } {
                    (scope_boxes(state, Some(&application.scopes)))
                    p.small.soft { "Tokens that are out keep theirs." }
                    button type="submit" { "Keep these scopes" }
                }
            }
        }
    }
}

fn hooks(state: &State, client_id: &str, webhooks: &[Webhook]) -> Markup {
    let path = format!("/portal/applications/{client_id}/webhooks");
    let types = state.documents.event_types();
    let now = state.clock.now();
    html! {
        @if webhooks.is_empty() {
            p.soft { "None yet. Events that happen now are not kept for later ones." }
        }
        @for webhook in webhooks { (hook(&format!("{path}/{}", webhook.id), webhook, &types, now)) }
        section.card aria-label="Add a webhook" {
            h3 { "Add a webhook" }
            form method="post" action=(path) {
                label for="url" { "Address" }
                input #url name="url" type="url" required maxlength="2048" placeholder="https://example.com/hook";
                p.soft.small { "HTTPS, or plain HTTP to this machine's loopback." }
                fieldset {
                    legend { "Events; none means all" }
                    div.checks { @for kind in &types {
                        label { input type="checkbox" name="events" value=(kind); code { (kind) } }
                    } }
                }
                button type="submit" { "Add a webhook" }
            }
        }
    }
}

fn hook(path: &str, webhook: &Webhook, types: &[String], now: Timestamp) -> Markup {
    let waiting = webhook.successor.as_ref().filter(|it| it.from > now);
    html! {
        section.card aria-label={ "Webhook " (webhook.id) } {
            dl.facts {
                dt { "Address" } dd { code { (webhook.url) } }
                dt { "Id" } dd { code { (webhook.id) } }
                dt { "Events" } dd {
                    @if webhook.events.is_empty() { "all" }
                    @for kind in &webhook.events { code { (kind) } " " }
                }
                @if let Some(successor) = waiting {
                    dt { "Secret" } dd { span.tag.warn { "two" } " The new one signs from " (instant(successor.from)) " on." }
                }
            }
            div.actions {
                form.line method="post" action={ (path) "/test" } {
                    div {
                        label.sr-only for={ "kind-" (webhook.id) } { "Type of the test event" }
                        select id={ "kind-" (webhook.id) } name="type" {
                            @for kind in types { option value=(kind) { (kind) } }
                        }
                    }
                    button.quiet type="submit" { "Send a test event" }
                }
                form method="post" action={ (path) "/rotate" }
                    data-ask="Make a new signing secret? The old one signs for one more day." {
                    button.quiet type="submit" { "New secret" }
                }
                form method="post" action={ (path) "/remove" } { button.bad type="submit" { "Remove" } }
            }
        }
    }
}
