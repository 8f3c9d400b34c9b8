//! Markup in anything that is shown stays text.

use std::time::Duration;

use citi_sandbox::Sandbox;

use crate::caller::Caller;
use crate::look::LIGHT;
use crate::receiver::Receiver;
use crate::window::Window;

const MARKUP: &str = "<img src=x onerror=alert(1)>";

#[tokio::test]
async fn markup_in_what_is_shown_stays_text() {
    // A Monday, within the hours of wires.
    let start = "2026-03-02T15:00:00Z".parse().unwrap();
    let builder = Sandbox::builder().seed(7).start_at(start).frozen(true);
    let sandbox = builder.start().await.unwrap();
    let receiver = Receiver::start().await;
    receiver.answers(
        500,
        &format!("<script>document.title = 'run'</script>{MARKUP}"),
    );
    let Some(window) = Window::open(sandbox.base_url(), LIGHT).await else {
        return;
    };
    let caller = Caller::register(&sandbox, MARKUP).await;
    caller.hook(&receiver.url).await;
    assert_eq!(caller.pay(MARKUP, "10.00").await.status(), 201);
    caller
        .get("/<img src=x onerror=alert(1)>?q=<svg onload=alert(1)>")
        .await;
    sandbox.clock().advance(Duration::from_secs(3600));
    sandbox.settle().await;

    let application = format!("/portal/applications/{}", caller.application.client_id);
    for (path, shown) in [
        ("/portal/applications", MARKUP),
        (&application, MARKUP),
        ("/portal/documents/fx", MARKUP),
        ("/portal/requests", "<img"),
        ("/portal/requests/3", MARKUP),
        ("/portal/deliveries/dlv-1", MARKUP),
        ("/portal/money/123456789", MARKUP),
        ("/portal/requests?text=%3Cimg+src%3Dx%3E", "Requests"),
    ] {
        window.go(path).await;
        let shown = serde_json::to_string(shown).unwrap();
        window
            .until(&format!(
                "document.documentElement.textContent.includes({shown})"
            ))
            .await;
        let foreign =
            "document.querySelectorAll('img[src=x], main script, [onerror], [onload]').length";
        assert_eq!(window.ask(foreign).await, 0, "{path}");
        assert!(
            window
                .ask("document.title")
                .await
                .as_str()
                .unwrap()
                .ends_with("Bank sandbox")
        );
        assert_eq!(window.complaints(), Vec::<String>::new(), "{path}");
    }
    window.close().await;
}
