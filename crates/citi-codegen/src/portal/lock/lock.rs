//! The whole of `specs/portal.lock`.

use std::collections::BTreeMap;

use super::Locked;
use crate::portal::Problem;

const HEADER: &str = "\
# Written by `cargo xtask pull`; do not edit.
# `cargo xtask pull --portal specs` takes documents that were changed by hand.
";

/// The whole of `specs/portal.lock`: documents by id.
///
/// ```
/// use citi_codegen::portal::lock::Lock;
/// let lock = Lock::read("portal.lock", r#"
///     [[document]]
///     id = "rates"
///     file = "fx/rates.yaml"
///     source = "https://portal.example/rates.yaml"
///     etag = '"7"'
///     sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
///     date = "2026-01-31T12:00:00Z"
/// "#)?;
/// assert_eq!(lock.documents["rates"].file, "fx/rates.yaml");
/// assert_eq!(Lock::read("portal.lock", &lock.to_text())?, lock);
/// # Ok::<(), citi_codegen::portal::Problem>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// Documents by id.
    pub documents: BTreeMap<String, Locked>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    #[serde(default)]
    document: Vec<Locked>,
}

impl Lock {
    /// Reads the text of a lock; `file` is how the user knows it.
    ///
    /// # Errors
    /// Text that no `pull` has written.
    pub fn read(file: &str, text: &str) -> Result<Self, Problem> {
        const REMEDY: &str = "`cargo xtask pull` writes the lock anew once the file is taken away";
        let read: Text = toml::from_str(text).map_err(|error| {
            let found = error.message().trim().replace('\n', " ");
            Problem::at(file, text, error.span(), found, REMEDY)
        })?;
        let mut documents = BTreeMap::new();
        for locked in read.document {
            if !is_inside(&locked.file) {
                let found = format!("`{}` leads out of specs/", locked.file);
                return Err(Problem::whole(file, found, REMEDY));
            }
            if let Some(twice) = documents.insert(locked.id.clone(), locked) {
                let found = format!("`{}` is locked twice", twice.id);
                return Err(Problem::whole(file, found, REMEDY));
            }
        }
        Ok(Self { documents })
    }

    /// The lock as text: sorted by id, the same bytes for the same lock.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = HEADER.to_owned();
        for locked in self.documents.values() {
            text.push_str("\n[[document]]\n");
            let mut line = |key: &str, value: &str| {
                text.push_str(&format!("{key} = {}\n", toml::Value::from(value)));
            };
            line("id", &locked.id);
            line("file", &locked.file);
            line("source", &locked.source);
            if let Some(etag) = &locked.etag {
                line("etag", etag);
            }
            if let Some(date) = &locked.last_modified {
                line("last_modified", date);
            }
            line("sha256", &locked.sha256);
            line("date", &locked.date);
        }
        text
    }
}

/// Whether a path of the lock stays below the folder it is relative to.
fn is_inside(file: &str) -> bool {
    !file.is_empty()
        && !file.contains(['\\', ':'])
        && file.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locked(id: &str) -> Locked {
        Locked {
            id: id.to_owned(),
            file: format!("fx/{id}.yaml"),
            source: format!("https://portal.example/{id}.yaml"),
            etag: Some("W/\"a\\b\"".to_owned()),
            last_modified: None,
            sha256: super::super::sha256(id.as_bytes()),
            date: "2026-01-31T12:00:00Z".to_owned(),
        }
    }

    #[test]
    fn what_is_written_is_read_again_in_the_order_of_ids() {
        let documents = ["b", "a"].map(|id| (id.to_owned(), locked(id)));
        let lock = Lock {
            documents: documents.into_iter().collect(),
        };
        let text = lock.to_text();
        assert!(text.find("\"a\"").unwrap() < text.find("\"b\"").unwrap());
        assert_eq!(Lock::read("portal.lock", &text).unwrap(), lock);
    }

    #[test]
    fn an_empty_lock_is_read_again() {
        let text = Lock::default().to_text();
        assert_eq!(Lock::read("portal.lock", &text).unwrap(), Lock::default());
    }

    #[test]
    fn a_lock_that_leaves_its_folder_is_refused() {
        for file in ["../a.yaml", "/a.yaml", "fx//a.yaml", "c:/a.yaml", ""] {
            let mut one = locked("a");
            one.file = file.to_owned();
            let lock = Lock {
                documents: [("a".to_owned(), one)].into_iter().collect(),
            };
            assert!(
                Lock::read("portal.lock", &lock.to_text()).is_err(),
                "{file}"
            );
        }
    }

    #[test]
    fn a_broken_lock_says_where_and_what_to_do() {
        let problem = Lock::read("portal.lock", "[[document]]\nid = 3\n").unwrap_err();
        assert_eq!(problem.line, 2);
        assert!(problem.remedy.contains("cargo xtask pull"));
    }
}
