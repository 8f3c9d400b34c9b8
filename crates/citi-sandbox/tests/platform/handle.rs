use citi_sandbox::{Sandbox, SandboxError};

use crate::support::{Caller, START, client};

#[tokio::test]
async fn a_seed_gives_the_same_credentials_and_the_same_identifiers() {
    let (one, other) = (Caller::new().await, Caller::new().await);
    assert_eq!(one.application, other.application);
    assert_eq!(one.token("fx:read").await, other.token("fx:read").await);
    let unseeded = Sandbox::builder().start().await.unwrap();
    assert_ne!(
        unseeded.register("Tour").client_secret,
        one.application.client_secret
    );
}

#[tokio::test]
async fn nothing_secret_shows() {
    let caller = Caller::new().await;
    let shown = format!("{:?} {:?}", caller.sandbox, caller.application);
    assert!(!shown.contains(caller.application.client_secret.expose()));
}

#[tokio::test]
async fn a_port_that_is_taken_is_named() {
    let first = Sandbox::builder().start().await.unwrap();
    let port = first.address().port();
    let error = Sandbox::builder().port(port).start().await.unwrap_err();
    assert!(matches!(error, SandboxError::PortTaken { port: taken } if taken == port));
    assert!(error.to_string().contains("choose another"));
}

#[tokio::test]
async fn it_ends_when_told_and_when_dropped() {
    for told in [true, false] {
        let sandbox = Sandbox::builder()
            .start_at(START.parse().unwrap())
            .start()
            .await
            .unwrap();
        let url = format!("{}/health", sandbox.base_url());
        assert_eq!(client().get(&url).send().await.unwrap().status(), 200);
        if told {
            sandbox.shutdown().await;
        } else {
            drop(sandbox);
            tokio::task::yield_now().await;
        }
        let mut gone = false;
        for _ in 0..100 {
            gone = client().get(&url).send().await.is_err();
            if gone {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
        assert!(gone);
    }
}
