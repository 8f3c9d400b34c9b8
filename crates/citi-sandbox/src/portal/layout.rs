//! What every page has.

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use maud::{DOCTYPE, Markup, html};

use super::moment::{plain, short};
use super::tab::{GROUPS, Tab};
use crate::state::State;

/// What a page may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Policy {
    /// Style and script of this origin, forms to it, and no frame around it.
    Own,
    /// The same, for the page with the renderer of documents. It may also set styles of elements by
    /// attribute (its tables and its code do) and show pictures that stand in its own style sheet as
    /// `data:`. It still runs no script but the portal's files, and reaches no other origin.
    Renderer,
}

impl Policy {
    const fn text(self) -> &'static str {
        match self {
            Self::Own => {
                "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; \
                 form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
            }
            Self::Renderer => {
                "default-src 'none'; style-src 'self'; style-src-attr 'unsafe-inline'; script-src 'self'; \
                 connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
            }
        }
    }
}

/// A page to be.
pub(super) struct Page<'a> {
    pub(super) status: StatusCode,
    pub(super) title: &'a str,
    /// Where it stands in the navigation.
    pub(super) tab: Tab,
    pub(super) policy: Policy,
    /// Where its parts that live are had anew, if not where the page itself came from.
    pub(super) from: Option<String>,
}

impl<'a> Page<'a> {
    /// A page that is there.
    pub(super) const fn new(tab: Tab, title: &'a str) -> Self {
        Self {
            status: StatusCode::OK,
            title,
            tab,
            policy: Policy::Own,
            from: None,
        }
    }

    /// The same as an answer to a form: looking again is done elsewhere.
    pub(super) fn from(mut self, path: String) -> Self {
        self.from = Some(path);
        self
    }

    /// The same with another status.
    pub(super) fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// The page with this content.
    pub(super) fn with(self, state: &State, content: &Markup) -> Response {
        let renders = self.policy == Policy::Renderer;
        let page = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.title) " · Bank sandbox" }
                    link rel="icon" href="/portal/assets/icon.svg" type="image/svg+xml";
                    @if renders { link rel="stylesheet" href="/portal/assets/swagger-ui.css"; }
                    link rel="stylesheet" href="/portal/assets/portal.css";
                    @if renders { link rel="stylesheet" href="/portal/assets/documents.css"; }
                    script src="/portal/assets/portal.js" {}
                    @if renders {
                        script src="/portal/assets/swagger-ui-bundle.js" defer {}
                        script src="/portal/assets/documents.js" defer {}
                    }
                }
                body data-from=[self.from] {
                    a.skip href="#main" { "Skip to content" }
                    (top(state))
                    div.frame {
                        (navigation(self.tab))
                        main #main tabindex="-1" { (content) }
                    }
                    footer { "A sandbox on your own machine. No money moves here, and no bank hears of it." }
                }
            }
        };
        let mut response = (self.status, page).into_response();
        for (name, value) in [
            (header::CONTENT_SECURITY_POLICY, self.policy.text()),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (header::REFERRER_POLICY, "same-origin"),
            (header::CACHE_CONTROL, "no-store"),
        ] {
            response
                .headers_mut()
                .insert(name, HeaderValue::from_static(value));
        }
        response
    }
}

fn top(state: &State) -> Markup {
    let now = state.clock.now();
    html! {
        header.top {
            a.brand href="/" { img src="/portal/assets/icon.svg" alt="" width="28" height="28"; "Bank sandbox" }
            a.chip #time href="/portal/clock" data-live="" {
                span.label { @if state.clock.is_frozen() { "Stands at " } @else { "Now " } }
                (short(now)) span.sr-only { ", by the sandbox's clock" }
            }
            button.theme #theme type="button" hidden { "◐" }
        }
    }
}

fn navigation(here: Tab) -> Markup {
    html! {
        nav.side aria-label="Main" {
            @for (group, tabs) in GROUPS {
                div.group {
                    p.caption { (group) }
                    ul { @for tab in tabs {
                        li { a href=(tab.path()) aria-current=[(*tab == here).then_some("page")] { (tab.label()) } }
                    } }
                }
            }
        }
    }
}

/// A page that says what was wrong.
pub(super) fn problem(state: &State, tab: Tab, status: StatusCode, message: &str) -> Response {
    let title = match status {
        StatusCode::NOT_FOUND => "Nothing here",
        _ => "Not done",
    };
    let page = Page::new(tab, title).status(status);
    page.from(tab.path().to_owned()).with(
        state,
        &html! {
            h1 { @if status == StatusCode::NOT_FOUND { "There is nothing here" } @else { "That was not done" } }
            p.problem role="alert" { (message) }
            p { a href=(tab.path()) { "Back to " (plain(tab.label())) } }
        },
    )
}
