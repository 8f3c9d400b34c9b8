//! Prism, a mock server that speaks for a document: installing, starting, stopping it.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The package.
const PACKAGE: &str = "@stoplight/prism-cli";
/// Its version: a mock that changes would change what is measured.
const VERSION: &str = "5.16.0";
/// Its program.
const PROGRAM: &str = "dist/index.js";
/// How long it may take to start: large documents take it a while.
const PATIENCE: Duration = Duration::from_secs(240);

/// What keeps the mock from working.
#[derive(Debug, thiserror::Error)]
pub enum PrismError {
    /// There is no npm to install it with.
    #[error("npm can't be started ({0}); install Node.js 20 or newer, or leave --wire out")]
    NoNpm(std::io::Error),
    /// There is no Node.js to run it with.
    #[error("node can't be started ({0}); install Node.js 20 or newer, or leave --wire out")]
    NoNode(std::io::Error),
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
    /// [`PrismError::NoNpm`], [`PrismError::Install`] and [`PrismError::NoNode`].
    pub fn install(folder: &Path) -> Result<Self, PrismError> {
        let program = folder.join("node_modules").join(PACKAGE).join(PROGRAM);
        if !installed(folder) {
            let failed = |error: std::io::Error| PrismError::Install(error.to_string());
            std::fs::create_dir_all(folder).map_err(failed)?;
            let output = Command::new("npm")
                .arg("install")
                .arg("--prefix")
                .arg(folder)
                .args([
                    "--no-audit",
                    "--no-fund",
                    "--ignore-scripts",
                    "--loglevel=error",
                ])
                .arg(format!("{PACKAGE}@{VERSION}"))
                .stdin(Stdio::null())
                .output()
                .map_err(PrismError::NoNpm)?;
            if !output.status.success() || !installed(folder) {
                return Err(PrismError::Install(one_line(&output.stderr)));
            }
        }
        Command::new("node")
            .arg("--version")
            .stdin(Stdio::null())
            .output()
            .map_err(PrismError::NoNode)?;
        Ok(Self { program })
    }

    /// The command that starts a mock of the document in `file`, which listens at `port` of the loopback.
    #[must_use]
    pub fn command(&self, file: &Path, port: u16) -> Command {
        let mut command = Command::new("node");
        command
            .arg(&self.program)
            .args(["mock", "--host", "127.0.0.1", "--port", &port.to_string()])
            .args(["--verboseLevel", "error", "--cors", "false"])
            .arg(file);
        command
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
        // A file: a pipe that nobody empties would stop the mock.
        let words = tempfile::NamedTempFile::new().map_err(failed)?;
        let stderr = words.reopen().map_err(failed)?;
        let child = self
            .command(file, port)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(stderr)
            .spawn()
            .map_err(failed)?;
        let mut mock = Mock { child, port, words };
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if TcpStream::connect_timeout(&address, Duration::from_millis(200)).is_ok() {
                return Ok(mock);
            }
            if let Some(words) = mock.last_words() {
                return Err(PrismError::Start(words));
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
    words: tempfile::NamedTempFile,
}

impl Mock {
    /// Its base address. It serves paths as they stand under `paths`: `basePath` and the paths of
    /// servers are no part of them.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What it said before its process ended; `None` while it runs.
    #[must_use]
    pub fn last_words(&mut self) -> Option<String> {
        self.child.try_wait().ok().flatten()?;
        let said = std::fs::read(self.words.path()).unwrap_or_default();
        Some(error_line(&String::from_utf8_lossy(&said)))
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whether the pinned version stands in `folder`.
fn installed(folder: &Path) -> bool {
    let package = folder.join("node_modules").join(PACKAGE);
    let version = std::fs::read_to_string(package.join("package.json"))
        .ok()
        .and_then(|text| serde_json::from_str::<serde_json::Value>(&text).ok());
    let version = version
        .as_ref()
        .and_then(|json| json.get("version")?.as_str());
    version == Some(VERSION) && package.join(PROGRAM).is_file()
}

/// The line of Node's words that names the error, else all of them in one.
fn error_line(said: &str) -> String {
    let lines = said.lines().map(str::trim);
    let message = lines
        .clone()
        .find(|line| line.starts_with("message:"))
        .or_else(|| {
            let names = |line: &&str| {
                let name = line.split(':').next().unwrap_or_default();
                name.ends_with("Error") && !name.contains(' ')
            };
            lines.clone().find(names)
        });
    match message {
        Some(line) => line.chars().take(300).collect(),
        None => one_line(said.as_bytes()),
    }
}

fn one_line(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ").chars().take(300).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_is_found_in_what_node_says() {
        let died = "\n/x/simple.js:29\n  at y\nTypeError: Cannot read properties\n    at z";
        assert_eq!(error_line(died), "TypeError: Cannot read properties");
        let usage = "prism mock <document>\n{\n  stack: 'X',\n  message: 'no such token',\n}";
        assert_eq!(error_line(usage), "message: 'no such token',");
        assert_eq!(error_line("a\n b"), "a b");
    }

    #[test]
    fn a_folder_without_the_package_is_no_installation() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!installed(folder.path()));
        let package = folder.path().join("node_modules").join(PACKAGE);
        std::fs::create_dir_all(package.join("dist")).unwrap();
        std::fs::write(package.join("dist/index.js"), "").unwrap();
        std::fs::write(package.join("package.json"), r#"{"version": "0.0.1"}"#).unwrap();
        assert!(!installed(folder.path()));
        let pinned = format!(r#"{{"version": "{VERSION}"}}"#);
        std::fs::write(package.join("package.json"), pinned).unwrap();
        assert!(installed(folder.path()));
    }
}
