//! The steps of the tour, in their order.

use crate::steps::{access, accounts, cards, documents, errors, fx, limits, payments, webhooks};
use crate::teller::{Stopped, Teller};

/// Does every step, and tells it.
pub(crate) async fn tell(teller: &mut Teller) -> Result<(), Stopped> {
    let sandbox = teller.step("start the sandbox", access::start()).await?;
    let registered = access::register(&sandbox);
    let application = teller.step("register an application", registered).await?;

    let scratch = teller
        .step("pull the documents", documents::pull(&sandbox))
        .await?;
    let same = documents::regenerate(scratch);
    teller.step("regenerate and compare", same).await?;

    let citi = teller
        .step("get a token", access::token(&sandbox, &application))
        .await?;
    teller.step("list accounts", accounts::list(&citi)).await?;
    teller
        .step("page through transactions", accounts::page(&citi))
        .await?;
    teller
        .step("card transactions by category", cards::by_category(&citi))
        .await?;

    let paid = teller.step("pay", payments::pay(&citi)).await?;
    teller
        .step("pay again", payments::again(&sandbox, &citi, &paid))
        .await?;
    teller
        .step("same key, other payment", payments::other(&citi, &paid))
        .await?;

    let throttled = limits::come_through(&sandbox, &citi, &application);
    teller.step("run into a limit", throttled).await?;
    teller
        .step("a typed error", errors::not_found(&citi))
        .await?;
    teller
        .step("rates, twice", fx::twice(&sandbox, &citi))
        .await?;

    let delivered = webhooks::receive(&sandbox, &citi, &application);
    let delivery = teller.step("receive a webhook", delivered).await?;
    teller
        .step("a changed byte", webhooks::changed(delivery))
        .await?;
    teller
        .step("the token expires", access::expire(&sandbox, &citi))
        .await?;
    teller
        .step("the bank kept to its documents", access::kept(sandbox))
        .await
}
