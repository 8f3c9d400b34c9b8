//! 'Try it' with what stands in its fields, on whatever day it is.

use citi_sandbox::Sandbox;

use crate::look::LIGHT;
use crate::window::Window;

/// Document, tag and operation; the examples of the others name payments and quotes that nobody has made yet.
const OPERATIONS: [(&str, &str, &str, u16); 10] = [
    ("accounts", "Accounts", "listAccounts", 200),
    ("accounts", "Accounts", "getAccount", 200),
    ("accounts", "Transactions", "listAccountTransactions", 200),
    ("cards", "Cards", "listCards", 200),
    ("cards", "Cards", "getCard", 200),
    ("cards", "Transactions", "listCardTransactions", 200),
    ("fx", "Rates", "getRates", 200),
    ("fx", "Quotes", "createQuote", 201),
    ("payments", "Payments", "createDomesticPayment", 201),
    ("payments", "Payments", "listPayments", 200),
];

#[tokio::test]
async fn what_stands_in_the_fields_works_at_once() {
    // A Wednesday, long after the days of the documents' examples.
    let start = "2031-05-14T15:00:00Z".parse().unwrap();
    let builder = Sandbox::builder().seed(7).start_at(start).frozen(true);
    let sandbox = builder.checked(true).start().await.unwrap();
    sandbox.register("Shop");
    let Some(window) = Window::open(sandbox.base_url(), LIGHT).await else {
        return;
    };
    let mut page = "";
    for (document, tag, operation, status) in OPERATIONS {
        if page != document {
            page = document;
            window.go(&format!("/portal/documents/{document}")).await;
            window.press("#callas", "Get a token").await;
            window.until_shown("Calls go out as Shop").await;
        }
        let block = format!("#operations-{tag}-{operation}");
        window
            .click(&format!("{block} .opblock-summary-control"))
            .await;
        // The block is still opening: its button moves.
        let execute = format!("document.querySelector('{block} .execute')");
        window.until(&execute).await;
        window.ask(&format!("{execute}.click()")).await;
        let answered = format!(
            "document.querySelector('{block} .live-responses-table tbody .response-col_status')?.innerText"
        );
        window.until(&format!("{answered}?.trim()")).await;
        let told = window.ask(&answered).await;
        let told = told.as_str().unwrap().trim();
        assert!(told.starts_with(&status.to_string()), "{operation}: {told}");
    }
    assert_eq!(window.complaints(), Vec::<String>::new());
    window.close().await;
}
