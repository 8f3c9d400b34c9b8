//! A limit, and how a call comes through it.

use std::time::Duration;

use citi::Client;
use citi_sandbox::Sandbox;

use crate::stage::{ACCOUNT, Application, ensure};
use crate::teller::Told;

/// Calls that the bank takes in a window, for this step.
const CALLS: u32 = 5;

/// Lowers the limit of a group at the bank and calls more often than that.
pub(crate) async fn come_through(
    sandbox: &Sandbox,
    citi: &Client,
    application: &Application,
) -> Told<()> {
    let window = Duration::from_secs(3);
    sandbox.set_limit(&application.client_id, "accounts", CALLS, window);
    let refused_before = refused(sandbox);
    for call in 1..=CALLS + 3 {
        let answer = citi
            .accounts()
            .get_account()
            .account_id(ACCOUNT)
            .send()
            .await?;
        if answer.attempts() > 1 {
            let refused = refused(sandbox) - refused_before;
            ensure!(refused > 0, "there was no 429");
            sandbox.set_limit(
                &application.client_id,
                "accounts",
                1000,
                Duration::from_secs(60),
            );
            let text = format!(
                "call {call} was answered 429, waited as Retry-After says, and came through at \
                 attempt {}",
                answer.attempts()
            );
            return Ok(((), text));
        }
    }
    Err("the bank took more calls than its limit".into())
}

fn refused(sandbox: &Sandbox) -> usize {
    let requests = sandbox.requests();
    requests
        .iter()
        .filter(|request| request.status == 429)
        .count()
}
