//! [`redirected`]: a document that says that it is served here.

use citi_codegen::load::{Entry, Node, Span, Value, codes, load};

use super::splice::spliced;

/// Where the operations of a document are served, and its tokens.
pub(crate) struct Address<'a> {
    /// `http` or `https`.
    pub(crate) scheme: &'a str,
    /// Name and port.
    pub(crate) host: &'a str,
    /// The path that its operations stand below.
    pub(crate) path: String,
}

/// A document as it is handed out.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Redirected {
    /// Its text.
    pub(crate) text: String,
    /// Whether that is JSON; else it is YAML.
    pub(crate) is_json: bool,
}

/// A member that is another now.
pub(super) struct Change {
    /// Where its key stood; `None` if the document did not have it.
    pub(super) at: Option<Span>,
    pub(super) key: &'static str,
    pub(super) value: Node,
}

/// The same document, but for the addresses of its operations and of its tokens: those are here.
///
/// The text stays as it is around them. Where it needs repair to be read at all, or those places can't be changed by
/// themselves, it is JSON of what it says, with the digits of its numbers.
pub(crate) fn redirected(text: &str, address: &Address<'_>) -> Redirected {
    let Ok(loaded) = load("document", text.as_bytes()) else {
        return Redirected {
            text: text.to_owned(),
            is_json: text.trim_start().starts_with('{'),
        };
    };
    let mut root = loaded.root;
    let findings = loaded.diagnostics.findings();
    let is_crooked = findings.iter().any(|it| it.code != codes::UTF_16);
    let changes = redirect(&mut root, address);
    let is_json = loaded.text.trim_start().starts_with('{');
    let same = spliced(&loaded.text, &changes).filter(|text| {
        let read = load("document", text.as_bytes());
        !is_crooked && read.is_ok_and(|read| read.root == root)
    });
    match same {
        Some(text) => Redirected { text, is_json },
        None => Redirected {
            text: root.to_json_pretty(),
            is_json: true,
        },
    }
}

/// Changes the tree, and tells what was changed.
fn redirect(root: &mut Node, address: &Address<'_>) -> Vec<Change> {
    let text = |text: String| Node::string(text, Span::default());
    let list = |item: Node| Node::new(Value::Sequence(vec![item]), Span::default());
    let origin = format!("{}://{}", address.scheme, address.host);
    let mut server = Node::new(Value::Mapping(Vec::new()), Span::default());
    server.set("url", text(format!("{origin}{}", address.path)));
    let servers = list(server);
    let schemes = list(text(address.scheme.to_owned()));
    let token = text(format!("{origin}/oauth2/token"));

    let mut changes = Vec::new();
    let is_2 = root.get("swagger").is_some();
    if is_2 {
        let path = match address.path.as_str() {
            "" => "/",
            path => path,
        };
        put(root, "host", &text(address.host.to_owned()), &mut changes);
        put(root, "basePath", &text(path.to_owned()), &mut changes);
        put(root, "schemes", &schemes, &mut changes);
    }
    if !is_2 || root.get("servers").is_some() {
        put(root, "servers", &servers, &mut changes);
    }
    for path in members(root, &["paths"]) {
        replace(&mut path.value, "servers", &servers, &mut changes);
        for operation in members(&mut path.value, &[]) {
            replace(&mut operation.value, "servers", &servers, &mut changes);
            replace(&mut operation.value, "schemes", &schemes, &mut changes);
        }
    }
    for place in [
        ["securityDefinitions"].as_slice(),
        &["components", "securitySchemes"],
    ] {
        for scheme in members(root, place) {
            replace(&mut scheme.value, "tokenUrl", &token, &mut changes);
            for flow in members(&mut scheme.value, &["flows"]) {
                replace(&mut flow.value, "tokenUrl", &token, &mut changes);
            }
        }
    }
    changes
}

/// The members of what stands below some keys.
fn members<'a>(node: &'a mut Node, keys: &[&str]) -> &'a mut [Entry] {
    let found = keys.iter().try_fold(node, |node, key| node.get_mut(key));
    match found.map(|node| &mut node.value) {
        Some(Value::Mapping(entries)) => entries,
        _ => &mut [],
    }
}

/// Puts another value in the place of a member, if it is there.
fn replace(node: &mut Node, key: &'static str, value: &Node, changes: &mut Vec<Change>) -> bool {
    let mut entries = members(node, &[]).iter_mut();
    let Some(entry) = entries.find(|entry| entry.key == key) else {
        return false;
    };
    entry.value = value.clone();
    changes.push(Change {
        at: Some(entry.key_span),
        key,
        value: value.clone(),
    });
    true
}

/// Puts another value in the place of a member, or adds it.
fn put(node: &mut Node, key: &'static str, value: &Node, changes: &mut Vec<Change>) {
    if !replace(node, key, value, changes) {
        node.set(key, value.clone());
        changes.push(Change {
            at: None,
            key,
            value: value.clone(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn here(text: &str, path: &str) -> Redirected {
        let address = Address {
            scheme: "http",
            host: "127.0.0.1:80",
            path: path.to_owned(),
        };
        redirected(text, &address)
    }

    #[test]
    fn a_yaml_document_stays_as_it_is_but_for_its_addresses() {
        let text = "# Of the till.\nopenapi: 3.0.3\ninfo: {title: Till, version: 1.0}\nservers:\n- url: https://a.example/v1\n  \
                    description: The bank\n# What it does.\npaths:\n  /a:\n    get:\n      servers:\n        - url: https://b.example\n\n      \
                    responses: {}\ncomponents:\n  securitySchemes:\n    app:\n      flows:\n        clientCredentials: {tokenUrl: /t}\n";
        // One address stands in flow style, where nothing can be put in by itself: all is written anew.
        let anew = here(text, "/v1");
        assert!(anew.is_json);
        assert!(anew.text.contains("\"version\": 1.0"), "{}", anew.text);
        let block = text.replace("{tokenUrl: /t}", "\n          tokenUrl: >-\n            /t");
        assert_eq!(
            here(&block, "/v1").text,
            "# Of the till.\nopenapi: 3.0.3\ninfo: {title: Till, version: 1.0}\nservers: [{\"url\":\"http://127.0.0.1:80/v1\"}]\n\
             # What it does.\npaths:\n  /a:\n    get:\n      servers: [{\"url\":\"http://127.0.0.1:80/v1\"}]\n\n      responses: {}\n\
             components:\n  securitySchemes:\n    app:\n      flows:\n        clientCredentials: \n          \
             tokenUrl: \"http://127.0.0.1:80/oauth2/token\"\n"
        );
    }

    #[test]
    fn a_document_of_2_gets_host_base_path_and_scheme_and_a_hybrid_its_servers_too() {
        let text = "swagger: '2.0'\nhost: $(catalog.host)\nservers: [{url: https://a.example/v1}]\npaths: {}\n";
        assert_eq!(
            here(text, "").text,
            "basePath: \"/\"\nschemes: [\"http\"]\nswagger: '2.0'\nhost: \"127.0.0.1:80\"\n\
             servers: [{\"url\":\"http://127.0.0.1:80\"}]\npaths: {}\n"
        );
    }

    #[test]
    fn json_keeps_its_look_and_its_digits() {
        let text = "{\n  \"openapi\": \"3.1.0\",\n  \"servers\" : [{\"url\": \"https://a.example/]\"}],\n  \"x-limit\": 1250.00\n}\n";
        assert_eq!(
            here(text, "/v1").text,
            "{\n  \"openapi\": \"3.1.0\",\n  \"servers\" : [{\"url\":\"http://127.0.0.1:80/v1\"}],\n  \"x-limit\": 1250.00\n}\n"
        );
        let bare =
            "{\"swagger\": \"2.0\", \"paths\": {\"/a\": {\"get\": {\"schemes\": [\"https\"]}}}}";
        assert_eq!(
            here(bare, "/v1").text,
            "{\"host\": \"127.0.0.1:80\", \"basePath\": \"/v1\", \"schemes\": [\"http\"], \"swagger\": \"2.0\", \
             \"paths\": {\"/a\": {\"get\": {\"schemes\": [\"http\"]}}}}"
        );
    }

    #[test]
    fn what_other_readers_would_refuse_is_written_anew() {
        let twice =
            "openapi: 3.0.3\ninfo: {title: A}\ninfo: {title: B}\nservers: []\nx-limit: 1250.00\n";
        let anew = here(twice, "");
        assert!(anew.is_json);
        assert!(anew.text.contains("\"x-limit\": 1250.00"), "{}", anew.text);
        assert_eq!(here("- no description", "").text, "- no description");
    }
}
