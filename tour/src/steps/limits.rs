//! A limit, and how a call comes through it.

use std::time::Duration;

use citi::Client;
use citi_sandbox::Sandbox;
use futures_util::future::try_join_all;

use crate::stage::{ACCOUNT, Application, ensure};
use crate::teller::Told;

/// Calls that the bank takes in a window, for this step.
const CALLS: u32 = 5;

/// Lowers the limit of a group at the bank and makes more calls than that at once.
pub(crate) async fn come_through(
    sandbox: &Sandbox,
    citi: &Client,
    application: &Application,
) -> Told<()> {
    let window = Duration::from_secs(2);
    sandbox.set_limit(&application.client_id, "accounts", CALLS, window);
    let refused_before = refused(sandbox);
    let accounts = citi.accounts();
    let calls = (0..CALLS + 3).map(|_| accounts.get_account().account_id(ACCOUNT).send());
    let answers = try_join_all(calls).await?;
    let refused = refused(sandbox) - refused_before;
    ensure!(refused > 0, "the bank took more calls than its limit");
    let late = answers
        .iter()
        .filter(|answer| answer.attempts() > 1)
        .count();
    ensure!(late > 0, "there was no call that was sent again");
    sandbox.set_limit(
        &application.client_id,
        "accounts",
        1000,
        Duration::from_secs(60),
    );
    let text = format!(
        "of {} calls at once {refused} were answered 429: they waited until the bank had calls \
         again, and all came through",
        answers.len()
    );
    Ok(((), text))
}

fn refused(sandbox: &Sandbox) -> usize {
    let requests = sandbox.requests();
    requests
        .iter()
        .filter(|request| request.status == 429)
        .count()
}
