//! The page of an application.

use maud::{Markup, html};

use crate::registry::{Application, Webhook};

/// What is shown this once.
pub(super) enum Once<'a> {
    Nothing,
    /// The application was just registered.
    Application(&'a Application),
    /// A webhook was just added.
    Webhook(&'a Webhook),
}

pub(super) fn application_page(
    application: &Application,
    webhooks: &[Webhook],
    types: &[String],
    once: &Once<'_>,
) -> Markup {
    let path = format!("/portal/applications/{}/webhooks", application.client_id);
    html! {
        h1 { (application.name) }
        @match once {
            Once::Nothing => {}
            Once::Application(application) => div.once role="status" {
                p { strong { "This is the only time that the secret is shown. " } "Keep it where secrets are kept." }
                pre { code { "export CITI_CLIENT_ID=" (application.client_id) "\nexport CITI_CLIENT_SECRET="
                    (application.client_secret.expose()) } }
            },
            Once::Webhook(webhook) => div.once role="status" {
                p { strong { "This is the only time that the secret is shown. " } "Events to " code { (webhook.url) }
                    " are signed with it." }
                pre { code { (webhook.secret.expose()) } }
            },
        }
        section.card aria-label="Application" { dl.facts {
            dt { "Client id" } dd { code { (application.client_id) } }
            dt { "Scopes" } dd { @for scope in &application.scopes { code { (scope) } " " } }
        } }
        h2 { "Webhooks" }
        @if webhooks.is_empty() { p.soft { "None yet. Events that happen now are not kept for later ones." } }
        @for webhook in webhooks {
            section.card aria-label="Webhook" {
                dl.facts {
                    dt { "Address" } dd { code { (webhook.url) } }
                    dt { "Events" } dd { @if webhook.events.is_empty() { "all" } @for kind in &webhook.events { code { (kind) } " " } }
                }
                form method="post" action={ (path) "/" (webhook.id) "/remove" } {
                    p { button.quiet type="submit" { "Remove" } }
                }
            }
        }
        section.card aria-label="Add a webhook" {
            form method="post" action=(path) {
                label for="url" { "Address" }
                input id="url" name="url" type="url" required maxlength="2048" placeholder="https://example.com/hook";
                p.soft { "HTTPS, or plain HTTP to this machine's loopback." }
                fieldset {
                    legend { "Events; none means all" }
                    @for kind in types { label { input type="checkbox" name="events" value=(kind); " " (kind) } }
                }
                button type="submit" { "Add a webhook" }
            }
        }
        p { a href="/" { "Back to the portal" } }
    }
}
