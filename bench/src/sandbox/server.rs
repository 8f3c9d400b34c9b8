//! [`Server`]: a process that answers.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::memory;

/// How long it may take to start.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often it is asked whether it answers yet.
const BETWEEN: Duration = Duration::from_millis(1);

/// A process that answers; it ends with this value.
pub(super) struct Server {
    child: Child,
    begun: Instant,
    base_url: String,
    words: tempfile::NamedTempFile,
}

impl Server {
    /// Starts one that is to listen at `port`. What it says on standard output goes to a file: a pipe that
    /// nobody empties would stop it.
    pub(super) fn spawn(mut command: Command, port: u16) -> Result<Self, String> {
        let name = command.get_program().display().to_string();
        let failed = |error: std::io::Error| format!("{name} can't be started: {error}");
        let words = tempfile::NamedTempFile::new().map_err(failed)?;
        let stdout = words.reopen().map_err(failed)?;
        let begun = Instant::now();
        let child = command
            .stdin(Stdio::null())
            .stdout(stdout)
            .stderr(Stdio::null())
            .spawn()
            .map_err(failed)?;
        Ok(Self {
            child,
            begun,
            base_url: format!("http://127.0.0.1:{port}"),
            words,
        })
    }

    pub(super) fn base_url(&self) -> &str {
        &self.base_url
    }

    /// What it has said.
    pub(super) fn words(&self) -> String {
        std::fs::read_to_string(self.words.path()).unwrap_or_default()
    }

    /// Asks until `ask` gets what it wants; how long that took from the start of the process.
    pub(super) async fn until<T>(
        &mut self,
        ask: impl AsyncFn(&Self) -> Option<T>,
    ) -> Result<(T, Duration), String> {
        while self.begun.elapsed() < PATIENCE {
            if let Some(found) = ask(self).await {
                return Ok((found, self.begun.elapsed()));
            }
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(format!("it ended before it answered: {status}"));
            }
            tokio::time::sleep(BETWEEN).await;
        }
        Err(format!("it gave no answer in {} s", PATIENCE.as_secs()))
    }

    /// How many megabytes of it are in memory.
    pub(super) fn resident(&self) -> Result<f64, String> {
        memory::resident(self.child.id())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port that was free a moment ago.
pub(super) fn free_port() -> Result<u16, String> {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| format!("no port is free: {error}"))
}
