//! Prism, a mock server that speaks for a document: installing, starting, stopping it.

use std::io::Read;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The package.
const PACKAGE: &str = "@stoplight/prism-cli";
/// Its version: a mock that changes would change what is measured.
const VERSION: &str = "5.16.0";
/// How long it may take to start: large documents take it a while.
const PATIENCE: Duration = Duration::from_secs(120);

/// What keeps the mock from working.
#[derive(Debug, thiserror::Error)]
pub enum PrismError {
    /// There is no npm to install it with.
    #[error("npm can't be started ({0}); install Node.js 20 or newer, or leave --wire out")]
    NoNpm(std::io::Error),
    /// npm does not install it.
    #[error("npm does not install {PACKAGE}@{VERSION}: {0}; see that its registry can be reached")]
    Install(String),
    /// It does not start on a document.
    #[error("the mock does not start: {0}")]
    Start(String),
}

/// An installed Prism.
#[derive(Clone, Debug)]
pub struct Prism {
    program: PathBuf,
}

impl Prism {
    /// Installs the pinned version in `folder`, unless it is there.
    ///
    /// # Errors
    /// [`PrismError::NoNpm`] and [`PrismError::Install`].
    pub fn install(folder: &Path) -> Result<Self, PrismError> {
        let package = folder.join("node_modules").join(PACKAGE);
        let program = package.join("dist/index.js");
        let pinned = || {
            let text = std::fs::read_to_string(package.join("package.json")).ok()?;
            let json: serde_json::Value = serde_json::from_str(&text).ok()?;
            Some(json.get("version")?.as_str()? == VERSION && program.is_file())
        };
        if pinned() != Some(true) {
            let failed = |error: std::io::Error| PrismError::Install(error.to_string());
            std::fs::create_dir_all(folder).map_err(failed)?;
            let output = Command::new("npm")
                .arg("install")
                .arg("--prefix")
                .arg(folder)
                .args(["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"])
                .arg(format!("{PACKAGE}@{VERSION}"))
                .stdin(Stdio::null())
                .output()
                .map_err(PrismError::NoNpm)?;
            if !output.status.success() || pinned() != Some(true) {
                return Err(PrismError::Install(one_line(&output.stderr)));
            }
        }
        Ok(Self { program })
    }

    /// Starts a mock of the document in `file` on a free loopback port.
    ///
    /// # Errors
    /// [`PrismError::Start`].
    pub fn start(&self, file: &Path) -> Result<Mock, PrismError> {
        let failed = |error: std::io::Error| PrismError::Start(error.to_string());
        let port = TcpListener::bind(("127.0.0.1", 0))
            .and_then(|listener| listener.local_addr())
            .map_err(failed)?
            .port();
        let child = Command::new("node")
            .arg(&self.program)
            .args(["mock", "--host", "127.0.0.1", "--port", &port.to_string()])
            .args(["--verboseLevel", "error", "--cors", "false"])
            .arg(file)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(failed)?;
        let mut mock = Mock { child, port };
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if TcpStream::connect_timeout(&address, Duration::from_millis(200)).is_ok() {
                return Ok(mock);
            }
            if let Ok(Some(_)) = mock.child.try_wait() {
                let mut words = Vec::new();
                if let Some(stderr) = &mut mock.child.stderr {
                    let _ = stderr.take(4096).read_to_end(&mut words);
                }
                return Err(PrismError::Start(one_line(&words)));
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Err(PrismError::Start(format!(
            "it was not ready after {} seconds",
            PATIENCE.as_secs()
        )))
    }
}

/// A running mock; it ends with this value.
#[derive(Debug)]
pub struct Mock {
    child: Child,
    port: u16,
}

impl Mock {
    /// Its base address. It serves paths as they stand under `paths`: `basePath` and the paths of
    /// servers are no part of them.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn one_line(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ").chars().take(300).collect()
}
