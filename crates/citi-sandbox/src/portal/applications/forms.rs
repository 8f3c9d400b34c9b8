//! What is read of an application, its scopes and its webhooks, from JSON or from a form.

use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use url::Url;

use crate::json_body;
use crate::portal::accept::is_form;
use crate::refusal::Refusal;
use crate::registry::{application_name, callback};

/// An application to be. Who chooses no scopes gets all.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    name: String,
    scopes: Option<Vec<String>>,
}

/// Scopes to be.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scoped {
    scopes: Vec<String>,
}

/// A type of event.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Typed {
    #[serde(rename = "type")]
    kind: String,
}

/// A webhook to be.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Hooked {
    url: String,
    #[serde(default)]
    events: Vec<String>,
}

/// Reads an application: its name, of 1 to 64 characters, none of control, and its scopes, if it chooses.
///
/// # Errors
/// 400 or 415.
pub(super) fn application(
    headers: &HeaderMap,
    body: &[u8],
    known: &[String],
) -> Result<(String, Option<Vec<String>>), Refusal> {
    let named = match is_form(headers) {
        true => Named {
            name: fields(body, "name").pop().unwrap_or_default(),
            scopes: (!fields(body, "choose").is_empty()).then(|| fields(body, "scopes")),
        },
        false => json_body::read(headers, body)?,
    };
    let name = application_name(&named.name).map_err(|issue| invalid("name", issue))?;
    let scopes = named.scopes.map(|it| chosen(it, known)).transpose()?;
    Ok((name.to_owned(), scopes))
}

/// Reads scopes: one or more of those that the documents know.
///
/// # Errors
/// 400 or 415.
pub(super) fn scopes(
    headers: &HeaderMap,
    body: &[u8],
    known: &[String],
) -> Result<Vec<String>, Refusal> {
    let scopes = match is_form(headers) {
        true => fields(body, "scopes"),
        false => json_body::read::<Scoped>(headers, body)?.scopes,
    };
    chosen(scopes, known)
}

fn chosen(mut scopes: Vec<String>, known: &[String]) -> Result<Vec<String>, Refusal> {
    scopes.sort();
    scopes.dedup();
    if scopes.is_empty() || scopes.iter().any(|it| !known.contains(it)) {
        let issue = format!("must be one or more of {}", known.join(", "));
        return Err(invalid("scopes", &issue));
    }
    Ok(scopes)
}

/// Reads a type of event.
///
/// # Errors
/// 400 or 415.
pub(super) fn event_type(
    headers: &HeaderMap,
    body: &[u8],
    types: &[String],
) -> Result<String, Refusal> {
    let kind = match is_form(headers) {
        true => fields(body, "type").pop().unwrap_or_default(),
        false => json_body::read::<Typed>(headers, body)?.kind,
    };
    match types.contains(&kind) {
        true => Ok(kind),
        false => Err(invalid(
            "type",
            &format!("must be one of {}", types.join(", ")),
        )),
    }
}

/// Reads a webhook: where to, and which types of event; none means all.
///
/// # Errors
/// 400 or 415.
pub(super) fn webhook(
    headers: &HeaderMap,
    body: &[u8],
    types: &[String],
    own_port: Option<u16>,
) -> Result<(Url, Vec<String>), Refusal> {
    let mut hooked = match is_form(headers) {
        true => Hooked {
            url: fields(body, "url").pop().unwrap_or_default(),
            events: fields(body, "events"),
        },
        false => json_body::read::<Hooked>(headers, body)?,
    };
    let url = callback(hooked.url.trim(), own_port).map_err(|issue| invalid("url", issue))?;
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
        let name =
            |headers: &HeaderMap, body: &[u8]| application(headers, body, &[]).map(|it| it.0);
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
    fn scopes_are_chosen_or_left_to_the_portal() {
        let form = headers("application/x-www-form-urlencoded");
        let json = headers("application/json");
        let known = ["fx:read".to_owned(), "fx:write".to_owned()];
        let read = |headers: &HeaderMap, body: &str| application(headers, body.as_bytes(), &known);
        assert_eq!(read(&form, "name=x").unwrap().1, None);
        let chosen = read(&form, "name=x&choose=scopes&scopes=fx%3Aread")
            .unwrap()
            .1;
        assert_eq!(chosen, Some(vec!["fx:read".to_owned()]));
        let chosen = read(&json, r#"{"name":"x","scopes":["fx:write"]}"#)
            .unwrap()
            .1;
        assert_eq!(chosen, Some(vec!["fx:write".to_owned()]));
        for bad in ["name=x&choose=scopes", "name=x&choose=scopes&scopes=root"] {
            let refusal = read(&form, bad).unwrap_err();
            assert_eq!(refusal.details[0].field.as_deref(), Some("scopes"), "{bad}");
        }
        assert_eq!(
            scopes(&form, b"scopes=fx:write&scopes=fx:read", &known).unwrap(),
            known
        );
    }

    #[test]
    fn types_of_event_must_be_known() {
        let json = headers("application/json");
        let types = ["a.b".to_owned(), "c.d".to_owned()];
        let read = |body: &str| webhook(&json, body.as_bytes(), &types, Some(8087));
        let hook = |events: &str| format!(r#"{{"url":"https://example.com","events":{events}}}"#);
        assert_eq!(read(&hook(r#"["c.d","a.b","c.d"]"#)).unwrap().1, types);
        assert_eq!(read(r#"{"url":"https://example.com"}"#).unwrap().1.len(), 0);
        let refusal = read(&hook(r#"["x"]"#)).unwrap_err();
        assert_eq!(refusal.details[0].field.as_deref(), Some("events"));
        let refusal = read(r#"{"url":"http://10.0.0.1/"}"#).unwrap_err();
        assert_eq!(refusal.details[0].field.as_deref(), Some("url"));
    }
}
