//! Every page, in every look.

use std::time::Duration;

use citi_sandbox::{Application, Sandbox};

use crate::axe;
use crate::caller::Caller;
use crate::look::{DARK, LIGHT, Look, PHONE};
use crate::receiver::Receiver;
use crate::window::Window;

/// Every page that the navigation and its pages lead to.
const PAGES: [(&str, &str); 15] = [
    ("home", "/"),
    ("applications", "/portal/applications"),
    ("application", "/portal/applications/{app}"),
    ("documents", "/portal/documents"),
    ("document", "/portal/documents/payments"),
    ("reference", "/portal/documents/payments/reference"),
    ("requests", "/portal/requests"),
    ("request", "/portal/requests/1"),
    ("events", "/portal/events"),
    ("delivery", "/portal/deliveries/dlv-1"),
    ("money", "/portal/money"),
    ("account", "/portal/money/123456789"),
    ("findings", "/portal/findings"),
    ("faults", "/portal/faults?kind=unavailable"),
    ("clock", "/portal/clock"),
];

pub(crate) async fn sandbox() -> Sandbox {
    let start = "2026-03-02T14:00:00Z".parse().unwrap();
    let builder = Sandbox::builder().seed(7).start_at(start).frozen(true);
    builder.checked(true).start().await.unwrap()
}

/// An application that has done a few things.
pub(crate) async fn busy(sandbox: &Sandbox) -> Application {
    let receiver = Receiver::start().await;
    receiver.answers(500, "not now");
    let caller = Caller::register(sandbox, "Shop").await;
    caller.hook(&receiver.url).await;
    caller.get("/accounts/v1/customers/c-20417/accounts").await;
    caller.get("/accounts/v1/accounts/999999999").await;
    for _ in 0..2 {
        // Within the lifetime of the first answer: that is a finding.
        caller.get("/fx/v1/rates?base=USD&terms=EUR,GBP").await;
    }
    let slow = "slow; ms=1; operation=getRates; count=1".parse().unwrap();
    sandbox.fault(slow).unwrap();
    caller.get("/fx/v1/rates?base=USD&terms=JPY").await;
    caller.pay("INV-2291", "250.00").await;
    sandbox.clock().advance(Duration::from_secs(600));
    sandbox.settle().await;
    sandbox.clock().advance(Duration::from_secs(5));
    sandbox.settle().await;
    receiver.answers(204, "");
    caller.pay("INV-2292", "12.50").await;
    sandbox.clock().advance(Duration::from_secs(86_400));
    sandbox.settle().await;
    caller.application
}

/// Nothing sticks out, nobody else is asked, and the browser has nothing to complain of.
async fn each_page(look: Look) {
    let sandbox = sandbox().await;
    let Some(window) = Window::open(sandbox.base_url(), look).await else {
        return;
    };
    let application = busy(&sandbox).await;
    let rules = axe::rules();
    let mut faults = Vec::new();
    for (name, path) in PAGES {
        let path = path.replace("{app}", &application.client_id);
        window.go(&path).await;
        if name == "document" {
            window.until_shown("/domestic").await;
        }
        window.picture(name).await;
        let wide = window.ask("document.documentElement.scrollWidth").await;
        assert!(
            wide.as_u64().unwrap() <= u64::from(look.width),
            "{name}: {wide}"
        );
        assert_eq!(window.complaints(), Vec::<String>::new(), "{name}");
        if let Some(rules) = &rules {
            faults.extend(axe::faults(&window, rules, name).await);
        }
    }
    assert_eq!(faults, Vec::<String>::new());
    assert!(window.requests() >= 3 * PAGES.len());
    assert_eq!(window.foreign(), Vec::<String>::new());
    window.close().await;
}

#[tokio::test]
async fn every_page_is_in_order_in_the_light() {
    each_page(LIGHT).await;
}

#[tokio::test]
async fn every_page_is_in_order_in_the_dark() {
    each_page(DARK).await;
}

#[tokio::test]
async fn every_page_is_in_order_on_a_telephone() {
    each_page(PHONE).await;
}
