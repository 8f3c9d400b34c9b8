//! The addresses that a document names: servers, and where tokens are fetched.

use super::plan::AddressPlan;
use super::{Names, Scope, case, docs};
use crate::model::{Document, Flow, SchemeKind, Server};

/// The longest name that is taken from a description.
const LONGEST: usize = 32;

/// Where the client's own tokens are fetched; how the names of the other token addresses begin.
const TOKEN_URL: &str = "TOKEN_URL";

/// Every server, those of single operations too: `SANDBOX`, `PRODUCTION`, or by what the document calls it.
pub(super) fn servers(document: &Document) -> Vec<AddressPlan> {
    let mut names = Names::default();
    let names = names.document("");
    let mut scope = Scope::new("", &names, &["API_VERSION", "BASE_PATH"]);
    let own = document
        .operations
        .iter()
        .flat_map(|operation| &operation.servers);
    let mut servers: Vec<AddressPlan> = Vec::new();
    for server in document.servers.iter().chain(own) {
        if !server.url.starts_with("http") || servers.iter().any(|known| known.url == server.url) {
            continue;
        }
        servers.push(AddressPlan {
            ident: scope.private(&server_name(server)),
            url: server.url.clone(),
            docs: docs::first_line(server.description.as_deref().unwrap_or_default()),
        });
    }
    servers
}

fn server_name(server: &Server) -> String {
    let description = server.description.as_deref().unwrap_or_default();
    let is = |word: &str| {
        [description, &server.url]
            .iter()
            .any(|text| text.to_lowercase().contains(word))
    };
    if is("sandbox") {
        return "SANDBOX".to_owned();
    }
    if is("prod") {
        return "PRODUCTION".to_owned();
    }
    let name = case::snake(&docs::first_line(description)).to_uppercase();
    // Those of token addresses are not for servers.
    let says = description.chars().any(char::is_alphanumeric) && !name.starts_with(TOKEN_URL);
    match says && name.len() <= LONGEST {
        true => name,
        false => "SERVER".to_owned(),
    }
}

/// Where tokens are fetched: `TOKEN_URL` for the client's own tokens, the others by their scheme.
pub(super) fn token_urls(document: &Document) -> Vec<AddressPlan> {
    let mut names = Names::default();
    let names = names.document("");
    let mut scope = Scope::new("", &names, &[]);
    let mut flows: Vec<(&str, &Flow)> = document
        .schemes
        .iter()
        .filter_map(|(name, scheme)| match &scheme.kind {
            SchemeKind::OAuth2 { flows } => Some((name, flows)),
            _ => None,
        })
        .flat_map(|(name, flows)| flows.iter().map(move |flow| (name.as_str(), flow)))
        .collect();
    flows.sort_by_key(|(_, flow)| flow.name != "clientCredentials");
    let mut urls: Vec<AddressPlan> = Vec::new();
    for (scheme, flow) in flows {
        let Some(url) = flow.token_url.as_ref() else {
            continue;
        };
        if urls.iter().any(|known| known.url == *url) {
            continue;
        }
        let wanted = match urls.is_empty() {
            true => TOKEN_URL.to_owned(),
            false => format!("{TOKEN_URL}_{}", case::snake(scheme).to_uppercase()),
        };
        let kind = match flow.name.as_str() {
            "clientCredentials" => "the client's own credentials",
            "authorizationCode" => "a code that a user's consent gave",
            "password" => "a user's password",
            _ => "what its scheme asks for",
        };
        urls.push(AddressPlan {
            ident: scope.private(&wanted),
            url: url.clone(),
            docs: format!("Where tokens are fetched with {kind}."),
        });
    }
    urls
}

/// The path of the server that comes first, which stands before the path of every operation; empty if no server is
/// named or it has none.
pub(super) fn base_path(document: &Document) -> String {
    let Some(server) = document.servers.first() else {
        return String::new();
    };
    let url = server.url.split(['?', '#']).next().unwrap_or_default();
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').and_then(|at| rest.get(at..)),
        None => Some(url).filter(|url| url.starts_with('/') && !url.starts_with("//")),
    };
    path.unwrap_or_default().trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use crate::lower::plan::ModulePlan;
    use crate::lower::testing::plan_with;
    use crate::lower::{Names, Options};

    fn plan(members: &str) -> ModulePlan {
        let text =
            format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{}}\n{members}\n");
        plan_with(&text, &Options::default(), &mut Names::default())
    }

    #[test]
    fn the_base_path_is_that_of_the_first_server() {
        let path = |url: &str| plan(&format!("servers: [{{url: '{url}'}}]")).base_path;
        assert_eq!(path("https://a.example/payments/v1"), "/payments/v1");
        assert_eq!(path("https://a.example:8443/v1/"), "/v1");
        assert_eq!(path("https://a.example"), "");
        assert_eq!(path("https://a.example/"), "");
        assert_eq!(path("/v1"), "/v1");
        assert_eq!(path("/"), "");
        assert_eq!(path("https://a.example/v1?x=/y#/z"), "/v1");
        assert_eq!(plan("").base_path, "");
        let two = "servers: [{url: 'https://a.example/v1'}, {url: 'https://b.example/v2'}]";
        assert_eq!(plan(two).base_path, "/v1");
    }

    #[test]
    fn every_server_has_a_name_and_variables_their_defaults() {
        let plan = plan(
            "servers:\n- {url: 'https://{region}.bank.example/v1', description: Live in one region, variables: {region: {default: eu, enum: [us, eu]}}}\n\
             - {url: 'https://sandbox.bank.example'}\n- {url: 'https://x.bank.example', description: Production, of course}\n\
             - {url: 'https://y.bank.example'}\n- {url: 'https://z.bank.example', description: A description that goes on for longer than any name should be}\n- {url: /relative}",
        );
        let servers: Vec<_> = plan
            .servers
            .iter()
            .map(|server| (server.ident.as_str(), server.url.as_str()))
            .collect();
        assert_eq!(
            servers,
            [
                ("LIVE_IN_ONE_REGION", "https://eu.bank.example/v1"),
                ("SANDBOX", "https://sandbox.bank.example"),
                ("PRODUCTION", "https://x.bank.example"),
                ("SERVER", "https://y.bank.example"),
                ("SERVER2", "https://z.bank.example"),
            ]
        );
    }

    #[test]
    fn no_server_takes_the_name_of_a_token_address() {
        let plan = plan(
            "servers:\n- {url: 'https://a.example', description: Token URL}\n- {url: 'https://b.example', description: API version}\n\
             components:\n  securitySchemes:\n    client: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://a.example/token', scopes: {}}}}",
        );
        let idents: Vec<_> = plan.servers.iter().map(|s| s.ident.as_str()).collect();
        assert_eq!(idents, ["SERVER", "API_VERSION2"]);
        assert_eq!(plan.token_urls[0].ident, "TOKEN_URL");
    }

    #[test]
    fn the_address_of_the_clients_own_tokens_comes_first() {
        let plan = plan(
            "components:\n  securitySchemes:\n    user: {type: oauth2, flows: {authorizationCode: {authorizationUrl: 'https://a.example/in', tokenUrl: 'https://a.example/user', scopes: {}}}}\n    \
             client: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://a.example/token', scopes: {}}}}\n    \
             same: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://a.example/token', scopes: {}}}}",
        );
        let urls: Vec<_> = plan
            .token_urls
            .iter()
            .map(|address| (address.ident.as_str(), address.url.as_str()))
            .collect();
        assert_eq!(
            urls,
            [
                ("TOKEN_URL", "https://a.example/token"),
                ("TOKEN_URL_USER", "https://a.example/user"),
            ]
        );
    }
}
