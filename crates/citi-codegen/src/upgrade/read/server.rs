//! Where an API is served.

use crate::load::{Node, Pointer, Span};
use crate::model::Server;
use crate::upgrade::rules::{
    u055_server_spelling, u056_server_placeholder, u057_internal_server,
    u059_member_of_another_shape as shape,
};

use super::Reader;

/// How well a server can be called, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Public,
    Internal,
    Unfilled,
}

impl<'a> Reader<'a, '_> {
    /// The document's servers, in the syntax of every version.
    pub(super) fn document_servers(&mut self) -> Vec<Server> {
        let mut servers = self.servers_of_2();
        servers.extend(self.ranked(self.root, &Pointer::root()));
        self.order(servers, &Pointer::root(), self.root.span)
    }

    /// The servers that the member `servers` of `node` lists.
    pub(super) fn servers(&mut self, node: &'a Node, at: &Pointer) -> Vec<Server> {
        let servers = self.ranked(node, at);
        self.order(servers, at, node.span)
    }

    /// Puts what can be called before what can't, and takes away what is there twice.
    fn order(&mut self, servers: Vec<(Rank, Server)>, at: &Pointer, span: Span) -> Vec<Server> {
        let mut servers = servers;
        let internal_first = servers
            .first()
            .is_some_and(|(rank, _)| *rank == Rank::Internal);
        if internal_first && servers.iter().any(|(rank, _)| *rank == Rank::Public) {
            let rule = &u057_internal_server::RULE;
            let found = "the first server is an internal one";
            self.tell(
                rule,
                &at.key("servers"),
                span,
                found,
                "it stands behind the others",
            );
        }
        servers.sort_by_key(|(rank, _)| *rank);
        let mut out: Vec<Server> = Vec::with_capacity(servers.len());
        for (rank, server) in servers {
            let says_nothing = rank == Rank::Unfilled && server.url.is_empty() && !out.is_empty();
            if !says_nothing && out.iter().all(|known| known.url != server.url) {
                out.push(server);
            }
        }
        out
    }

    fn ranked(&mut self, node: &'a Node, at: &Pointer) -> Vec<(Rank, Server)> {
        let Some(list) = node.get("servers") else {
            return Vec::new();
        };
        let at = at.key("servers");
        self.syntax("servers", true, &at, list.span);
        let mut servers = Vec::new();
        for (index, item) in shape::list(list, &at, self.diagnostics).iter().enumerate() {
            let at = at.index(index);
            let Some(url) = item.get("url").unwrap_or(item).as_str() else {
                if !item.is_null() {
                    shape::tell(item, &at, "a server with an address", self.diagnostics);
                }
                continue;
            };
            let url = fill(url, item.get("variables"));
            let description = self.text(item, &at, "description");
            servers.push(self.server(&url, description, &at, item.span));
        }
        servers
    }

    /// `host`, `basePath` and `schemes`.
    fn servers_of_2(&mut self) -> Vec<(Rank, Server)> {
        let text = |key: &str| {
            let node = self.root.get(key)?;
            let text = node.as_str()?.trim();
            (!text.is_empty()).then_some((text, node.span))
        };
        let (host, base) = (text("host"), text("basePath"));
        let path = base
            .map(|(base, _)| base.trim_matches('/'))
            .unwrap_or_default();
        let path = if path.is_empty() {
            String::new()
        } else {
            format!("/{path}")
        };
        let at = Pointer::root().key("host");
        let Some((host, span)) = host else {
            let Some((_, span)) = base else {
                return Vec::new();
            };
            let at = Pointer::root().key("basePath");
            self.syntax("basePath", false, &at, span);
            // A list of servers says where, and mostly with the same path.
            let listed = self
                .root
                .get("servers")
                .is_some_and(|list| !list.items().is_empty());
            if path.is_empty() || listed {
                return Vec::new();
            }
            return vec![self.server(&path, None, &at, span)];
        };
        self.syntax("host", false, &at, span);
        if let Some((_, name)) = host.split_once("://") {
            let found = format!("the host is written `{host}`");
            let url = format!("https://{name}{path}");
            self.tell(
                &u055_server_spelling::RULE,
                &at,
                span,
                found,
                format!("the server is taken as `{url}`"),
            );
            return vec![self.server(&url, None, &at, span)];
        }
        let list = self
            .root
            .get("schemes")
            .map(Node::items)
            .unwrap_or_default();
        let listed: Vec<String> = list
            .iter()
            .filter_map(Node::scalar_text)
            .map(|scheme| scheme.trim().to_ascii_lowercase())
            .collect();
        let mut schemes: Vec<&str> = ["https", "http"]
            .into_iter()
            .filter(|scheme| listed.iter().any(|item| item == scheme))
            .collect();
        if schemes.is_empty() {
            schemes.push("https");
        }
        if u056_server_placeholder::has_placeholder(host) {
            schemes.truncate(1);
        }
        let mut servers = Vec::new();
        for scheme in schemes {
            servers.push(self.server(&format!("{scheme}://{host}{path}"), None, &at, span));
        }
        servers
    }

    fn server(
        &mut self,
        url: &str,
        description: Option<String>,
        at: &Pointer,
        span: Span,
    ) -> (Rank, Server) {
        let mut address = u055_server_spelling::address(url);
        if address != url {
            let found = format!("the address of the server is written `{url}`");
            self.tell(
                &u055_server_spelling::RULE,
                at,
                span,
                found,
                format!("it is taken as `{address}`"),
            );
        }
        let rest = address
            .split_once("://")
            .map_or(address.as_str(), |(_, rest)| rest);
        let host = rest.split('/').next().unwrap_or_default();
        let no_scheme =
            !address.contains("://") && !address.starts_with('/') && !address.is_empty();
        let unfilled = u056_server_placeholder::has_placeholder(&address);
        let rank = if u056_server_placeholder::has_placeholder(host) || no_scheme {
            let path = u056_server_placeholder::path_of(&address);
            let found = format!("the address `{address}` holds a placeholder without a value");
            let rule = &u056_server_placeholder::RULE;
            self.tell(rule, at, span, found, format!("its path `{path}` is kept"));
            address = path;
            Rank::Unfilled
        } else if unfilled {
            let found = format!("the address `{address}` holds a placeholder without a value");
            self.tell(
                &u056_server_placeholder::RULE,
                at,
                span,
                found,
                "it is kept as it stands",
            );
            Rank::Unfilled
        } else if u057_internal_server::is_internal(&address) {
            Rank::Internal
        } else {
            Rank::Public
        };
        let url = address.trim_end_matches('/').to_owned();
        (rank, Server { url, description })
    }
}

/// The address with its variables replaced by their defaults.
fn fill(url: &str, variables: Option<&Node>) -> String {
    let mut url = url.to_owned();
    for entry in variables.map(Node::entries).unwrap_or_default() {
        let first = entry
            .value
            .get("enum")
            .and_then(|list| list.items().first());
        let value = entry
            .value
            .get("default")
            .or(first)
            .and_then(Node::scalar_text);
        if let Some(value) = value {
            url = url.replace(&format!("{{{}}}", entry.key), &value);
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{document, findings};

    fn urls(text: &str) -> Vec<String> {
        document(text)
            .servers
            .into_iter()
            .map(|server| server.url)
            .collect()
    }

    #[test]
    fn host_base_path_and_schemes_make_servers() {
        let text = r#"{"swagger":"2.0","host":"a.example:8443","basePath":"/v1/","schemes":["http","https"]}"#;
        assert_eq!(
            urls(text),
            ["https://a.example:8443/v1", "http://a.example:8443/v1"]
        );
        assert!(findings(text).is_empty());
        assert_eq!(
            urls(r#"{"swagger":"2.0","host":"a.example"}"#),
            ["https://a.example"]
        );
        assert_eq!(urls(r#"{"swagger":"2.0","basePath":"/v1"}"#), ["/v1"]);
        assert!(urls(r#"{"swagger":"2.0","basePath":"/"}"#).is_empty());
        assert!(urls(r#"{"swagger":"2.0"}"#).is_empty());
    }

    #[test]
    fn descriptions_and_relative_addresses_are_kept() {
        let document = document(
            r#"{"openapi":"3.0.0","servers":[{"url":"/v1/","description":"d"},{"url":"/"}]}"#,
        );
        assert_eq!(document.servers[0].url, "/v1");
        assert_eq!(document.servers[0].description.as_deref(), Some("d"));
        assert_eq!(document.servers[1].url, "");
    }
}
