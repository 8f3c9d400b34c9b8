//! The workspace that holds `citi-core`: what a crate outside it takes over from it.

use std::path::{Path, PathBuf};

use toml::{Table, Value};

/// What keeps a crate from being set up outside the workspace.
#[derive(Debug, thiserror::Error)]
pub enum HostError {
    /// A file of the workspace can't be read.
    #[error("{}: {source}; name the folder of the crate citi-core", path.display())]
    Read {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file of the workspace is no TOML.
    #[error("{}: {source}", path.display())]
    Parse {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: Box<toml::de::Error>,
    },
    /// The workspace does not say which version of a crate it uses.
    #[error("{}: no version of `{name}` under [workspace.dependencies]; add one", path.display())]
    NoVersion {
        /// The workspace's manifest.
        path: PathBuf,
        /// The crate.
        name: String,
    },
}

/// The workspace that holds `citi-core`.
#[derive(Clone, Debug)]
pub struct Host {
    manifest: PathBuf,
    core: PathBuf,
    lock: Option<String>,
    workspace: Table,
}

impl Host {
    /// Reads the workspace around the crate folder `core`.
    ///
    /// # Errors
    /// No workspace manifest above `core`, or one that can't be read.
    pub fn read(core: &Path) -> Result<Self, HostError> {
        let read = |path: &Path| {
            std::fs::read_to_string(path).map_err(|source| HostError::Read {
                path: path.to_owned(),
                source,
            })
        };
        let core = std::path::absolute(core).map_err(|source| HostError::Read {
            path: core.to_owned(),
            source,
        })?;
        read(&core.join("Cargo.toml"))?;
        for folder in core.ancestors().skip(1) {
            let manifest = folder.join("Cargo.toml");
            if !manifest.is_file() {
                continue;
            }
            let table: Table = read(&manifest)?
                .parse()
                .map_err(|source| HostError::Parse {
                    path: manifest.clone(),
                    source: Box::new(source),
                })?;
            if let Some(Value::Table(workspace)) = table.get("workspace") {
                return Ok(Self {
                    lock: std::fs::read_to_string(folder.join("Cargo.lock")).ok(),
                    workspace: workspace.clone(),
                    manifest,
                    core,
                });
            }
        }
        Err(HostError::Read {
            path: core.join("../../Cargo.toml"),
            source: std::io::ErrorKind::NotFound.into(),
        })
    }

    /// Its `Cargo.lock`, so that other crates use the same versions and need no network.
    #[must_use]
    pub fn lock(&self) -> Option<&str> {
        self.lock.as_deref()
    }

    /// Its lints.
    #[must_use]
    pub fn lints(&self) -> Option<&Table> {
        self.workspace.get("lints").and_then(Value::as_table)
    }

    /// Edition and Rust version of its members.
    #[must_use]
    pub fn package(&self, key: &str) -> Option<&str> {
        self.workspace
            .get("package")
            .and_then(|package| package.get(key))
            .and_then(Value::as_str)
    }

    /// How a manifest outside the workspace names the dependency `name`.
    ///
    /// # Errors
    /// [`HostError::NoVersion`].
    pub fn dependency(&self, name: &str) -> Result<Value, HostError> {
        if name == "citi-core" {
            let path = self.core.to_string_lossy().into_owned();
            return Ok(Value::Table(Table::from_iter([(
                "path".to_owned(),
                Value::String(path),
            )])));
        }
        self.workspace
            .get("dependencies")
            .and_then(|dependencies| dependencies.get(name))
            .cloned()
            .ok_or_else(|| HostError::NoVersion {
                path: self.manifest.clone(),
                name: name.to_owned(),
            })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The crate folder of this workspace's `citi-core`.
    pub(crate) fn core() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../citi-core")
    }

    #[test]
    fn this_workspace_is_read() {
        let host = Host::read(&core()).unwrap();
        assert_eq!(host.package("edition"), Some("2024"));
        assert!(host.lints().is_some());
        assert!(host.dependency("serde").is_ok());
        assert!(host.dependency("citi-core").unwrap()["path"].is_str());
        let error = host.dependency("left-pad").unwrap_err().to_string();
        assert!(error.contains("no version of `left-pad`"), "{error}");
    }

    #[test]
    fn a_folder_without_a_crate_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        assert!(Host::read(dir.path()).is_err());
    }
}
