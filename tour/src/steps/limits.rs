//! A limit, and how a call comes through it.

use std::convert::Infallible;
use std::future::pending;
use std::time::Duration;

use citi::Client;
use citi_sandbox::Sandbox;
use futures_util::future::try_join_all;

use crate::stage::{ACCOUNT, Application, ensure};
use crate::teller::Told;

/// Calls that are made at once.
const CALLS: usize = 8;

/// Has the bank take no calls of a group until it has refused one, and makes several at once.
///
/// The bank lets calls through again because one was refused, not because time passed: the step
/// goes the same way on a machine that is busy with other things.
pub(crate) async fn come_through(
    sandbox: &Sandbox,
    citi: &Client,
    application: &Application,
) -> Told<()> {
    let limit = |calls, window| {
        sandbox.set_limit(&application.client_id, "accounts", calls, window);
    };
    let before = refused(sandbox);
    limit(0, Duration::from_secs(1));
    let accounts = citi.accounts();
    let calls = (0..CALLS).map(|_| accounts.get_account().account_id(ACCOUNT).send());
    let lift = async {
        while refused(sandbox) == before {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        limit(1000, Duration::from_secs(60));
        pending::<Infallible>().await
    };
    let answers = tokio::select! {
        answers = try_join_all(calls) => answers?,
        never = lift => match never {},
    };
    let late = answers
        .iter()
        .filter(|answer| answer.attempts() > 1)
        .count();
    ensure!(late > 0, "there was no call that was sent again");
    let text = format!(
        "{CALLS} calls at once, {} answered 429: they waited for as long as Retry-After said, and \
         all came through",
        refused(sandbox) - before
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
