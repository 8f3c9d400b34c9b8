//! Findings at the end of the program.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

const RATES: &str = "/fx/v1/rates?base=USD&terms=EUR";

/// A sandbox as a program, and its address and credentials.
fn program(args: &[&str]) -> (Child, Vec<String>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_citi-sandbox"))
        .args(["--port", "0", "--app", "demo", "--frozen"])
        .args(args)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let values = lines
        .take(3)
        .map(|line| line.unwrap().split_once('=').unwrap().1.to_owned());
    let values = values.collect();
    (child, values)
}

/// Lets a client call the program, ends it by a signal, and gives its exit code and what it said.
async fn ended(args: &[&str], calls: usize, signal: &str) -> (Option<i32>, String) {
    ended_after(args, calls, signal, &[]).await
}

/// The same; before the signal something is posted to the sandbox's own doors.
async fn ended_after(
    args: &[&str],
    calls: usize,
    signal: &str,
    doors: &[&str],
) -> (Option<i32>, String) {
    let (child, values) = program(args);
    let [base, id, secret] = values.as_slice() else {
        panic!("three lines");
    };
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let token = client
        .post(format!("{base}/oauth2/token"))
        .basic_auth(id, Some(secret))
        .form(&[("grant_type", "client_credentials")]);
    let token: Value = token.send().await.unwrap().json().await.unwrap();
    for _ in 0..calls {
        let rates = client.get(format!("{base}{RATES}"));
        let rates = rates.bearer_auth(token["access_token"].as_str().unwrap());
        let answer = rates.send().await.unwrap();
        assert_eq!(answer.status(), 200);
        answer.bytes().await.unwrap();
    }
    for door in doors {
        let posted = client.post(format!("{base}{door}")).send().await.unwrap();
        assert_eq!(posted.status(), 200);
    }
    let pid = child.id().to_string();
    assert!(
        Command::new("kill")
            .args([signal, &pid])
            .status()
            .unwrap()
            .success()
    );
    let out = child.wait_with_output().unwrap();
    (out.status.code(), String::from_utf8(out.stderr).unwrap())
}

#[cfg(unix)]
#[tokio::test]
async fn strict_fails_a_build_whose_client_does_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("findings.json");
    let args = ["--strict", "--report", path.to_str().unwrap()];
    let (code, said) = ended(&args, 2, "-TERM").await;
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("warning rate-fetched-again, getRates, "),
        "{said}"
    );
    assert!(
        said.contains("Keep the answer for max-age seconds"),
        "{said}"
    );
    let report: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    assert_eq!(report["findings"][0]["code"], "rate-fetched-again");

    let (code, _) = ended(&args, 1, "-INT").await;
    assert_eq!(code, Some(0));
    let report: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    assert_eq!(report["findings"], Value::Array(vec![]));
}

#[cfg(unix)]
#[tokio::test]
async fn a_reset_takes_nothing_off_the_verdict() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("findings.json");
    let args = ["--strict", "--report", path.to_str().unwrap()];
    let (code, said) = ended_after(&args, 2, "-INT", &["/_sandbox/reset"]).await;
    assert_eq!(code, Some(1), "{said}");
    let report: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    assert_eq!(report["findings"][0]["code"], "rate-fetched-again");
}

#[cfg(unix)]
#[tokio::test]
async fn without_strict_findings_are_told_and_no_failure() {
    let (code, said) = ended(&[], 2, "-INT").await;
    assert_eq!(code, Some(0));
    assert!(said.contains("rate-fetched-again"), "{said}");
}
