//! What a developer does at the portal, from the first page on.

use citi_sandbox::Sandbox;

use crate::caller::Caller;
use crate::look::LIGHT;
use crate::receiver::Receiver;
use crate::window::Window;

#[tokio::test]
async fn a_developer_registers_calls_from_the_documentation_and_hears_of_it() {
    let start = "2026-03-02T15:00:00Z".parse().unwrap();
    let builder = Sandbox::builder().seed(7).start_at(start).frozen(true);
    let sandbox = builder.checked(true).start().await.unwrap();
    let receiver = Receiver::start().await;
    let Some(window) = Window::open(sandbox.base_url(), LIGHT).await else {
        return;
    };

    // Registers an application; the secret is shown once.
    window.go("/").await;
    window.click("main a[href='/portal/applications']").await;
    window
        .until("location.pathname === '/portal/applications'")
        .await;
    window.write("#name", "Shop").await;
    window.press("main", "Register an application").await;
    window
        .until_shown("This is the only time that the secret is shown.")
        .await;
    let once = window
        .ask("document.querySelector('#once').innerText")
        .await;
    assert!(
        once.as_str()
            .unwrap()
            .contains("export CITI_CLIENT_SECRET=")
    );
    window.picture("registered").await;

    // Who loads the page again registers nobody, and sees the secret no more.
    window.ask("setTimeout(() => location.reload(), 0)").await;
    window
        .until("location.pathname !== '/portal/applications' && !document.querySelector('#once') && document.readyState === 'complete'")
        .await;
    assert_eq!(sandbox.applications().len(), 1);

    // Configures a webhook for payments that are done.
    window.write("#url", &receiver.url).await;
    window.click("input[value='payment.completed']").await;
    window.press("main", "Add a webhook").await;
    window.until_shown("are signed with it").await;

    // Orders a payment from the documentation.
    window.go("/portal/documents/payments").await;
    window.press("#callas", "Get a token").await;
    window.until_shown("Calls go out as Shop").await;
    window
        .click("#operations-Payments-createDomesticPayment .opblock-summary-control")
        .await;
    window
        .click("#operations-Payments-createDomesticPayment .execute")
        .await;
    window
        .until("document.querySelector('.live-responses-table tbody .response-col_status')?.innerText.startsWith('201')")
        .await;
    let body = window
        .ask("document.querySelector('.live-responses-table tbody .response-col_description').innerText")
        .await;
    let body = body.as_str().unwrap();
    // To the digit, as the bank wrote it.
    assert!(body.contains("\"amount\": 1250.00"), "{body}");
    window.picture("tried").await;
    let asked: Vec<_> = sandbox
        .requests()
        .into_iter()
        .filter(|it| it.status == 201)
        .collect();
    assert_eq!(
        asked.last().unwrap().operation.as_deref(),
        Some("createDomesticPayment")
    );

    // Sees the call in the log, whole, and no secret in it.
    window.go("/portal/requests").await;
    window.press("search", "Filter").await;
    window.click("#log a[href^='/portal/requests/']").await;
    window.until_shown("Bearer ***").await;
    window.until_shown("createDomesticPayment").await;

    // Lets three days go by: the payment is settled, and the webhook hears of it.
    window.go("/portal/clock").await;
    for day in ["03", "04", "05"] {
        window.press("main", "A day").await;
        window
            .until_shown(&format!("2026-03-{day} 15:00:00 UTC"))
            .await;
    }
    window.go("/portal/events").await;
    window
        .until("document.querySelector('#deliveries .tag.good')?.innerText === '204'")
        .await;
    assert!(receiver.got()[0].contains("payment.completed"));
    window.picture("delivered").await;

    // Sends it again by hand.
    window.press("#deliveries", "Send again dlv-1").await;
    window.until_shown("by hand").await;
    window
        .until("document.querySelectorAll('#deliveries .tag.good').length === 2")
        .await;
    assert_eq!(receiver.got()[0], receiver.got()[1]);

    assert_eq!(window.complaints(), Vec::<String>::new());
    assert_eq!(window.foreign(), Vec::<String>::new());
    window.close().await;
}

#[tokio::test]
async fn a_developer_makes_it_go_wrong_and_sees_what_came_of_it() {
    let start = "2026-03-02T15:00:00Z".parse().unwrap();
    let builder = Sandbox::builder().seed(7).start_at(start).frozen(true);
    let sandbox = builder.checked(true).start().await.unwrap();
    let Some(window) = Window::open(sandbox.base_url(), LIGHT).await else {
        return;
    };
    let caller = Caller::register(&sandbox, "Shop").await;

    // Makes the next two requests for rates fail.
    window.go("/portal/faults").await;
    window.choose("#kind", "unavailable").await;
    window
        .until("new URLSearchParams(location.search).get('kind') === 'unavailable'")
        .await;
    window.choose("#operation", "getRates").await;
    window.write("#count", "2").await;
    window.press("main", "Make the rule").await;
    window
        .until_shown("unavailable; operation=getRates; count=2")
        .await;

    // Programs and the documentation page meet it alike.
    let rates = "/fx/v1/rates?base=USD&terms=EUR";
    let answer = caller.get(rates).await;
    assert_eq!(answer.status(), 503);
    assert_eq!(
        answer.headers()["x-sandbox-fault"],
        "fault-1; kind=unavailable"
    );
    window.go("/portal/documents/fx").await;
    window.press("#callas", "Get a token").await;
    window.until_shown("Calls go out as Shop").await;
    window
        .click("#operations-Rates-getRates .opblock-summary-control")
        .await;
    window.click("#operations-Rates-getRates .execute").await;
    window
        .until("document.querySelector('.live-responses-table tbody .response-col_status')?.innerText.startsWith('503')")
        .await;
    // The browser itself says of each such answer that it came.
    assert!(window.complaints().iter().all(|it| it.contains("503")));
    assert_eq!(caller.get(rates).await.status(), 200);

    // The rule is spent; the log names it, and the page takes it away.
    window.go("/portal/requests?status=5").await;
    window.until_shown("fault-1; kind=unavailable").await;
    window.go("/portal/faults").await;
    window.until_shown("spent").await;
    window.picture("acted").await;
    window.press("#rules", "Remove fault-1").await;
    window
        .until_shown("Nothing goes wrong but what a client does itself.")
        .await;
    assert!(sandbox.faults().is_empty());

    // What the client did wrong is told too.
    caller.get(rates).await;
    window.go("/portal/findings").await;
    window.until_shown("rate-fetched-again").await;
    assert_eq!(window.complaints(), Vec::<String>::new());
    window.close().await;
}
