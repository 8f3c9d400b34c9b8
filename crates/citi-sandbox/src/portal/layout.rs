//! What every page has.

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("style.css");
/// Nothing is loaded, nothing runs, and forms go to this origin alone.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A page.
pub(super) fn page(status: StatusCode, title: &str, content: &Markup) -> Response {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · Sandbox" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#main" { "Skip to content" }
                header { div {
                    a.name href="/" { "Bank sandbox" }
                    nav aria-label="Main" {
                        a href="/#apis" { "APIs" }
                        a href="/#applications" { "Applications" }
                        a href="/#documents" { "Documents" }
                    }
                } }
                main id="main" { (content) }
                footer { "A sandbox on your own machine. No money moves here, and no bank hears of it." }
            }
        }
    };
    let mut response = (status, page).into_response();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
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

/// A page that says what was wrong.
pub(super) fn problem(status: StatusCode, message: &str) -> Response {
    page(
        status,
        "Not done",
        &html! {
            h1 { "That was not done" }
            p { (message) }
            p { a href="/" { "Back to the portal" } }
        },
    )
}
