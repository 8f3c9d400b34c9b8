//! The Accounts API.

use super::door::Door;

const ACCOUNTS: &str = "/accounts/v1/customers/c-20417/accounts";
const HOUSEHOLD: &str = "/accounts/v1/accounts/123456789";
const MOVEMENTS: &str = "/accounts/v1/accounts/123456789/transactions";

#[test]
fn the_account_of_the_examples_is_there_with_its_digits() {
    let answer = Door::open().get(HOUSEHOLD);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let want = concat!(
        r#"{"accountId":"123456789","type":"Checking","status":"OPEN","currency":"USD","#,
        r#""availableBalance":4520.75,"currentBalance":4570.75,"#,
        r#""balanceAsOf":"2026-03-02T15:00:00Z","maskedAccountNumber":"******6789","#,
        r#""nickname":"Household","openedDate":"2019-06-14"}"#
    );
    assert_eq!(answer.text, want);
}

#[test]
fn accounts_come_by_their_opening_page_by_page() {
    let door = Door::open();
    let all = door.get(ACCOUNTS);
    assert_eq!(all.header("cache-control"), Some("no-store"));
    assert_eq!(all.json["page"]["limit"], 50);
    assert!(all.json["page"].get("nextCursor").is_none());
    let list = all.json["accounts"].as_array().unwrap();
    let opened: Vec<_> = list.iter().map(|one| one["openedDate"].as_str()).collect();
    assert!(opened.is_sorted() && opened.len() == 6);
    for status in ["OPEN", "RESTRICTED", "DORMANT", "CLOSED"] {
        assert!(list.iter().any(|one| one["status"] == status), "{status}");
    }
    assert!(list.iter().any(|one| one["currency"] == "EUR"));

    let (mut paged, mut path) = (Vec::new(), format!("{ACCOUNTS}?limit=4"));
    loop {
        let page = door.get(&path);
        paged.extend(page.json["accounts"].as_array().unwrap().clone());
        match page.json["page"]["nextCursor"].as_str() {
            Some(cursor) => path = format!("{ACCOUNTS}?limit=4&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!(&paged, list);
}

#[test]
fn a_closed_account_leaves_the_list_after_ninety_days() {
    let door = Door::open();
    let closed = |door: &Door| door.get(ACCOUNTS).text.contains("CLOSED");
    assert!(closed(&door));
    // It was closed twenty days ago.
    door.advance(70 * 86_400);
    assert!(closed(&door));
    door.advance(86_400);
    assert!(!closed(&door));
}

#[test]
fn who_and_what_is_not_known_is_not_found_and_what_is_not_given_is_denied() {
    let door = Door::open();
    for (path, want) in [
        (
            "/accounts/v1/customers/c-1/accounts",
            (404, "CUSTOMER_NOT_FOUND"),
        ),
        (
            "/accounts/v1/customers/c-40962/accounts",
            (403, "ACCESS_DENIED"),
        ),
        ("/accounts/v1/accounts/1", (404, "ACCOUNT_NOT_FOUND")),
        ("/accounts/v1/accounts/409620035", (403, "ACCESS_DENIED")),
        (
            "/accounts/v1/accounts/1/transactions",
            (404, "ACCOUNT_NOT_FOUND"),
        ),
    ] {
        assert_eq!(door.get(path).refusal(), want, "{path}");
    }
    let other = door.get("/accounts/v1/customers/c-30958/accounts");
    assert_eq!(other.json["accounts"].as_array().unwrap().len(), 2);
}

#[test]
fn movements_are_the_newest_first_and_those_of_thirty_days() {
    let answer = Door::open().get(&format!("{MOVEMENTS}?limit=200"));
    let list = answer.json["transactions"].as_array().unwrap();
    assert_eq!(list[0]["status"], "PENDING");
    assert!(list[0].get("postedAt").is_none() && list[0].get("runningBalance").is_none());
    let days: Vec<_> = list
        .iter()
        .map(|one| one["valueDate"].as_str().unwrap())
        .collect();
    assert!(
        days.iter()
            .all(|day| ("2026-02-01"..="2026-03-02").contains(day))
    );
    assert!(list.len() > 30);
}

#[test]
fn days_choose_both_included_and_a_bad_span_is_refused() {
    let door = Door::open();
    let day = door.get(&format!(
        "{MOVEMENTS}?fromDate=2026-02-10&toDate=2026-02-12"
    ));
    let list = day.json["transactions"].as_array().unwrap();
    assert!(!list.is_empty());
    for one in list {
        let day = one["valueDate"].as_str().unwrap();
        assert!(("2026-02-10"..="2026-02-12").contains(&day));
    }
    for (query, want, field) in [
        (
            "fromDate=2026-02-02&toDate=2026-02-01",
            (422, "DATE_RANGE_INVERTED"),
            "fromDate",
        ),
        (
            "fromDate=2025-01-01&toDate=2026-02-01",
            (422, "DATE_RANGE_TOO_LONG"),
            "fromDate",
        ),
        (
            "fromDate=2026-02-30",
            (400, "INVALID_PARAMETER"),
            "fromDate",
        ),
        ("limit=0", (400, "INVALID_PARAMETER"), "limit"),
        ("limit=201", (400, "INVALID_PARAMETER"), "limit"),
        ("limit=x", (400, "INVALID_PARAMETER"), "limit"),
        (
            "cursor=eyJhZnRlciI6IjIwMjYtMDMtMDIifQ",
            (400, "INVALID_CURSOR"),
            "cursor",
        ),
    ] {
        let answer = door.get(&format!("{MOVEMENTS}?{query}"));
        assert_eq!((answer.refusal(), answer.field()), (want, field), "{query}");
    }
}

#[test]
fn a_cursor_belongs_to_its_list_and_filters_but_not_to_its_limit() {
    let door = Door::open();
    let first = door.get(&format!("{MOVEMENTS}?limit=5"));
    let cursor = first.json["page"]["nextCursor"]
        .as_str()
        .unwrap()
        .to_owned();
    let next = |path: &str| door.get(&format!("{path}cursor={cursor}"));
    assert_eq!(next(&format!("{MOVEMENTS}?limit=9&")).status, 200);
    let refused = (400, "INVALID_CURSOR");
    assert_eq!(
        next(&format!("{MOVEMENTS}?fromDate=2026-02-01&")).refusal(),
        refused
    );
    assert_eq!(next(&format!("{ACCOUNTS}?")).refusal(), refused);
    door.advance(15 * 60);
    assert_eq!(next(&format!("{MOVEMENTS}?")).refusal(), refused);
}
