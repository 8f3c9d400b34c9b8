use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::support::client;

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_citi-sandbox"));
    command
        .stdin(Stdio::null())
        .stderr(Stdio::piped())
        .stdout(Stdio::piped());
    command
}

#[tokio::test]
async fn it_prints_credentials_that_work() {
    let args = [
        "--port",
        "0",
        "--app",
        "demo",
        "--checked",
        "--frozen",
        "--seed",
        "7",
    ];
    let mut child = program().args(args).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let values: Vec<String> = lines
        .take(3)
        .map(|line| line.unwrap().split_once('=').unwrap().1.to_owned())
        .collect();
    let [base, id, secret] = values.as_slice() else {
        panic!("three lines");
    };
    let answer = client()
        .post(format!("{base}/oauth2/token"))
        .basic_auth(id, Some(secret))
        .form(&[("grant_type", "client_credentials")])
        .send()
        .await;
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(answer.unwrap().status(), 200);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_with_0() {
    let mut child = program()
        .args(["--port", "0", "--app", "demo"])
        .spawn()
        .unwrap();
    let mut first = String::new();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    for _ in 0..3 {
        out.read_line(&mut first).unwrap();
    }
    // The handler is set a moment after the last line is written.
    std::thread::sleep(std::time::Duration::from_millis(20));
    let id = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &id])
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_port_that_is_taken_ends_it_with_2_and_a_remedy() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let out = program().args(["--port", &port]).output().unwrap();
    assert_eq!(out.status.code(), Some(2));
    let said = String::from_utf8(out.stderr).unwrap();
    assert!(
        said.contains("is taken") && said.contains("choose another"),
        "{said}"
    );
}

#[test]
fn wrong_flags_end_it_with_2_and_help_has_examples() {
    assert_eq!(
        program()
            .arg("--start-at=noon")
            .output()
            .unwrap()
            .status
            .code(),
        Some(2)
    );
    let help = program().arg("--help").output().unwrap();
    assert_eq!(help.status.code(), Some(0));
    assert!(
        String::from_utf8(help.stdout)
            .unwrap()
            .contains("Examples:")
    );
}

#[test]
fn another_address_than_the_loopback_is_asked_for_and_warned_of() {
    let said = |address: &str| {
        let args = ["--port", "0", "--frozen", "--listen", address];
        let mut child = program().args(args).spawn().unwrap();
        let mut first = String::new();
        let mut err = BufReader::new(child.stderr.take().unwrap());
        err.read_line(&mut first).unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        first
    };
    let warned = said("0.0.0.0");
    assert!(warned.contains("whoever reaches it"), "{warned}");
    let quiet = said("127.0.0.1");
    assert!(quiet.starts_with("portal  http://127.0.0.1:"), "{quiet}");
}

#[test]
fn what_can_be_seen_to_be_wrong_ends_it_with_2_at_once() {
    let long = "x".repeat(65);
    for (args, reason) in [
        (
            ["--report", "/nowhere/findings.json"],
            "can't write /nowhere/findings.json",
        ),
        (["--app", " "], "must have 1 to 64 characters on one line"),
        (
            ["--app", long.as_str()],
            "must have 1 to 64 characters on one line",
        ),
        (
            ["--start-at", "2200-01-01T00:00:00Z"],
            "before the year 2200",
        ),
    ] {
        let out = program().args(["--port", "0"]).args(args).output().unwrap();
        assert_eq!(out.status.code(), Some(2), "{args:?}");
        let said = String::from_utf8(out.stderr).unwrap();
        assert!(said.contains(reason), "{said}");
    }
}

#[test]
fn with_tls_the_commands_say_whom_to_trust() {
    let folder = tempfile::tempdir().unwrap();
    let directory = folder.path().join("tls");
    let args = ["--port", "0", "--frozen", "--mtls", "--tls-dir"];
    let mut child = program().args(args).arg(&directory).spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let call = lines.find(|line| line.as_ref().unwrap().contains("/oauth2/token -u"));
    child.kill().unwrap();
    child.wait().unwrap();
    let (call, directory) = (call.unwrap().unwrap(), directory.display());
    let options = format!(
        "curl --cacert {directory}/ca.pem --cert {directory}/client.pem --key {directory}/client-key.pem https://"
    );
    assert!(call.contains(&options), "{call}");
}
