//! Rates, kept as long as they may be.

use citi::Client;
use citi_sandbox::Sandbox;

use crate::stage::ensure;
use crate::teller::Told;

/// Asks twice; the second answer is the one that was kept.
pub(crate) async fn twice(sandbox: &Sandbox, citi: &Client) -> Told<()> {
    let asked = |sandbox: &Sandbox| {
        let requests = sandbox.requests();
        requests
            .iter()
            .filter(|request| request.path == "/fx/v1/rates")
            .count()
    };
    let rates = || {
        citi.fx()
            .get_rates()
            .base("USD")
            .terms(["EUR".to_owned(), "GBP".to_owned()])
    };
    let first = rates().send().await?;
    let second = rates().send().await?;
    ensure!(!first.is_from_cache(), "the first came from the cache");
    ensure!(second.is_from_cache(), "the second was fetched again");
    ensure!(
        asked(sandbox) == 1,
        "the bank was asked {} times",
        asked(sandbox)
    );
    let rate = second.rate("EUR").ok_or("there is no rate in EUR")?;
    let text = format!(
        "1 USD is {} EUR; the bank was asked once, the second came from the cache",
        rate.mid
    );
    Ok(((), text))
}
