//! The sandbox, an application, its token.

use std::time::Duration;

use citi::{Client, Environment};
use citi_sandbox::Sandbox;
use serde::Deserialize;

use crate::stage::{ACCOUNT, Application, START, ensure};
use crate::teller::Told;

/// Starts the bank and its portal in this process, on a free port.
pub(crate) async fn start() -> Told<Sandbox> {
    let sandbox = Sandbox::builder()
        .seed(7)
        .start_at(START.parse()?)
        .checked(true)
        .start()
        .await?;
    let text = format!("bank and portal listen on {}", sandbox.base_url());
    Ok((sandbox, text))
}

/// What the portal says of a new application.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Registered {
    client_id: String,
    client_secret: String,
    scopes: Vec<String>,
}

/// Registers an application, as a developer does at the portal.
pub(crate) async fn register(sandbox: &Sandbox) -> Told<Application> {
    let registered: Registered = reqwest::Client::new()
        .post(format!("{}/portal/applications", sandbox.base_url()))
        .json(&serde_json::json!({ "name": "Tour" }))
        .send()
        .await?
        .error_for_status()?
        .json()
        .await?;
    let text = format!(
        "client id {}, a client secret, {} scopes",
        registered.client_id,
        registered.scopes.len()
    );
    let application = Application {
        client_id: registered.client_id,
        client_secret: registered.client_secret.into(),
    };
    Ok((application, text))
}

/// What the tour calls needs these, and one token is to be good for all of it.
const SCOPES: [&str; 6] = [
    "accounts:read",
    "cards:read",
    "fx:read",
    "fx:write",
    "payments:read",
    "payments:write",
];

/// Makes the client, and has it get its token.
pub(crate) async fn token(sandbox: &Sandbox, application: &Application) -> Told<Client> {
    let citi = Client::builder(Environment::Custom(sandbox.base_url().to_owned()))
        .credentials(
            application.client_id.as_str(),
            application.client_secret.clone(),
        )
        .scopes(SCOPES)
        .build()?;
    citi.connection().authenticate().await?;
    ensure!(
        tokens(sandbox) == 1,
        "{} tokens were asked for",
        tokens(sandbox)
    );
    let text = "by client credentials, with one request; it shows nowhere".to_owned();
    Ok((citi, text))
}

/// Lets the token expire at the bank, and calls again.
pub(crate) async fn expire(sandbox: &Sandbox, citi: &Client) -> Told<()> {
    let before = tokens(sandbox);
    sandbox.clock().advance(Duration::from_secs(61 * 60));
    let answer = citi
        .accounts()
        .get_account()
        .account_id(ACCOUNT)
        .send()
        .await?;
    ensure!(
        answer.attempts() == 2,
        "the bank took the old token: {} attempts",
        answer.attempts()
    );
    ensure!(tokens(sandbox) == before + 1, "no new token was asked for");
    let text = "61 minutes later the bank refused it; a new one was fetched, the call succeeded";
    Ok(((), text.to_owned()))
}

/// Every answer of the sandbox was checked against its document.
pub(crate) async fn kept(sandbox: Sandbox) -> Told<()> {
    let (answers, breaches) = (sandbox.requests().len(), sandbox.violations());
    ensure!(breaches.is_empty(), "{}", breaches.join("; "));
    sandbox.shutdown().await;
    Ok((
        (),
        format!("{answers} requests, every answer as documented"),
    ))
}

fn tokens(sandbox: &Sandbox) -> usize {
    let requests = sandbox.requests();
    requests
        .iter()
        .filter(|request| request.path == "/oauth2/token")
        .count()
}
