//! Everything that the manifest names, fetched; nothing written.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::answer::Answer;
use super::folder::Folder;
use super::http::{Portal, Sleep};
use super::{Failed, Fetched, FetchedDocument, News, Origin, PullReport};
use crate::portal::lock::{Lock, Locked, read_pinned, sha256};
use crate::portal::manifest::Manifest;

/// Documents that are asked for at once: quick enough, and no burden for a portal.
const AT_ONCE: usize = 4;

/// Whether the bytes are a document that the generator can read, given its id; the error says
/// why not.
pub type Check<'a> = &'a dyn Fn(&str, &[u8]) -> Result<(), String>;

/// What a pull needs of the world.
pub struct Fetch<'a> {
    /// Which documents, and how an id becomes an address.
    pub manifest: &'a Manifest,
    /// What is pinned now.
    pub lock: &'a Lock,
    /// The folder `specs/`.
    pub specs: &'a Path,
    /// Where to fetch from.
    pub origin: &'a Origin,
    /// Only the documents of this category.
    pub only: Option<&'a str>,
    /// The time that the lock records for what is new.
    pub now: jiff::Timestamp,
    /// How to wait between attempts.
    pub sleep: Sleep,
    /// Whether a document can be used.
    pub check: Check<'a>,
    /// Told of each document when it is settled: its id, and what became of it.
    pub progress: &'a dyn Fn(&str, News),
}

/// One document on its way.
struct Wanted {
    id: String,
    category: String,
    path: String,
    pinned: Option<Pin>,
}

/// What is pinned of it, if its file is still the locked one.
struct Pin {
    locked: Locked,
    bytes: Vec<u8>,
}

/// Fetches every document of the manifest; writes nothing.
///
/// ```
/// use std::path::Path;
/// use citi_codegen::portal::{lock::Lock, manifest::Manifest, pull};
///
/// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
/// # runtime.block_on(async {
/// let folder = tempfile::tempdir()?;
/// std::fs::write(folder.path().join("rates.yaml"), "openapi: 3.1.0")?;
/// let manifest = Manifest::read("portal.toml", r#"
///     portal = { url = "https://portal.example" }
///     category = [{ name = "fx", crate = "citi-fx", documents = ["rates"], description = "" }]
/// "#)?;
/// let fetched = pull::fetch(pull::Fetch {
///     manifest: &manifest,
///     lock: &Lock::default(),
///     specs: Path::new("specs"),
///     origin: &pull::Origin::Folder(folder.path().to_owned()),
///     only: None,
///     now: "2026-01-31T12:00:00Z".parse()?,
///     sleep: std::sync::Arc::new(|wait| Box::pin(tokio::time::sleep(wait))),
///     check: &|_, _| Ok(()),
///     progress: &|_, _| {},
/// }).await;
/// assert_eq!(fetched.report.fetched, 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub async fn fetch(fetch: Fetch<'_>) -> Fetched {
    let manifest = fetch.manifest;
    let wanted: Vec<Wanted> = manifest
        .documents()
        .filter(|(category, _)| fetch.only.is_none_or(|only| category.name == only))
        .map(|(category, id)| Wanted {
            id: id.to_owned(),
            category: category.name.clone(),
            path: manifest.portal.path_of(id),
            pinned: pinned(&fetch, id),
        })
        .collect();
    let answers = match fetch.origin {
        Origin::Folder(root) => from_folder(&fetch, root, &wanted),
        Origin::Url(base) => from_portal(&fetch, base, &wanted).await,
    };

    let mut fetched = Fetched {
        documents: Vec::new(),
        lock: fetch.lock.clone(),
        report: PullReport::default(),
    };
    let known: Vec<&str> = manifest.documents().map(|(_, id)| id).collect();
    fetched
        .lock
        .documents
        .retain(|id, _| known.contains(&id.as_str()));
    for (wanted, answer) in wanted.into_iter().zip(answers) {
        let id = wanted.id.clone();
        let news = match answer.and_then(|answer| settle(&fetch, wanted, answer)) {
            Ok(document) => {
                let news = document.news;
                match news {
                    News::Fetched => {
                        fetched.report.fetched += 1;
                        fetched.report.changed.push(id.clone());
                    }
                    _ => fetched.report.unchanged += 1,
                }
                fetched.documents.push(document);
                news
            }
            Err(reason) => {
                let path = manifest.portal.path_of(&id);
                let source = match fetch.origin {
                    Origin::Url(base) => format!("{}{path}", base.as_str().trim_end_matches('/')),
                    Origin::Folder(folder) => folder.display().to_string(),
                };
                let failed = Failed {
                    id: id.clone(),
                    source,
                    reason,
                };
                fetched.report.failed.push(failed);
                News::Failed
            }
        };
        (fetch.progress)(&id, news);
    }
    fetched
}

fn pinned(fetch: &Fetch<'_>, id: &str) -> Option<Pin> {
    // A file that is not the locked one is fetched whole: a 304 would leave it as it is.
    let pinned = read_pinned(fetch.specs, fetch.lock, id).ok()?;
    Some(Pin {
        locked: fetch.lock.documents.get(id)?.clone(),
        bytes: pinned.bytes,
    })
}

fn from_folder(fetch: &Fetch<'_>, root: &Path, wanted: &[Wanted]) -> Vec<Result<Answer, String>> {
    match Folder::new(root, fetch.manifest.portal.max_bytes) {
        Ok(folder) => wanted
            .iter()
            .map(|one| folder.document(&one.id, &one.category, &one.path))
            .collect(),
        Err(reason) => wanted.iter().map(|_| Err(reason.clone())).collect(),
    }
}

async fn from_portal(
    fetch: &Fetch<'_>,
    base: &url::Url,
    wanted: &[Wanted],
) -> Vec<Result<Answer, String>> {
    let source = &fetch.manifest.portal;
    let timeout = Duration::from_secs(u64::from(source.timeout_seconds));
    let portal = match Portal::new(base.clone(), timeout, source.max_bytes, fetch.sleep.clone()) {
        Ok(portal) => portal,
        Err(reason) => return wanted.iter().map(|_| Err(reason.clone())).collect(),
    };
    let gate = Arc::new(Semaphore::new(AT_ONCE));
    let mut running = JoinSet::new();
    for (nth, one) in wanted.iter().enumerate() {
        let (portal, gate, path) = (portal.clone(), gate.clone(), one.path.clone());
        let locked = one.pinned.as_ref().map(|pin| pin.locked.clone());
        running.spawn(async move {
            let _turn = gate.acquire().await;
            (nth, portal.document(&path, locked.as_ref()).await)
        });
    }
    let mut answers = BTreeMap::new();
    while let Some(done) = running.join_next().await {
        if let Ok((nth, answer)) = done {
            answers.insert(nth, answer);
        }
    }
    (0..wanted.len())
        .map(|nth| {
            let lost = || Err("the request was stopped; try again".to_owned());
            answers.remove(&nth).unwrap_or_else(lost)
        })
        .collect()
}

/// What an answer means for the lock.
fn settle(fetch: &Fetch<'_>, wanted: Wanted, answer: Answer) -> Result<FetchedDocument, String> {
    let (source, ending, bytes, etag, last_modified) = match (answer, wanted.pinned.as_ref()) {
        (Answer::NotModified, Some(pin)) => {
            return Ok(FetchedDocument {
                news: News::Unchanged,
                locked: pin.locked.clone(),
                bytes: pin.bytes.clone(),
            });
        }
        (Answer::NotModified, None) => {
            return Err("the portal says `not modified` of what it never gave".to_owned());
        }
        (
            Answer::Whole {
                source,
                ending,
                bytes,
                etag,
                last_modified,
            },
            _,
        ) => (source, ending, bytes, etag, last_modified),
    };
    if bytes.trim_ascii().is_empty() {
        return Err("it is empty".to_owned());
    }
    (fetch.check)(&wanted.id, &bytes)?;
    let sha256 = sha256(&bytes);
    let same = wanted.pinned.filter(|pin| pin.locked.sha256 == sha256);
    let (news, file, date) = match same {
        Some(pin) => (News::Unchanged, pin.locked.file, pin.locked.date),
        None => (
            News::Fetched,
            format!("{}/{}.{ending}", wanted.category, wanted.id),
            fetch.now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        ),
    };
    Ok(FetchedDocument {
        news,
        locked: Locked {
            id: wanted.id,
            file,
            source,
            etag,
            last_modified,
            sha256,
            date,
        },
        bytes,
    })
}
