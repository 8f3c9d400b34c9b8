//! What was paid with a card.

use citi::Client;

use crate::stage::{CUSTOMER, ensure};
use crate::teller::Told;

/// Groceries, by ISO 18245.
const GROCERIES: &str = "5411";

/// What was paid with the cards of a customer, and what of it at merchants of one category.
pub(crate) async fn by_category(citi: &Client) -> Told<()> {
    let (mut cards, mut all, mut groceries) = (0, 0, 0);
    let mut held = citi.cards().list_cards().customer_id(CUSTOMER).items();
    while let Some(card) = held.next().await {
        let card = card?;
        cards += 1;
        let list = || {
            let list = citi.cards().list_card_transactions();
            list.card_id(card.card_id.as_str())
        };
        let mut transactions = list().items();
        while let Some(transaction) = transactions.next().await {
            transaction?;
            all += 1;
        }
        let mut transactions = list().merchant_category(GROCERIES).items();
        while let Some(transaction) = transactions.next().await {
            let code = transaction?.merchant.category_code;
            ensure!(code == GROCERIES, "one is of category {code}");
            groceries += 1;
        }
    }
    ensure!(
        0 < groceries && groceries < all,
        "{groceries} of {all}: the filter shows nothing"
    );
    let text = format!("{groceries} of {all} with {cards} cards were groceries ({GROCERIES})");
    Ok(((), text))
}
