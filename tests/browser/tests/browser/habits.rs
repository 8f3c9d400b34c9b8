//! The keyboard, the theme, and the renderer's own dialog.

use citi_sandbox::Sandbox;

use crate::look::{DARK, LIGHT};
use crate::window::Window;

async fn sandbox() -> Sandbox {
    let start = "2026-03-02T15:00:00Z".parse().unwrap();
    let builder = Sandbox::builder().seed(7).start_at(start).frozen(true);
    builder.checked(true).start().await.unwrap()
}

#[tokio::test]
async fn everything_is_reached_by_keyboard_and_the_way_to_the_content_is_short() {
    let sandbox = sandbox().await;
    let Some(window) = Window::open(sandbox.base_url(), LIGHT).await else {
        return;
    };
    window.go("/portal/faults").await;
    window.key("Tab").await;
    let first = "document.activeElement.innerText";
    assert_eq!(window.ask(first).await, "Skip to content");
    let seen = "getComputedStyle(document.activeElement).outlineStyle";
    assert_eq!(window.ask(seen).await, "solid");
    window.key("Enter").await;
    window.until("document.activeElement.id === 'main'").await;
    // From here on, every control of the page, one after the other.
    let controls = "document.querySelectorAll('main a, main button, main select, main input:not([type=hidden])').length";
    let controls = window.ask(controls).await.as_u64().unwrap();
    let mut met = 0;
    for _ in 0..controls + 10 {
        window.key("Tab").await;
        let inside =
            "document.activeElement.matches('main a, main button, main select, main input')";
        if window.ask(inside).await == true {
            assert_eq!(window.ask(seen).await, "solid");
            met += 1;
        }
    }
    assert_eq!(met, controls);
    assert!(controls >= 8, "{controls}");
    window.close().await;
}

#[tokio::test]
async fn the_theme_is_the_machines_until_another_is_chosen_and_that_is_remembered() {
    let sandbox = sandbox().await;
    let Some(window) = Window::open(sandbox.base_url(), DARK).await else {
        return;
    };
    let page = "getComputedStyle(document.body).backgroundColor";
    window.go("/").await;
    let dark = window.ask(page).await;
    window.click("#theme").await;
    window
        .until("document.documentElement.dataset.theme === 'light'")
        .await;
    let light = window.ask(page).await;
    assert_ne!(dark, light);
    // On another page too, and for the renderer.
    window.go("/portal/documents/fx").await;
    assert_eq!(window.ask(page).await, light);
    assert_eq!(window.ask("document.documentElement.className").await, "");
    window.click("#theme").await;
    window
        .until("document.documentElement.classList.contains('dark-mode')")
        .await;
    assert_eq!(window.ask(page).await, dark);
    assert_eq!(window.complaints(), Vec::<String>::new());
    window.close().await;
}

#[tokio::test]
async fn the_renderer_gets_a_token_itself_with_id_and_secret() {
    let sandbox = sandbox().await;
    let application = sandbox.register("Shop");
    let Some(window) = Window::open(sandbox.base_url(), LIGHT).await else {
        return;
    };
    window.go("/portal/documents/fx").await;
    window.click(".swagger-ui .btn.authorize").await;
    window
        .write("#client_id_application", &application.client_id)
        .await;
    let secret = application.client_secret.expose();
    window.write("#client_secret_application", secret).await;
    window.click(".scopes .checkbox label").await;
    window.picture("authorise").await;
    window.press(".auth-btn-wrapper", "Authorize").await;
    window.press(".auth-btn-wrapper", "Close").await;
    window
        .click("#operations-Rates-getRates .opblock-summary-control")
        .await;
    window.click("#operations-Rates-getRates .execute").await;
    window
        .until("document.querySelector('.live-responses-table tbody .response-col_status')?.innerText.startsWith('200')")
        .await;
    let requests = sandbox.requests();
    let paths: Vec<_> = requests.iter().map(|it| it.path.as_str()).collect();
    assert!(
        paths.ends_with(&["/oauth2/token", "/fx/v1/rates"]),
        "{paths:?}"
    );
    // Neither the log nor the page of the exchange tells the secret or the token.
    let exchange = requests.len() - 1;
    window.go(&format!("/portal/requests/{exchange}")).await;
    window.until_shown("Basic ***").await;
    window.until_shown("\"access_token\": \"***\"").await;
    let text = window.ask("document.documentElement.textContent").await;
    assert!(!text.as_str().unwrap().contains(secret));
    assert_eq!(window.complaints(), Vec::<String>::new());
    assert_eq!(window.foreign(), Vec::<String>::new());
    window.close().await;
}
