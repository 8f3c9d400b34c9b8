//! Manifests of crates that stand outside the workspace.

use toml::{Table, Value};

use super::{Host, HostError};

/// What generated code names beside `citi-core`.
pub const GENERATED_DEPENDENCIES: [&str; 3] = ["reqwest", "serde", "serde_json"];

/// The manifest of a crate.
#[derive(Clone, Debug)]
pub struct Manifest {
    package: Table,
    dependencies: Table,
    rest: Table,
}

impl Manifest {
    /// A library `name` that depends on nothing yet.
    #[must_use]
    pub fn new(host: &Host, name: &str) -> Self {
        let mut package = Table::new();
        let mut put = |key: &str, value: Value| {
            package.insert(key.to_owned(), value);
        };
        put("name", Value::String(name.to_owned()));
        put("version", Value::String("0.1.0".to_owned()));
        for key in ["edition", "rust-version"] {
            if let Some(text) = host.package(key) {
                put(key, Value::String(text.to_owned()));
            }
        }
        put("publish", Value::Boolean(false));
        Self {
            package,
            dependencies: Table::new(),
            rest: Table::new(),
        }
    }

    /// Adds dependencies in the versions of the host.
    ///
    /// # Errors
    /// [`HostError::NoVersion`].
    pub fn depend(mut self, host: &Host, names: &[&str]) -> Result<Self, HostError> {
        for name in names {
            self.dependencies
                .insert((*name).to_owned(), host.dependency(name)?);
        }
        Ok(self)
    }

    /// Adds a dependency on the crate in the folder `path`, relative to this one.
    #[must_use]
    pub fn depend_on_path(mut self, name: &str, path: &str) -> Self {
        let table = Table::from_iter([("path".to_owned(), Value::String(path.to_owned()))]);
        self.dependencies
            .insert(name.to_owned(), Value::Table(table));
        self
    }

    /// Adds a table of its own, `[lib]` say.
    #[must_use]
    pub fn with(mut self, key: &str, table: Table) -> Self {
        self.rest.insert(key.to_owned(), Value::Table(table));
        self
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> String {
        let mut all = Table::new();
        all.insert("package".to_owned(), Value::Table(self.package.clone()));
        all.insert(
            "dependencies".to_owned(),
            Value::Table(self.dependencies.clone()),
        );
        all.extend(self.rest.clone());
        all.to_string()
    }
}

/// A table of one member.
#[must_use]
pub(crate) fn flag(key: &str, value: bool) -> Table {
    Table::from_iter([(key.to_owned(), Value::Boolean(value))])
}

/// The manifest of a workspace of these members, with the lints of the host and nothing that would
/// slow a build down.
#[must_use]
pub(crate) fn workspace(host: &Host, members: &[String]) -> String {
    let texts = members.iter().cloned().map(Value::String).collect();
    let mut workspace = Table::new();
    workspace.insert("resolver".to_owned(), Value::String("3".to_owned()));
    workspace.insert("members".to_owned(), Value::Array(texts));
    if let Some(lints) = host.lints() {
        workspace.insert("lints".to_owned(), Value::Table(lints.clone()));
    }
    let mut dev = flag("debug", false);
    dev.insert("incremental".to_owned(), Value::Boolean(false));
    let profile = Table::from_iter([("dev".to_owned(), Value::Table(dev))]);
    let mut all = Table::new();
    all.insert("workspace".to_owned(), Value::Table(workspace));
    all.insert("profile".to_owned(), Value::Table(profile));
    all.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::scratch::host::tests::core;

    #[test]
    fn a_manifest_reads_back() {
        let host = Host::read(&core()).unwrap();
        let text = Manifest::new(&host, "a-b")
            .depend(&host, &GENERATED_DEPENDENCIES)
            .unwrap()
            .depend(&host, &["citi-core"])
            .unwrap()
            .depend_on_path("other", "../other")
            .with("workspace", Table::new())
            .text();
        let table: Table = text.parse().unwrap();
        assert_eq!(table["package"]["name"].as_str(), Some("a-b"));
        assert!(table["dependencies"]["citi-core"]["path"].is_str());
        assert_eq!(
            table["dependencies"]["other"]["path"].as_str(),
            Some("../other")
        );
        assert!(table["workspace"].as_table().unwrap().is_empty());
    }

    #[test]
    fn a_workspace_takes_the_lints_over() {
        let host = Host::read(&core()).unwrap();
        let table: Table = workspace(&host, &["crates/a".to_owned()]).parse().unwrap();
        assert_eq!(table["workspace"]["members"][0].as_str(), Some("crates/a"));
        assert!(table["workspace"]["lints"]["rust"].is_table());
    }
}
