//! A real man in the middle, mitmproxy, whose certificates the connection trusts: without pins it reads along, with pins it
//! gets nothing.

#![allow(
    clippy::unwrap_used,
    reason = "a test that finds something else than it prepared should stop there"
)]

mod common;
mod tls_common;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use citi_core::{ConnectionBuilder, Outcome, PinSet, Proxy, Secret};
use common::{list, shown};
use tls_common::{Authority, Server, Setup, other_pin};

const VERSION: &str = "mitmproxy==11.0.2";
const PASSWORD: &str = "canary-proxy-word";

/// A mitmproxy of a virtual environment in the folder of build products, or why there is none.
fn installed() -> Result<PathBuf, String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("mitmproxy");
    let program = folder.join("bin/mitmdump");
    if program.exists() {
        return Ok(program);
    }
    let run = |command: &mut Command| {
        let output = command.stdin(Stdio::null()).output();
        output.is_ok_and(|output| output.status.success())
    };
    if !run(Command::new("python3").args(["-m", "venv"]).arg(&folder)) {
        return Err("there is no python3 with venv".to_owned());
    }
    let mut pip = Command::new(folder.join("bin/pip"));
    match run(pip.args(["install", "--quiet", VERSION])) && program.exists() {
        true => Ok(program),
        false => Err(format!("{VERSION} cannot be had from PyPI")),
    }
}

/// The man in the middle. It ends with the test.
struct Proxied {
    child: Child,
    port: u16,
    authority: PathBuf,
    _folder: tempfile::TempDir,
}

impl Drop for Proxied {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

async fn start(program: &Path) -> Proxied {
    let folder = tempfile::tempdir().unwrap();
    let port = {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        free.local_addr().unwrap().port()
    };
    let child = Command::new(program)
        .args(["--listen-host", "127.0.0.1", "--listen-port"])
        .arg(port.to_string())
        .args(["--set", "ssl_insecure=true", "--proxyauth"])
        .arg(format!("app:{PASSWORD}"))
        .arg("--set")
        .arg(format!("confdir={}", folder.path().display()))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let authority = folder.path().join("mitmproxy-ca-cert.pem");
    let proxied = Proxied {
        child,
        port,
        authority,
        _folder: folder,
    };
    let began = Instant::now();
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() || !proxied.authority.exists()
    {
        assert!(
            began.elapsed() < Duration::from_secs(60),
            "it does not start"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    proxied
}

#[tokio::test]
async fn a_man_in_the_middle_with_a_valid_chain_gets_nothing_where_keys_are_pinned() {
    let program = match installed() {
        Ok(program) => program,
        Err(why) => {
            println!("left out: a man in the middle: {why}");
            return;
        }
    };
    let bank = Authority::new("bank");
    let leaf = bank.leaf();
    let server = Server::start(&leaf, Setup::default()).await;
    let middle = start(&program).await;
    let roots = bank
        .roots()
        .and_pem(std::fs::read(&middle.authority).unwrap())
        .unwrap();
    let proxy = |password: &str| {
        Proxy::new(format!("http://127.0.0.1:{}", middle.port))
            .credentials("app", Secret::from(password))
    };
    let builder =
        || -> ConnectionBuilder { server.builder().roots(roots.clone()).proxy(proxy(PASSWORD)) };
    let set = || PinSet::new("localhost", [leaf.pin(), other_pin()]);

    // Its chain is valid: nothing but a pin keeps it out.
    list(&builder().build().unwrap()).await.unwrap();
    assert_eq!(server.requests(), 1);

    for set in [set(), set().anywhere_in_path()] {
        let connection = builder().pins(set).build().unwrap();
        let error = list(&connection).await.unwrap_err();
        assert!(error.is_pin_mismatch(), "{error}");
        assert_eq!(error.outcome(), Outcome::NotSent);
        let mismatch = error.pin_mismatch().unwrap();
        assert_eq!(mismatch.host(), "localhost");
        assert!(error.to_string().contains(&mismatch.seen().to_string()));
        assert_ne!(mismatch.seen(), leaf.pin());
        let text = format!("{} {connection:?}", shown(&error));
        assert!(
            !text.contains(PASSWORD) && !text.contains("t0ken"),
            "{text}"
        );
    }
    assert_eq!(server.requests(), 1);

    // Past it, the bank's own key is the one that is pinned.
    list(
        &server
            .builder()
            .roots(roots.clone())
            .pins(set())
            .build()
            .unwrap(),
    )
    .await
    .unwrap();
    // And the proxy asks for its password.
    let stranger = server.builder().roots(roots.clone()).proxy(proxy("wrong"));
    let error = list(&stranger.build().unwrap()).await.unwrap_err();
    assert!(error.is_connect(), "{error}");
    assert_eq!(server.requests(), 2);
}
