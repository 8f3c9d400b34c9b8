//! Every way in which a portal fails, and what stays on disk.

mod cut;
mod failing;
mod folder;
mod stored;

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use wiremock::matchers::{header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{Fetch, Fetched, News, Origin, PullReport, fetch};
use crate::portal::lock::{Lock, sha256};
use crate::portal::manifest::Manifest;

const OLD: &str = "openapi: 3.1.0\ninfo: {title: Old, version: '1'}\n";
const NEW: &str = "openapi: 3.1.0\ninfo: {title: New, version: '2'}\n";

const MODIFIED: &str = "Sat, 31 Jan 2026 11:00:00 GMT";

/// A `specs/` of two documents, `rates` pinned with [`OLD`].
struct House {
    specs: tempfile::TempDir,
    manifest: Manifest,
    waits: Arc<Mutex<Vec<Duration>>>,
}

impl House {
    fn new() -> Self {
        let text = "
            portal = { url = 'https://portal.example', max_bytes = 4096, timeout_seconds = 5 }
            [[category]]
            name = 'fx'
            crate = 'citi-fx'
            documents = ['rates', 'quotes']
            description = 'Rates.'";
        Self {
            specs: tempfile::tempdir().unwrap(),
            manifest: Manifest::read("portal.toml", text).unwrap(),
            waits: Arc::default(),
        }
    }

    fn specs(&self) -> &Path {
        self.specs.path()
    }

    fn lock(&self) -> Lock {
        std::fs::read_to_string(self.specs().join("portal.lock"))
            .map(|text| Lock::read("portal.lock", &text).unwrap())
            .unwrap_or_default()
    }

    fn text(&self, file: &str) -> Option<String> {
        std::fs::read_to_string(self.specs().join(file)).ok()
    }

    async fn fetch(&self, origin: &Origin) -> Fetched {
        let waits = self.waits.clone();
        fetch(Fetch {
            manifest: &self.manifest,
            lock: &self.lock(),
            specs: self.specs(),
            origin,
            only: None,
            now: "2026-01-31T12:00:00.5Z".parse().unwrap(),
            sleep: Arc::new(move |wait| {
                waits.lock().unwrap().push(wait);
                Box::pin(std::future::ready(()))
            }),
            check: &|id, bytes| {
                if bytes.starts_with(b"openapi:") {
                    Ok(())
                } else {
                    Err(format!("{id} is no API description"))
                }
            },
            progress: &|_, _| {},
        })
        .await
    }

    async fn pull(&self, origin: &Origin) -> PullReport {
        self.fetch(origin).await.store(self.specs()).unwrap()
    }

    /// Pins [`OLD`] as both documents, fetched from `server` with an `ETag`.
    async fn pin(&self, server: &MockServer) {
        for id in ["rates", "quotes"] {
            let answer = ResponseTemplate::new(200)
                .set_body_string(OLD)
                .insert_header("etag", "\"1\"")
                .insert_header("last-modified", MODIFIED);
            mock(id).respond_with(answer).mount(server).await;
        }
        let report = self.pull(&at(server)).await;
        assert_eq!((report.fetched, report.failed.len()), (2, 0));
        server.reset().await;
    }
}

fn at(server: &MockServer) -> Origin {
    Origin::Url(server.uri().parse().unwrap())
}

fn mock(id: &str) -> wiremock::MockBuilder {
    Mock::given(method("GET")).and(path(format!("/apidocs/redocusaurus/{id}.yaml")))
}

/// Everything below a folder: path and bytes.
fn all(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push((path.display().to_string(), std::fs::read(path).unwrap()));
            }
        }
    }
    found.sort();
    found
}
