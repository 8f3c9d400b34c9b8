//! The request for a token, which comes before all others.

use super::format::{Auth, Body, Pair, Request, RequestItem, Variable};
use super::ids::id;
use super::item::{TODAY, test_event, url};
use crate::model::{Document, SchemeKind};

/// The name of the flow in the model.
const FLOW: &str = "clientCredentials";

/// The request of the first document that says where tokens are had with client credentials; it asks
/// for whatever the client may have, and all scopes stand beside it.
pub(super) fn token(documents: &[&Document]) -> Option<RequestItem> {
    let flows: Vec<_> = documents
        .iter()
        .flat_map(|document| document.schemes.values())
        .filter_map(|scheme| match &scheme.kind {
            SchemeKind::OAuth2 { flows } => Some(flows),
            _ => None,
        })
        .flatten()
        .filter(|flow| flow.name == FLOW)
        .collect();
    let address = flows.iter().find_map(|flow| flow.token_url.as_deref())?;
    let path = url::Url::parse(address)
        .map_or_else(|_| address.to_owned(), |address| address.path().to_owned());
    let mut scopes: Vec<_> = flows.iter().flat_map(|flow| flow.scopes.keys()).collect();
    scopes.sort();
    scopes.dedup();
    let scopes: Vec<_> = scopes.into_iter().map(String::as_str).collect();
    let names = ["token"];
    Some(RequestItem {
        id: id(&names),
        name: "Get a token".to_owned(),
        event: vec![test_event(&names, script())],
        request: Request {
            auth: Some(Auth::Basic {
                basic: vec![
                    Variable::new("username", "{{clientId}}"),
                    Variable::new("password", "{{clientSecret}}"),
                ],
            }),
            method: "POST",
            header: vec![Pair::new("Accept", "application/json")],
            body: Some(Body::UrlEncoded {
                urlencoded: vec![
                    Pair::new("grant_type", "client_credentials"),
                    Pair {
                        description: Some("Without it the token has every scope of the client.".to_owned()),
                        disabled: true,
                        ..Pair::new("scope", scopes.join(" "))
                    },
                ],
            }),
            url: url("", &path, Vec::new(), Vec::new()),
            description: Some(
                "Gets a token with the client credentials grant, and keeps it for the requests that \
                 follow. Fill in the variables `clientId` and `clientSecret` first."
                    .to_owned(),
            ),
        },
        response: Vec::new(),
    })
}

fn script() -> Vec<String> {
    let text = format!(
        r#"pm.test("token: the status is 200", function () {{
    pm.expect(pm.response.code).to.equal(200);
}});
pm.test("token: the content type is application/json", function () {{
    const type = (pm.response.headers.get("Content-Type") || "").split(";")[0].trim().toLowerCase();
    pm.expect(type).to.equal("application/json");
}});
pm.test("token: nobody may keep the answer", function () {{
    pm.expect(pm.response.headers.get("Cache-Control")).to.equal("no-store");
}});
pm.test("token: it is a bearer's and lives for a while", function () {{
    const grant = pm.response.json();
    pm.expect(grant.token_type.toLowerCase()).to.equal("bearer");
    pm.expect(grant.expires_in).to.be.above(0);
    pm.expect(grant.access_token).to.be.a("string").that.is.not.empty;
    pm.collectionVariables.set("token", grant.access_token);
}});
const now = new Date(pm.response.headers.get("Date") || Date.now());
pm.collectionVariables.set("{TODAY}", now.toISOString().slice(0, 10));"#
    );
    text.lines().map(str::to_owned).collect()
}
