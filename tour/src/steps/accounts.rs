//! Accounts and their transactions.

use std::collections::BTreeSet;

use citi::Client;

use crate::stage::{ACCOUNT, CUSTOMER, ensure};
use crate::teller::Told;

/// The accounts of a customer.
pub(crate) async fn list(citi: &Client) -> Told<()> {
    let page = citi
        .accounts()
        .list_accounts()
        .customer_id(CUSTOMER)
        .send()
        .await?;
    let first = page
        .accounts
        .iter()
        .find(|account| account.account_id == ACCOUNT)
        .ok_or("the account is not among them")?;
    let text = format!(
        "{} of customer {CUSTOMER}; the first is {}, {} {} available",
        page.accounts.len(),
        first.type_.as_str(),
        first.available_balance,
        first.currency.as_str(),
    );
    Ok(((), text))
}

/// All transactions of an account, page by page.
pub(crate) async fn page(citi: &Client) -> Told<()> {
    let mut pages = citi
        .accounts()
        .list_account_transactions()
        .account_id(ACCOUNT)
        .limit(20)
        .pages();
    let (mut count, mut seen) = (0, BTreeSet::new());
    while let Some(page) = pages.next().await {
        count += 1;
        for transaction in &page?.transactions {
            ensure!(
                seen.insert(transaction.transaction_id.clone()),
                "a transaction came twice"
            );
        }
    }
    ensure!(count > 1, "there is only one page");
    let text = format!(
        "{} of the last 30 days in {count} pages, each once",
        seen.len()
    );
    Ok(((), text))
}
