//! Lists, page by page.

use std::collections::BTreeSet;

use crate::world::{ACCOUNT, CUSTOMER, World, order};

#[tokio::test]
async fn pages_and_items_are_the_same_list() {
    let world = World::new().await;
    let list = |limit: i64| {
        let call = world.citi.accounts().list_account_transactions();
        call.account_id(ACCOUNT)
            .from_date(citi::core::Date::try_from("2025-12-01").unwrap())
            .limit(limit)
    };
    let mut whole = Vec::new();
    let mut items = list(200).items();
    while let Some(item) = items.next().await {
        whole.push(item.unwrap().transaction_id);
    }
    assert!(whole.len() > 100, "{}", whole.len());
    let each: BTreeSet<&String> = whole.iter().collect();
    assert_eq!(each.len(), whole.len());

    let (mut paged, mut pages) = (Vec::new(), list(17).pages());
    while let Some(page) = pages.next().await {
        let page = page.unwrap();
        assert!(page.transactions.len() <= 17);
        paged.extend(
            page.into_value()
                .transactions
                .into_iter()
                .map(|item| item.transaction_id),
        );
    }
    assert_eq!(paged, whole);
    world.end().await;
}

#[tokio::test]
async fn what_is_ordered_meanwhile_moves_no_page() {
    let world = World::new().await;
    for at in 0..5 {
        let pay = world.citi.payments().create_domestic_payment();
        pay.body(order(&format!("{at}.50").replace("0.50", "0.75")))
            .send()
            .await
            .unwrap();
        world.pass(1);
    }
    let mut pages = world.citi.payments().list_payments().limit(2).pages();
    let mut seen = BTreeSet::new();
    let mut late = None;
    while let Some(page) = pages.next().await {
        for payment in &page.unwrap().payments {
            assert!(seen.insert(payment.payment_id.clone()), "it came twice");
        }
        if late.is_none() {
            let pay = world.citi.payments().create_domestic_payment();
            late = Some(pay.body(order("7.00")).send().await.unwrap());
        }
    }
    assert_eq!(seen.len(), 5);
    world.end().await;
}

#[tokio::test]
async fn a_cursor_is_where_to_go_on() {
    let world = World::new().await;
    let list = || {
        world
            .citi
            .accounts()
            .list_accounts()
            .customer_id(CUSTOMER)
            .limit(2)
    };
    let mut pages = list().pages();
    let first = pages.next().await.unwrap().unwrap();
    let cursor = pages.cursor().unwrap().to_owned();
    drop(pages);
    let mut rest = list().cursor(cursor).items();
    let mut after = 0;
    while let Some(account) = rest.next().await {
        let account = account.unwrap();
        assert!(
            first
                .accounts
                .iter()
                .all(|known| known.account_id != account.account_id)
        );
        after += 1;
    }
    assert!(after > 0);

    let error = list().cursor("forged").send().await.unwrap_err();
    assert_eq!(error.code(), Some("INVALID_CURSOR"));
    world.end().await;
}
