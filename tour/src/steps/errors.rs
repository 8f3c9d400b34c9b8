//! What goes wrong, as a type.

use citi::{Client, Outcome};

use crate::stage::ensure;
use crate::teller::Told;

/// An account that is not there.
pub(crate) async fn not_found(citi: &Client) -> Told<()> {
    let answer = citi.accounts().get_account().account_id("000000000").send();
    let Err(error) = answer.await else {
        return Err("an account that nobody opened was found".into());
    };
    ensure!(error.is_not_found(), "another error: {error}");
    ensure!(
        error.code() == Some("ACCOUNT_NOT_FOUND"),
        "another code: {error}"
    );
    ensure!(
        error.outcome() == Outcome::Rejected,
        "another outcome: {error}"
    );
    ensure!(error.request_id().is_some(), "no request id: {error}");
    let body: citi::accounts::types::ErrorResponse = error.body_as()?;
    let text = format!(
        "404 {}, \"{}\", with the request id to quote; outcome: {}",
        body.error_code,
        body.message,
        error.outcome()
    );
    Ok(((), text))
}
