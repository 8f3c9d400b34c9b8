//! authlib, an OAuth client in Python.

use serde_json::{Value, json};

use crate::bank::Bank;
use crate::tools::{authlib, judged, one_line};

#[tokio::test(flavor = "multi_thread")]
async fn a_client_in_another_language_gets_a_token_and_calls_an_operation() {
    let Some(mut python) = authlib() else {
        return;
    };
    let bank = Bank::open().await;
    let output = judged(
        python
            .arg(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/tests/judges/authlib.py"
            ))
            .arg(bank.sandbox.base_url())
            .arg(&bank.application.client_id)
            .arg(bank.application.client_secret.expose()),
    );
    assert!(output.status.success(), "{}", one_line(&output.stderr));
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    let granted = json!({"type": "Bearer", "lives": 3600, "scope": "accounts:read"});
    assert_eq!(said["granted"], granted);
    assert_eq!(said["called"]["status"], 200);
    assert!(said["called"]["accounts"].as_u64() > Some(0), "{said}");
    assert_eq!(said["renewed"], json!({"status": 200, "new": true}));
    // RFC 6750, section 3.1.
    assert_eq!(said["lacking"]["status"], 403);
    // RFC 6749, section 5.2, as its own client reads it.
    for (what, error) in [
        ("wrong_secret", "invalid_client"),
        ("wrong_scope", "invalid_scope"),
        ("wrong_grant", "unsupported_grant_type"),
    ] {
        assert_eq!(said[what]["error"], error, "{what}: {said}");
    }
    assert_eq!(said["raw"]["status"], 401);
    let challenge = said["raw"]["challenge"].as_str().unwrap_or_default();
    assert!(challenge.starts_with("Basic "), "{said}");
    assert_eq!(said["raw"]["stored"], "no-store");
    assert_eq!(bank.sandbox.violations(), Vec::<String>::new());
}
