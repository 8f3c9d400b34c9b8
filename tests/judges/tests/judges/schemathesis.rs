//! schemathesis looks for answers that a document does not allow, with every check on, and for requests that the
//! bank takes though its document does not allow them.
//!
//! A run of all four documents sends six hundred requests and more. `CITI_JUDGE_REQUESTS=10000` asks for more: so many
//! are sent at least.

use std::path::PathBuf;

use crate::bank::Bank;
use crate::tools::{judged, one_line, schemathesis};

/// How many requests are sent in all, if the variable does not say.
const REQUESTS: usize = 600;
const VARIABLE: &str = "CITI_JUDGE_REQUESTS";
/// The documents, which share the requests.
const DOCUMENTS: usize = 4;
/// How many requests a document gets at least for one example of each operation: it is tried in the same number of
/// chains of calls, and with every bound of its schema.
const FOR_AN_EXAMPLE: usize = 4;

#[tokio::test(flavor = "multi_thread")]
async fn accounts() {
    judge("accounts").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn payments() {
    judge("payments").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cards() {
    judge("cards").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fx() {
    judge("fx").await;
}

async fn judge(document: &str) {
    let Some(mut python) = schemathesis() else {
        return;
    };
    let requests = match std::env::var(VARIABLE) {
        Ok(text) => text.parse().expect(VARIABLE),
        Err(_) => REQUESTS,
    };
    let share = requests / DOCUMENTS;
    let examples = share / FOR_AN_EXAMPLE;
    let bank = Bank::open().await;
    let house = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let rules = house.join("tests/judges/schemathesis");
    let folder = tempfile::tempdir().unwrap();
    let sent = folder.path().join("sent");
    let output = judged(
        python
            .current_dir(folder.path())
            .env("SCHEMATHESIS_HOOKS", rules.join("checks.py"))
            .env("REQUESTS_SENT", &sent)
            .args(["-m", "schemathesis.cli", "--config-file"])
            .arg(rules.join("schemathesis.toml"))
            .arg("run")
            .arg(house.join(format!("../../specs/{document}/{document}.yaml")))
            .args(["--origin", bank.sandbox.base_url()])
            .arg("--header")
            .arg(format!("Authorization: Bearer {}", bank.token().await))
            .args([
                "--checks",
                "all",
                "--phases",
                "examples,coverage,fuzzing,stateful",
            ])
            .args(["--max-examples", &examples.to_string(), "--seed", "7"]),
    );
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{said}{}",
        one_line(&output.stderr)
    );
    let sent: usize = std::fs::read_to_string(sent).unwrap().parse().unwrap();
    println!("{document}: {sent} requests");
    assert!(sent >= share, "{document}: {sent} requests of {share}");
    assert_eq!(bank.sandbox.violations(), Vec::<String>::new());
}
