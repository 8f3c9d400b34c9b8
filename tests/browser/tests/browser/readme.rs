//! The picture of the portal in the README.

use std::path::PathBuf;

use crate::look::{LIGHT, Look};
use crate::pages::{busy, sandbox};
use crate::window::Window;

/// Takes the picture; where `UPDATE_PICTURE` is set, it goes to `docs/sandbox/portal.png`.
#[tokio::test]
async fn the_readme_has_a_picture_of_the_portal() {
    let sandbox = sandbox().await;
    let look = Look {
        name: "readme",
        height: 760,
        ..LIGHT
    };
    let Some(window) = Window::open(sandbox.base_url(), look).await else {
        return;
    };
    busy(&sandbox).await;
    window.go("/portal/requests").await;
    window.until_shown("ACCOUNT_NOT_FOUND").await;
    let picture = window.view().await;
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let file = root.join("docs/sandbox/portal.png");
    if std::env::var_os("UPDATE_PICTURE").is_some() {
        std::fs::write(&file, &picture).unwrap();
    }
    let kept = std::fs::read(&file).unwrap();
    assert!(kept.starts_with(b"\x89PNG") && kept.len() <= 300_000);
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    assert!(readme.contains("(docs/sandbox/portal.png)"));
    window.close().await;
}
