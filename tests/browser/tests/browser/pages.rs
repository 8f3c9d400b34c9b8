//! Every page, in every look.

use citi_sandbox::Sandbox;

use crate::look::{DARK, LIGHT, Look, PHONE};
use crate::window::Window;

/// Every page that the navigation and its pages lead to.
const PAGES: [(&str, &str); 7] = [
    ("home", "/"),
    ("applications", "/portal/applications"),
    ("application", "/portal/applications/{app}"),
    ("documents", "/portal/documents"),
    ("document", "/portal/documents/payments"),
    ("reference", "/portal/documents/payments/reference"),
    ("clock", "/portal/clock"),
];

async fn sandbox() -> Sandbox {
    let start = "2026-03-02T14:00:00Z".parse().unwrap();
    let builder = Sandbox::builder().seed(7).start_at(start).frozen(true);
    builder.checked(true).start().await.unwrap()
}

/// Nothing sticks out, nobody else is asked, and the browser has nothing to complain of.
async fn each_page(look: Look) {
    let sandbox = sandbox().await;
    let application = sandbox.register("Shop");
    let Some(window) = Window::open(sandbox.base_url(), look).await else {
        return;
    };
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
    }
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
