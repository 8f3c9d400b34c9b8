//! Faults by the flag of the program.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

#[tokio::test]
async fn a_flag_makes_a_rule() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_citi-sandbox"))
        .args([
            "--port",
            "0",
            "--app",
            "demo",
            "--fault",
            "token-endpoint-down; count=1",
        ])
        .args(["--fault", "slow; ms=1; operation=getRates"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut line).unwrap();
    let base = line.trim().split_once('=').unwrap().1.to_owned();
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let ask = || client.post(format!("{base}/oauth2/token")).send();
    let (down, up) = (ask().await, ask().await);
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(
        (
            down.unwrap().status().as_u16(),
            up.unwrap().status().as_u16()
        ),
        (503, 400)
    );
}

#[test]
fn the_help_names_every_kind() {
    let out = Command::new(env!("CARGO_BIN_EXE_citi-sandbox"))
        .arg("--help")
        .output()
        .unwrap();
    let said = String::from_utf8(out.stdout).unwrap();
    for kind in citi_sandbox::FaultKind::ALL {
        assert!(said.contains(&format!("\n  {kind}\n")), "{kind}: {said}");
    }
}

#[test]
fn a_flag_that_is_no_fault_ends_it_with_2_and_the_reason() {
    for (text, reason) in [
        ("slow; ms=soon", "ms must be a whole number from 1 to 60000"),
        ("slow; operation=getrates", "operation is not known"),
    ] {
        let out = Command::new(env!("CARGO_BIN_EXE_citi-sandbox"))
            .args(["--port", "0", "--fault", text])
            .output()
            .unwrap();
        assert_eq!(out.status.code(), Some(2), "{text}");
        let said = String::from_utf8(out.stderr).unwrap();
        assert!(said.contains(reason), "{said}");
    }
}
