//! Security schemes, and what it takes to call an operation.

use indexmap::IndexMap;

use crate::load::{Node, Pointer};
use crate::model::{Flow, Place, Requirement, Scheme, SchemeKind};
use crate::upgrade::refs::{Kind, Spot};
use crate::upgrade::rules::{
    u051_scheme_undefined, u052_scheme_spelling, u053_scheme_unreadable, u054_token_address,
    u059_member_of_another_shape as shape,
};

use super::Reader;

impl<'a> Reader<'a, '_> {
    /// Reads every security scheme of the document.
    pub(super) fn read_schemes(&mut self) {
        for section in Kind::Scheme.sections() {
            let Some(list) = self.index.walk(self.root, section, false) else {
                continue;
            };
            if let ["securityDefinitions"] = section {
                self.syntax("securityDefinitions", false, &list.pointer, list.node.span);
            }
            for entry in shape::mapping(list.node, &list.pointer, self.diagnostics) {
                if self.schemes.contains_key(&entry.key) {
                    continue;
                }
                let spot = Spot::new(&entry.value, list.pointer.key(&entry.key));
                let spot = self.follow(spot.clone(), Kind::Scheme).unwrap_or(spot);
                let kind = self.scheme(&spot).unwrap_or_else(|kind| {
                    let rule = &u053_scheme_unreadable::RULE;
                    let found = format!("the security scheme `{}` can't be read", entry.key);
                    let done = "calls are made without it";
                    self.tell(rule, &spot.pointer, spot.node.span, found, done);
                    SchemeKind::Unknown { kind }
                });
                let description = self.text(spot.node, &spot.pointer, "description");
                self.schemes
                    .insert(entry.key.clone(), Scheme { description, kind });
            }
        }
    }

    /// The kind of the scheme at `spot`, or its type as written if it can't be read.
    fn scheme(&mut self, spot: &Spot<'a>) -> Result<SchemeKind, String> {
        let (node, at) = (spot.node, &spot.pointer);
        let text = |key: &str| {
            node.get(key)
                .and_then(Node::scalar_text)
                .map(|text| text.trim().to_owned())
        };
        let written = text("type").unwrap_or_default();
        let plain = squeeze(&written);
        let scheme = text("scheme").unwrap_or_default().to_ascii_lowercase();
        let (kind, regular) = match plain.as_str() {
            "apikey" => {
                let (name, place) = (text("name"), text("in").unwrap_or_default());
                let known = match place.to_ascii_lowercase().as_str() {
                    "header" => Place::Header,
                    "query" => Place::Query,
                    "cookie" => Place::Cookie,
                    _ => return Err(written),
                };
                let name = name
                    .filter(|name| !name.is_empty())
                    .ok_or_else(|| written.clone())?;
                let regular =
                    written == "apiKey" && ["header", "query", "cookie"].contains(&place.as_str());
                (SchemeKind::ApiKey { name, place: known }, regular)
            }
            "basic" => (http("basic", None), self.is_2()),
            "bearer" | "jwt" => (http("bearer", text("bearerFormat")), false),
            "http" if squeeze(&scheme) == "mutualtls" || scheme == "mtls" => {
                (SchemeKind::MutualTls, false)
            }
            "http" if scheme.is_empty() => return Err(written),
            "http" => {
                let regular = text("scheme").as_deref() == Some(scheme.as_str());
                (http(&scheme, text("bearerFormat")), regular)
            }
            "mutualtls" | "mtls" => (SchemeKind::MutualTls, written == "mutualTLS"),
            "oauth2" | "oauth" | "oauth20" => {
                let flows = self.flows(spot);
                if flows.is_empty() {
                    return Err(written);
                }
                (SchemeKind::OAuth2 { flows }, written == "oauth2")
            }
            "openidconnect" | "oidc" => {
                let url = text("openIdConnectUrl").ok_or_else(|| written.clone())?;
                (
                    SchemeKind::OpenIdConnect { url },
                    written == "openIdConnect",
                )
            }
            _ => return Err(written),
        };
        if !regular {
            let found = "the security scheme is spelled crookedly";
            let done = format!("it is taken as {}", describe(&kind));
            self.tell(&u052_scheme_spelling::RULE, at, node.span, found, done);
        }
        Ok(kind)
    }

    fn flows(&mut self, spot: &Spot<'a>) -> Vec<Flow> {
        let mut flows = Vec::new();
        if let Some(list) = spot.get("flows") {
            for entry in shape::mapping(list.node, &list.pointer, self.diagnostics) {
                let Some(name) = flow_name(&entry.key) else {
                    continue;
                };
                let flow = self.flow(name, &Spot::new(&entry.value, list.pointer.key(&entry.key)));
                flows.push(flow);
            }
        }
        // One flow in the syntax of 2.0; in 3.x its members are sometimes left where they were.
        let single = spot
            .node
            .get("flow")
            .and_then(Node::as_str)
            .and_then(flow_name);
        if let (true, Some(name)) = (flows.is_empty(), single) {
            let flow = self.flow(name, spot);
            flows.push(flow);
        }
        flows
    }

    fn flow(&mut self, name: &str, spot: &Spot<'a>) -> Flow {
        let mut address = |key: &str| {
            let node = spot.node.get(key)?;
            let text = node.scalar_text()?;
            u054_token_address::address(&text, &spot.pointer.key(key), node.span, self.diagnostics)
        };
        let (authorization_url, token_url, refresh_url) = (
            address("authorizationUrl"),
            address("tokenUrl"),
            address("refreshUrl"),
        );
        let mut scopes = IndexMap::new();
        if let Some(list) = spot.get("scopes") {
            for item in list.node.items() {
                if let Some(scope) = item.scalar_text() {
                    scopes.insert(scope, String::new());
                }
            }
            for entry in list
                .node
                .entries()
                .iter()
                .filter(|entry| !entry.key.starts_with("x-"))
            {
                let text = entry.value.scalar_text().unwrap_or_default();
                scopes.insert(entry.key.clone(), text);
            }
        }
        Flow {
            name: name.to_owned(),
            authorization_url,
            token_url,
            refresh_url,
            scopes,
        }
    }

    /// The requirements that the member `security` states; `None` if it is not there.
    pub(super) fn requirements(
        &mut self,
        node: &'a Node,
        at: &Pointer,
    ) -> Option<Vec<Requirement>> {
        let member = node.get("security").filter(|member| !member.is_null())?;
        let at = at.key("security");
        if member.is_mapping() {
            shape::tell(member, &at, "a list of requirements", self.diagnostics);
            return Some(vec![self.requirement(member, &at)]);
        }
        let mut all = Vec::new();
        for (index, item) in shape::list(member, &at, self.diagnostics)
            .iter()
            .enumerate()
        {
            all.push(self.requirement(item, &at.index(index)));
        }
        Some(all)
    }

    fn requirement(&mut self, node: &'a Node, at: &Pointer) -> Requirement {
        let mut schemes = IndexMap::new();
        for entry in shape::mapping(node, at, self.diagnostics) {
            let name = self.scheme_name(&entry.key, at, entry.key_span);
            let list = entry.value.items().iter();
            let mut scopes: Vec<String> = list.filter_map(Node::scalar_text).collect();
            scopes.extend(entry.value.scalar_text());
            scopes.extend(entry.value.entries().iter().map(|scope| scope.key.clone()));
            schemes.insert(name, scopes);
        }
        Requirement { schemes }
    }

    /// The defined scheme that `name` means; an undefined one is added as unknown.
    fn scheme_name(&mut self, name: &str, at: &Pointer, span: crate::load::Span) -> String {
        if self.schemes.contains_key(name) {
            return name.to_owned();
        }
        let similar = self
            .schemes
            .keys()
            .find(|key| key.trim().eq_ignore_ascii_case(name.trim()));
        if let Some(similar) = similar.cloned() {
            let found = format!("the security scheme `{name}` is defined as `{similar}`");
            self.tell(
                &u052_scheme_spelling::RULE,
                at,
                span,
                found,
                "the defined one is taken",
            );
            return similar;
        }
        let found = format!("the security scheme `{name}` is not defined");
        let done = "it is listed as one of an unknown kind";
        self.tell(&u051_scheme_undefined::RULE, at, span, found, done);
        let kind = SchemeKind::Unknown {
            kind: String::new(),
        };
        self.schemes.insert(
            name.to_owned(),
            Scheme {
                description: None,
                kind,
            },
        );
        name.to_owned()
    }
}

fn http(scheme: &str, format: Option<String>) -> SchemeKind {
    SchemeKind::Http {
        scheme: scheme.to_owned(),
        format,
    }
}

fn squeeze(text: &str) -> String {
    text.to_ascii_lowercase().replace(['-', '_', ' ', '.'], "")
}

/// The 3.x name of a flow under any of its names.
fn flow_name(written: &str) -> Option<&'static str> {
    match squeeze(written).as_str() {
        "implicit" => Some("implicit"),
        "password" => Some("password"),
        "application" | "clientcredentials" | "clientcredential" => Some("clientCredentials"),
        "accesscode" | "authorizationcode" => Some("authorizationCode"),
        _ => None,
    }
}

fn describe(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::ApiKey { .. } => "a key".to_owned(),
        SchemeKind::Http { scheme, .. } => format!("the HTTP scheme `{scheme}`"),
        SchemeKind::MutualTls => "a client certificate".to_owned(),
        SchemeKind::OAuth2 { .. } => "OAuth 2.0".to_owned(),
        SchemeKind::OpenIdConnect { .. } => "OpenID Connect".to_owned(),
        SchemeKind::Unknown { .. } => "unknown".to_owned(),
    }
}
