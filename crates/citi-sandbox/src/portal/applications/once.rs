//! [`Once`]: a secret, at the only time that it is shown.

use citi_core::Secret;
use jiff::Timestamp;
use maud::{Markup, html};

use crate::portal::moment::instant;
use crate::registry::{Application, Webhook};

/// What is shown this once.
pub(super) enum Once<'a> {
    Nothing,
    /// The application was just registered, or has a new secret.
    Application(&'a Application),
    /// A webhook was just added.
    Webhook(&'a Webhook),
    /// A webhook has a new secret, which signs from a moment on.
    Successor(&'a Webhook, &'a Secret, Timestamp),
}

impl Once<'_> {
    pub(super) fn shown(&self) -> Markup {
        match self {
            Self::Nothing => html! {},
            Self::Application(application) => boxed(
                &html! { "Keep it where secrets are kept. A shell takes it like this:" },
                &format!(
                    "export CITI_CLIENT_ID={}\nexport CITI_CLIENT_SECRET={}",
                    application.client_id,
                    application.client_secret.expose()
                ),
            ),
            Self::Webhook(webhook) => boxed(
                &html! { "Events to " code { (webhook.url) } " are signed with it." },
                webhook.secret.expose(),
            ),
            Self::Successor(webhook, secret, from) => boxed(
                &html! { "Events to " code { (webhook.url) } " are signed with it from " (instant(*from))
                " on, and with the old one until then: take in both." },
                secret.expose(),
            ),
        }
    }
}

fn boxed(words: &Markup, secret: &str) -> Markup {
    html! {
        div.once role="status" {
            p { strong { "This is the only time that the secret is shown. " } (words) }
            pre #once tabindex="0" { code { (secret) } }
            button.quiet.small type="button" data-copy="once" hidden { "Copy" }
        }
    }
}
