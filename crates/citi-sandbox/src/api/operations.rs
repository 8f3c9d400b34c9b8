//! [`operation`]: all operations of the bank.

use super::{Call, Reply, accounts, cards, fx, payments};

/// What carries an operation out. It waits for nothing but the bank.
pub(crate) type Operation = fn(&Call<'_>) -> Reply;

/// What carries out the operation of an id; `None` if there is none of it.
pub(crate) fn operation(id: &str) -> Option<Operation> {
    Some(match id {
        "listAccounts" => accounts::list_accounts,
        "getAccount" => accounts::get_account,
        "listAccountTransactions" => accounts::list_account_transactions,
        "createDomesticPayment" => payments::create_domestic_payment,
        "listPayments" => payments::list_payments,
        "getPayment" => payments::get_payment,
        "cancelPayment" => payments::cancel_payment,
        "listCards" => cards::list_cards,
        "getCard" => cards::get_card,
        "listCardTransactions" => cards::list_card_transactions,
        "getRates" => fx::get_rates,
        "createQuote" => fx::create_quote,
        "getQuote" => fx::get_quote,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::Documents;

    #[test]
    fn every_operation_of_the_documents_is_carried_out() {
        let apis = &Documents::published().unwrap().apis;
        let endpoints = apis.iter().flat_map(|api| &api.endpoints);
        let ids: Vec<_> = endpoints.map(|endpoint| &*endpoint.id).collect();
        assert_eq!(ids.len(), 13);
        let missing: Vec<_> = ids.iter().filter(|id| operation(id).is_none()).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
