//! The sandbox, as its binary.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use serde::Deserialize;
use serde_json::json;

use super::call::Call;
use super::server::{Server, free_port};
use crate::{house, process};

/// The sandbox, built as users get it.
pub(super) struct Ours {
    program: PathBuf,
    example: PathBuf,
}

/// A running sandbox, and a token for it.
pub(super) struct Running {
    pub(super) server: Server,
    pub(super) token: String,
    /// From the start of the process to the answer of the call.
    pub(super) took: Duration,
    client_id: String,
}

#[derive(Deserialize)]
struct Grant {
    access_token: String,
}

impl Ours {
    /// Builds it for release.
    pub(super) fn install() -> Result<Self, String> {
        let target = house::target().join("bench/ours");
        for what in [["--bin", "citi-sandbox"], ["--example", "many"]] {
            let mut build = Command::new("cargo");
            build
                .args([
                    "build",
                    "--release",
                    "--locked",
                    "--package",
                    "citi-sandbox",
                ])
                .args(what)
                .arg("--manifest-path")
                .arg(house::root().join("Cargo.toml"))
                .env("CARGO_TARGET_DIR", &target);
            process::show(&mut build)?;
        }
        Ok(Self {
            program: target.join("release/citi-sandbox"),
            example: target.join("release/examples/many"),
        })
    }

    /// The example that starts sandboxes in its own process.
    pub(super) fn many(&self) -> Command {
        Command::new(&self.example)
    }

    /// Starts it, asks for a token, and calls until there is an answer.
    pub(super) async fn start(
        &self,
        client: &reqwest::Client,
        call: &Call,
    ) -> Result<Running, String> {
        let mut command = Command::new(&self.program);
        let port = free_port()?;
        command.args(["--app", "bench", "--seed", "7", "--port", &port.to_string()]);
        command.args(["--start-at", "2026-03-02T15:00:00Z"]);
        let mut server = Server::spawn(command, port)?;
        let ((token, client_id), took) = server
            .until(async |server| {
                let said = said(&server.words());
                let (id, secret) = (said.get("CITI_CLIENT_ID")?, said.get("CITI_CLIENT_SECRET")?);
                let granted = client
                    .post(format!("{}/oauth2/token", server.base_url()))
                    .basic_auth(id, Some(secret))
                    .form(&[("grant_type", "client_credentials")])
                    .send()
                    .await;
                let grant: Grant = granted.ok()?.json().await.ok()?;
                let answer = client
                    .get(url(server, call))
                    .bearer_auth(&grant.access_token)
                    .send()
                    .await
                    .ok()?;
                let answered = answer.status().is_success() || call.method != "GET";
                answered.then(|| (grant.access_token, id.clone()))
            })
            .await
            .map_err(|error| format!("the sandbox: {error}"))?;
        Ok(Running {
            server,
            token,
            took,
            client_id,
        })
    }
}

impl Running {
    pub(super) fn url(&self, call: &Call) -> String {
        url(&self.server, call)
    }

    /// Takes the bank's limits away: they are not what is measured.
    pub(super) async fn unlimited(&self, client: &reqwest::Client) -> Result<(), String> {
        for group in ["accounts", "payments", "fx"] {
            let limit = json!({
                "clientId": self.client_id, "group": group, "calls": 1_000_000_000_u32, "seconds": 60,
            });
            let url = format!("{}/_sandbox/limits", self.server.base_url());
            let set = client.put(url).json(&limit).send().await;
            set.and_then(reqwest::Response::error_for_status)
                .map_err(|error| format!("the limit of {group} stays: {error}"))?;
        }
        Ok(())
    }
}

fn url(server: &Server, call: &Call) -> String {
    format!("{}{}{}", server.base_url(), call.base_path, call.path)
}

/// The values of `export NAME=VALUE`.
fn said(text: &str) -> BTreeMap<String, String> {
    let lines = text.lines().filter_map(|line| line.strip_prefix("export "));
    let pairs = lines.filter_map(|line| line.split_once('='));
    let plain = |text: &str| text.trim_matches(['\'', '"']).to_owned();
    pairs
        .map(|(name, value)| (name.to_owned(), plain(value)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::said;

    #[test]
    fn what_it_says_for_a_shell_is_read() {
        let said = said("listening\nexport CITI_CLIENT_ID=a1\nexport X='b c'\n");
        assert_eq!(said["CITI_CLIENT_ID"], "a1");
        assert_eq!(said["X"], "b c");
    }
}
