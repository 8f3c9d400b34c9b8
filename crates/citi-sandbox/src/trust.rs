//! [`Trust`]: what curl needs to speak TLS with the sandbox.

use std::path::Path;

/// What curl needs to trust the sandbox and, if it must, to be trusted by it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Trust {
    /// Options of curl, each with a blank behind it; nothing without TLS.
    pub(crate) options: String,
    /// How to get what the options name, where it is not written to a folder.
    pub(crate) hint: String,
}

impl Trust {
    /// That of a sandbox at a base URL, which wrote its files to a folder or did not.
    pub(crate) fn of(base: &str, directory: Option<&Path>, with_client: bool) -> Self {
        if !base.starts_with("https:") {
            return Self::default();
        }
        let file = |name: &str| match directory {
            Some(directory) => quoted(&directory.join(name).display().to_string()),
            None => name.to_owned(),
        };
        let mut options = format!("--cacert {} ", file("ca.pem"));
        if with_client {
            let (own, key) = (file("client.pem"), file("client-key.pem"));
            options.push_str(&format!("--cert {own} --key {key} "));
        }
        let hint = match (directory, with_client) {
            (Some(_), _) => String::new(),
            (None, true) => {
                "Start it with --tls-dir DIR for ca.pem, client.pem and client-key.pem.".to_owned()
            }
            (None, false) => format!(
                "First get what clients are to trust (--tls-dir DIR writes it too; {base}/_sandbox/tls has the pins):\n\
                 \x20 curl -k {base}/_sandbox/tls/ca.pem -o ca.pem"
            ),
        };
        Self { options, hint }
    }
}

/// A text as a word of a shell.
fn quoted(text: &str) -> String {
    let plain = |it: char| it.is_ascii_alphanumeric() || "/._-".contains(it);
    match !text.is_empty() && text.chars().all(plain) {
        true => text.to_owned(),
        false => format!("'{}'", text.replace('\'', "'\\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curl_is_told_whom_to_trust_and_who_it_is() {
        let of = |directory: Option<&str>, with_client| {
            Trust::of("https://127.0.0.1:1", directory.map(Path::new), with_client)
        };
        assert_eq!(of(Some("tls"), false).options, "--cacert tls/ca.pem ");
        assert_eq!(
            of(Some("my tls"), true).options,
            "--cacert 'my tls/ca.pem' --cert 'my tls/client.pem' --key 'my tls/client-key.pem' "
        );
        assert_eq!(of(Some("tls"), true).hint, "");
        let without = of(None, false);
        assert_eq!(without.options, "--cacert ca.pem ");
        assert!(
            without
                .hint
                .contains("curl -k https://127.0.0.1:1/_sandbox/tls/ca.pem -o ca.pem")
        );
        assert!(of(None, true).hint.contains("--tls-dir DIR"));
        assert_eq!(
            Trust::of("http://127.0.0.1:1", None, false),
            Trust::default()
        );
        assert_eq!(quoted("it's"), r"'it'\''s'");
    }
}
