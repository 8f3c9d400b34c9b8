//! Prism, as its command.

use std::process::Stdio;
use std::time::Duration;

use citi_codegen::corpus::wire::Prism;

use super::call::Call;
use super::server::{Server, free_port};
use crate::house;

/// A running Prism.
pub(super) struct Running {
    pub(super) server: Server,
    /// From the start of the process to the answer of the call.
    pub(super) took: Duration,
}

/// Installs it, where the generator's own measurements have it too.
pub(super) fn install() -> Result<Prism, String> {
    Prism::install(&house::target().join("prism")).map_err(|error| error.to_string())
}

/// Starts it on the document of a call, and calls until there is an answer.
pub(super) async fn start(
    prism: &Prism,
    client: &reqwest::Client,
    call: &Call,
) -> Result<Running, String> {
    let port = free_port()?;
    let mut command = prism.command(&house::root().join("specs").join(call.document), port);
    command.stdin(Stdio::null());
    let mut server = Server::spawn(command, port)?;
    let ((), took) = server
        .until(async |server| {
            let asked = client.get(url(server, call)).bearer_auth("any");
            asked.send().await.ok().map(drop)
        })
        .await
        .map_err(|error| format!("Prism: {error}"))?;
    Ok(Running { server, took })
}

impl Running {
    pub(super) fn url(&self, call: &Call) -> String {
        url(&self.server, call)
    }
}

fn url(server: &Server, call: &Call) -> String {
    format!("{}{}", server.base_url(), call.path)
}
