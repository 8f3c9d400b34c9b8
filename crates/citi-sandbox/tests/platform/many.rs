//! Many sandboxes in one process, as a large suite of tests has them.

use std::collections::BTreeSet;

use citi_sandbox::Sandbox;

const MANY: usize = 1000;

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_run_at_once_each_at_its_own_port() {
    // Each has a socket that listens; a shell often allows 1024 open files.
    let allowed = rlimit::increase_nofile_limit(3 * MANY as u64).unwrap();
    assert!(
        allowed > MANY as u64 + 200,
        "{allowed} open files are allowed"
    );
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let mut sandboxes = Vec::new();
    for seed in 0..MANY as u64 {
        sandboxes.push(Sandbox::builder().seed(seed).start().await.unwrap());
    }
    let ports: BTreeSet<_> = sandboxes.iter().map(|it| it.address().port()).collect();
    assert_eq!(ports.len(), MANY);

    // Each has its own applications, secrets and books.
    let mut tokens = BTreeSet::new();
    for sandbox in &sandboxes {
        let application = sandbox.register("one of many");
        let granted = client
            .post(format!("{}/oauth2/token", sandbox.base_url()))
            .basic_auth(
                &application.client_id,
                Some(application.client_secret.expose()),
            )
            .form(&[("grant_type", "client_credentials")])
            .send()
            .await
            .unwrap();
        assert_eq!(granted.status(), 200);
        tokens.insert(granted.text().await.unwrap());
    }
    assert_eq!(tokens.len(), MANY);
    for sandbox in sandboxes {
        sandbox.shutdown().await;
    }
}
