//! What is read of an application and of a webhook, from JSON or from a form.

use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use url::Url;

use super::accept::is_form;
use crate::json_body;
use crate::refusal::Refusal;
use crate::registry::callback;

/// A name for an application.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    name: String,
}

/// A webhook to be.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Hooked {
    url: String,
    #[serde(default)]
    events: Vec<String>,
}

/// Reads the name of an application: 1 to 64 characters, none of control.
///
/// # Errors
/// 400 or 415.
pub(super) fn name(headers: &HeaderMap, body: &[u8]) -> Result<String, Refusal> {
    let named = match is_form(headers) {
        true => Named {
            name: fields(body, "name").pop().unwrap_or_default(),
        },
        false => json_body::read(headers, body)?,
    };
    let name = named.name.trim();
    if name.chars().any(char::is_control) || !(1..=64).contains(&name.chars().count()) {
        return Err(invalid("name", "must have 1 to 64 characters on one line"));
    }
    Ok(name.to_owned())
}

/// Reads a webhook: where to, and which types of event; none means all.
///
/// # Errors
/// 400 or 415.
pub(super) fn webhook(
    headers: &HeaderMap,
    body: &[u8],
    types: &[String],
) -> Result<(Url, Vec<String>), Refusal> {
    let mut hooked = match is_form(headers) {
        true => Hooked {
            url: fields(body, "url").pop().unwrap_or_default(),
            events: fields(body, "events"),
        },
        false => json_body::read::<Hooked>(headers, body)?,
    };
    let url = callback(hooked.url.trim()).map_err(|issue| invalid("url", issue))?;
    if hooked.events.iter().any(|kind| !types.contains(kind)) {
        let issue = format!("must be among {}", types.join(", "));
        return Err(invalid("events", &issue));
    }
    hooked.events.sort();
    hooked.events.dedup();
    Ok((url, hooked.events))
}

fn fields(body: &[u8], wanted: &str) -> Vec<String> {
    url::form_urlencoded::parse(body)
        .filter(|(name, _)| name == wanted)
        .map(|(_, value)| value.into_owned())
        .collect()
}

fn invalid(field: &str, issue: &str) -> Refusal {
    Refusal::new(
        StatusCode::BAD_REQUEST,
        "INVALID_BODY",
        "The body is not valid.",
    )
    .detail(Some(field), issue)
}

#[cfg(test)]
mod tests {
    use http::header;

    use super::*;

    fn headers(kind: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, kind.parse().unwrap());
        headers
    }

    #[test]
    fn a_name_comes_by_form_or_json() {
        let form = headers("application/x-www-form-urlencoded");
        let json = headers("application/json");
        assert_eq!(name(&form, b"name=+My+app+").unwrap(), "My app");
        assert_eq!(name(&json, br#"{"name":"My app"}"#).unwrap(), "My app");
        for bad in ["", " ", "a\nb", &"x".repeat(65)] {
            let body = serde_json::json!({ "name": bad }).to_string();
            assert_eq!(
                name(&json, body.as_bytes()).unwrap_err().status,
                400,
                "{bad:?}"
            );
        }
        assert_eq!(name(&headers("text/plain"), b"{}").unwrap_err().status, 415);
    }

    #[test]
    fn types_of_event_must_be_known() {
        let json = headers("application/json");
        let types = ["a.b".to_owned(), "c.d".to_owned()];
        let read = |body: &str| webhook(&json, body.as_bytes(), &types);
        let hook = |events: &str| format!(r#"{{"url":"https://example.com","events":{events}}}"#);
        assert_eq!(read(&hook(r#"["c.d","a.b","c.d"]"#)).unwrap().1, types);
        assert_eq!(read(r#"{"url":"https://example.com"}"#).unwrap().1.len(), 0);
        let refusal = read(&hook(r#"["x"]"#)).unwrap_err();
        assert_eq!(refusal.details[0].field.as_deref(), Some("events"));
        let refusal = read(r#"{"url":"http://10.0.0.1/"}"#).unwrap_err();
        assert_eq!(refusal.details[0].field.as_deref(), Some("url"));
    }
}
