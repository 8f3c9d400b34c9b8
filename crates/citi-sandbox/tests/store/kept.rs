use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use citi_sandbox::{Fault, Sandbox, SandboxError, StoreError, TlsClients};
use serde_json::Value;

use crate::deeds::{Caller, Deed, PAYMENTS, START, builder, client, order};

fn store_error(started: Result<Sandbox, SandboxError>) -> StoreError {
    match started {
        Err(SandboxError::Store { source }) => source,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it started"),
    }
}

#[tokio::test]
async fn it_goes_on_where_it_ended() {
    let directory = tempfile::tempdir().unwrap();
    let slow: Fault = "unavailable; operation=getRates; count=9".parse().unwrap();
    let wanted = || {
        let builder = builder().data(directory.path()).tls(TlsClients::Unasked);
        builder.fault(slow.clone())
    };
    let first = wanted().start().await.unwrap();
    first.register("More");
    first.clock().advance(Duration::from_secs(100_000));
    let (image, port) = (first.snapshot(), first.address().port());
    let tls = first.tls().unwrap();
    let pins = tls.rotate().unwrap();
    let ca = tls.ca_pem().to_owned();
    first.shutdown().await;

    // The same wishes once more add nothing.
    let second = wanted().start().await.unwrap();
    assert_eq!(second.snapshot(), image);
    assert_eq!(second.address().port(), port);
    let tls = second.tls().unwrap();
    assert_eq!((tls.pins(), tls.ca_pem()), (pins, ca.as_str()));
    // A reset goes back to its first beginning.
    second.reset().unwrap();
    let fresh = builder().fault(slow.clone()).start().await.unwrap();
    assert_eq!(second.snapshot(), fresh.snapshot());
    assert_eq!(second.clock().now().to_string(), START);
    second.shutdown().await;

    // Without wishes it is there too.
    let third = Sandbox::builder().data(directory.path()).frozen(true);
    let third = third.start().await.unwrap();
    assert_eq!(third.snapshot(), fresh.snapshot());
    assert_eq!(third.base_url(), format!("http://127.0.0.1:{port}"));
}

#[tokio::test]
async fn a_directory_is_refused_with_a_reason_and_left_alone() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    let first = builder().data(path).start().await.unwrap();
    let error = store_error(builder().data(path).start().await);
    assert!(matches!(error, StoreError::Taken { .. }), "{error}");
    let before = first.snapshot();
    first.shutdown().await;

    let error = store_error(Sandbox::builder().seed(8).data(path).start().await);
    assert!(matches!(error, StoreError::OtherSeed { .. }), "{error}");
    let again = Sandbox::builder()
        .data(path)
        .frozen(true)
        .start()
        .await
        .unwrap();
    assert_eq!(again.snapshot(), before);
    again.shutdown().await;

    let file = path.join("sandbox.redb");
    let whole = std::fs::read(&file).unwrap();
    std::fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    let error = store_error(builder().data(path).start().await);
    assert!(error.to_string().contains("can't be"), "{error}");
    assert_eq!(std::fs::read(&file).unwrap(), whole[..whole.len() / 2]);
}

#[tokio::test]
async fn what_was_answered_is_on_the_disk() {
    let directory = tempfile::tempdir().unwrap();
    let sandbox = builder().data(directory.path()).start().await.unwrap();
    let mut caller = Caller::of(&sandbox);
    caller.does(&sandbox, &Deed::Token).await;
    caller
        .does(&sandbox, &Deed::Pay { key: 1, cents: 900 })
        .await;
    let copy = tempfile::tempdir().unwrap();
    // What a crash at this moment would leave.
    let file = "sandbox.redb";
    std::fs::copy(directory.path().join(file), copy.path().join(file)).unwrap();
    let again = builder().data(copy.path()).start().await.unwrap();
    let mut caller = caller.at(&again);
    caller.does(&again, &Deed::Pay { key: 1, cents: 900 }).await;
    assert!(
        caller.log.contains("idempotency-replayed"),
        "{}",
        caller.log
    );
}

/// The program, which prints where it is and the credentials of an application.
struct Program {
    child: Child,
    base: String,
    id: String,
    secret: String,
}

fn command(directory: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_citi-sandbox"));
    command
        .args(["--port", "0", "--app", "demo", "--frozen", "--seed", "7"])
        .args(["--start-at", START, "--data"])
        .arg(directory)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

impl Program {
    fn start(directory: &Path) -> Self {
        let mut child = command(directory).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut values = lines
            .take(3)
            .map(|line| line.unwrap().split_once('=').unwrap().1.to_owned());
        let mut value = || values.next().unwrap();
        Self {
            base: value(),
            id: value(),
            secret: value(),
            child,
        }
    }

    async fn token(&self) -> String {
        let answer = client()
            .post(format!("{}/oauth2/token", self.base))
            .basic_auth(&self.id, Some(&self.secret))
            .form(&[("grant_type", "client_credentials")]);
        let answer: Value = answer.send().await.unwrap().json().await.unwrap();
        answer["access_token"].as_str().unwrap().to_owned()
    }
}

/// Pays under a key; gives the payment's id once it was answered.
async fn pay(base: &str, token: &str, key: &str, cents: u32) -> Option<String> {
    let answer = client()
        .post(format!("{base}{PAYMENTS}"))
        .bearer_auth(token)
        .header("idempotency-key", key)
        .header("content-type", "application/json")
        .body(order(cents));
    let answer: Value = answer.send().await.ok()?.json().await.ok()?;
    Some(answer["paymentId"].as_str()?.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_kill_every_payment_that_was_answered_is_there_once() {
    let directory = tempfile::tempdir().unwrap();
    let answered = Arc::new(Mutex::new(Vec::<(String, u32, String)>::new()));
    let mut credentials = None;
    for round in 0..3_u32 {
        let mut program = Program::start(directory.path());
        let own = (program.id.clone(), program.secret.clone());
        assert_eq!(*credentials.get_or_insert(own.clone()), own);
        let token = program.token().await;
        // What was answered in the rounds before is answered alike.
        let known = answered.lock().unwrap().clone();
        for (key, cents, id) in &known {
            let again = pay(&program.base, &token, key, *cents).await;
            assert_eq!(again.as_ref(), Some(id), "{key}");
        }
        let payers: Vec<_> = (0..8_u32)
            .map(|payer| {
                let (base, token) = (program.base.clone(), token.clone());
                let answered = answered.clone();
                tokio::spawn(async move {
                    for number in 0.. {
                        let key = format!("{round}-{payer}-{number}");
                        let cents = 100 + number;
                        let Some(id) = pay(&base, &token, &key, cents).await else {
                            return;
                        };
                        answered.lock().unwrap().push((key, cents, id));
                    }
                })
            })
            .collect();
        while answered.lock().unwrap().len() < known.len() + 20 {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        // SIGKILL, in the middle of payments.
        program.child.kill().unwrap();
        program.child.wait().unwrap();
        for payer in payers {
            payer.await.unwrap();
        }
    }

    let mut program = Program::start(directory.path());
    let token = program.token().await;
    let known = answered.lock().unwrap().clone();
    let mut ids: Vec<_> = known.iter().map(|(_, _, id)| id.clone()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), known.len());
    for (key, cents, id) in &known {
        let again = pay(&program.base, &token, key, *cents).await;
        assert_eq!(again.as_ref(), Some(id), "{key}");
    }
    let ledger = client().get(format!("{}/_sandbox/ledger", program.base));
    let ledger: Value = ledger.send().await.unwrap().json().await.unwrap();
    for (currency, sum) in ledger["sums"].as_object().unwrap() {
        assert_eq!(sum.as_f64(), Some(0.0), "{currency}");
    }

    // Somebody else who wants the same folder is told so.
    let second = command(directory.path()).output().unwrap();
    let said = String::from_utf8(second.stderr).unwrap();
    assert_eq!(second.status.code(), Some(2), "{said}");
    assert!(said.contains("in use by another sandbox"), "{said}");
    program.child.kill().unwrap();
    program.child.wait().unwrap();
}
