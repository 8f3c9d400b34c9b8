//! What the types of the manifest can't say by themselves.

use std::collections::BTreeMap;

use super::read::{Step, locate};
use super::{Manifest, TypeRule};
use crate::portal::Problem;

/// Checks what is well formed for sense.
pub(super) fn check(file: &str, text: &str, manifest: &Manifest) -> Result<(), Problem> {
    Check { file, text }.manifest(manifest)
}

struct Check<'a> {
    file: &'a str,
    text: &'a str,
}

impl Check<'_> {
    fn fail<T>(
        &self,
        path: &[Step<'_>],
        found: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Result<T, Problem> {
        let span = locate(self.text, path);
        Err(Problem::at(self.file, self.text, span, found, remedy))
    }

    fn manifest(&self, manifest: &Manifest) -> Result<(), Problem> {
        use Step::{Index, Key};
        let source = &manifest.portal;
        self.address(&[Key("portal"), Key("url")], &source.url)?;
        if !source.document.contains("{id}") || !source.document.starts_with('/') {
            self.fail(
                &[Key("portal"), Key("document")],
                format!("`{}` is no path with an id in it", source.document),
                "write a path like `/apidocs/{id}.yaml`",
            )?;
        }
        if source.timeout_seconds == 0 {
            self.zero(&[Key("portal"), Key("timeout_seconds")])?;
        }
        if source.max_bytes == 0 {
            self.zero(&[Key("portal"), Key("max_bytes")])?;
        }
        for (name, environment) in &manifest.environments {
            let path = [Key("environments"), Key(name), Key("base_url")];
            self.address(&path, &environment.base_url)?;
            if !environment.token_url.starts_with('/') {
                let path = [Key("environments"), Key(name), Key("token_url")];
                self.address(&path, &environment.token_url)?;
            }
        }
        if manifest.defaults.idempotency_key_hours == 0 {
            self.zero(&[Key("defaults"), Key("idempotency_key_hours")])?;
        }
        if manifest.defaults.cache_at_most_seconds == 0 {
            self.zero(&[Key("defaults"), Key("cache_at_most_seconds")])?;
        }
        if manifest.defaults.limit.calls_per_minute == Some(0) {
            self.zero(&[Key("defaults"), Key("limit"), Key("calls_per_minute")])?;
        }
        for (index, rule) in manifest.defaults.type_rules.iter().enumerate() {
            self.rule(&[Key("defaults"), Key("type_rule"), Index(index)], rule)?;
        }
        if manifest.categories.is_empty() {
            self.fail(
                &[Key("category")],
                "there is no category",
                "add a `[[category]]`: name, crate, documents, description",
            )?;
        }
        self.categories(manifest)
    }

    fn categories(&self, manifest: &Manifest) -> Result<(), Problem> {
        use Step::{Index, Key};
        let mut names = BTreeMap::new();
        let mut packages = BTreeMap::new();
        let mut documents = BTreeMap::new();
        for (index, category) in manifest.categories.iter().enumerate() {
            let at = |key| [Key("category"), Index(index), Key(key)];
            let name = category.name.as_str();
            self.simple_name(&at("name"), name)?;
            self.simple_name(&at("crate"), &category.package)?;
            if let Some(other) = names.insert(name, name) {
                self.fail(
                    &at("name"),
                    format!("there is another category `{other}`"),
                    "give each category a name of its own",
                )?;
            }
            if let Some(other) = packages.insert(category.package.as_str(), name) {
                self.fail(
                    &at("crate"),
                    format!(
                        "category `{other}` writes the crate `{}` too",
                        category.package
                    ),
                    "give each category a crate of its own, or put the documents in one category",
                )?;
            }
            if category.documents.is_empty() {
                self.fail(
                    &at("documents"),
                    "no document",
                    "name at least one document id",
                )?;
            }
            for (nth, id) in category.documents.iter().enumerate() {
                let path = [Key("category"), Index(index), Key("documents"), Index(nth)];
                self.document_id(&path, id)?;
                if let Some(other) = documents.insert(id.as_str(), name) {
                    self.fail(
                        &path,
                        format!("category `{other}` has the document `{id}` already"),
                        "name each document once",
                    )?;
                }
            }
            self.modules(index, category)?;
            self.numbers(index, category, &manifest.defaults)?;
            for (nth, rule) in category.type_rules.iter().enumerate() {
                let path = [Key("category"), Index(index), Key("type_rule"), Index(nth)];
                self.rule(&path, rule)?;
            }
        }
        Ok(())
    }

    fn modules(&self, index: usize, category: &super::Category) -> Result<(), Problem> {
        use Step::{Index, Key};
        for (id, module) in &category.modules {
            let path = [Key("category"), Index(index), Key("modules"), Key(id)];
            if !category.documents.contains(id) {
                let known: Vec<&str> = category.documents.iter().map(String::as_str).collect();
                let remedy = super::read::nearest(id, &known).map_or_else(
                    || "take it out".to_owned(),
                    |right| format!("did you mean `{right}`?"),
                );
                self.fail(
                    &path,
                    format!("`{id}` is no document of this category"),
                    remedy,
                )?;
            }
            if super::module_name(module) != *module {
                self.fail(
                    &path,
                    format!("`{module}` can't be the name of a Rust module"),
                    format!("write `{}`", super::module_name(module)),
                )?;
            }
        }
        let mut taken = BTreeMap::new();
        for (nth, id) in category.documents.iter().enumerate() {
            let module = category.module(id);
            if let Some(other) = taken.insert(module.clone(), id) {
                self.fail(
                    &[Key("category"), Index(index), Key("documents"), Index(nth)],
                    format!("`{id}` and `{other}` would both be the module `{module}`"),
                    "give one of them a name of its own under `modules`",
                )?;
            }
        }
        Ok(())
    }

    fn numbers(
        &self,
        index: usize,
        category: &super::Category,
        defaults: &super::Defaults,
    ) -> Result<(), Problem> {
        use Step::{Index, Key};
        if category.limit.calls_per_minute == Some(0) {
            self.zero(&[
                Key("category"),
                Index(index),
                Key("limit"),
                Key("calls_per_minute"),
            ])?;
        }
        if category.idempotency_key_hours == Some(0) {
            self.zero(&[Key("category"), Index(index), Key("idempotency_key_hours")])?;
        }
        if category.cache_at_most_seconds == Some(0) {
            self.zero(&[Key("category"), Index(index), Key("cache_at_most_seconds")])?;
        }
        let most = category.cache_at_most_seconds(defaults);
        for (operation, seconds) in &category.cacheable {
            let path = [
                Key("category"),
                Index(index),
                Key("cacheable"),
                Key(operation),
            ];
            if *seconds == 0 {
                self.zero(&path)?;
            }
            if *seconds > most {
                self.fail(
                    &path,
                    format!("answers of category `{}` may be kept for {most} s at most, not for {seconds}", category.name),
                    format!("write `{operation} = {most}`; raise `cache_at_most_seconds` only if the bank allows more"),
                )?;
            }
        }
        Ok(())
    }

    fn zero(&self, path: &[Step<'_>]) -> Result<(), Problem> {
        self.fail(
            path,
            "must not be 0",
            "give a number above 0, or take it out",
        )
    }

    fn rule(&self, path: &[Step<'_>], rule: &TypeRule) -> Result<(), Problem> {
        if rule.schema.is_none() && rule.property.is_none() && rule.format.is_none() {
            self.fail(
                path,
                "a type rule without any name fits every value",
                "add `schema`, `property` or `format`",
            )?;
        }
        Ok(())
    }

    /// A name that is a file, a package and an argument: it must be tame.
    fn simple_name(&self, path: &[Step<'_>], name: &str) -> Result<(), Problem> {
        let tame = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if tame {
            return Ok(());
        }
        self.fail(
            path,
            format!("`{name}` is no name for a package"),
            "use lower-case letters, digits and `-`, a letter first",
        )
    }

    /// An id becomes a file and a part of an address: it must lead nowhere else.
    fn document_id(&self, path: &[Step<'_>], id: &str) -> Result<(), Problem> {
        let tame = id.starts_with(|c: char| c.is_ascii_alphanumeric())
            && id
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
        if tame && !id.contains("..") {
            return Ok(());
        }
        self.fail(
            path,
            format!("`{id}` can't be the id of a document"),
            "use letters, digits, `-`, `_` and `.`, a letter or digit first",
        )
    }

    /// HTTPS, or plain HTTP on this machine.
    fn address(&self, path: &[Step<'_>], address: &str) -> Result<(), Problem> {
        let fine = url::Url::parse(address).is_ok_and(|url| match url.scheme() {
            "https" => true,
            "http" => matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]")),
            _ => false,
        });
        if fine {
            return Ok(());
        }
        self.fail(
            path,
            format!("`{address}` is no HTTPS address"),
            "write `https://…` (plain `http://` for this machine alone)",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = include_str!("example.toml");

    /// The example with `from` replaced must be refused at the line that holds `to`.
    fn refused(from: &str, to: &str) -> Problem {
        assert!(EXAMPLE.contains(from), "{from}");
        let text = EXAMPLE.replacen(from, to, 1);
        let problem = Manifest::read("portal.toml", &text).unwrap_err();
        let line = text.lines().nth(problem.line - 1).unwrap();
        assert!(line.contains(to), "{problem}\n{line}");
        problem
    }

    #[test]
    fn ids_that_leave_the_folder_are_refused() {
        refused(r#"["rates"]"#, r#"["../rates"]"#);
        refused(r#"["rates"]"#, r#"["a..b"]"#);
        refused(r#"["rates"]"#, r#"["/etc/rates"]"#);
        refused(r#"["rates"]"#, r#"[""]"#);
    }

    #[test]
    fn a_document_belongs_to_one_category() {
        let problem = refused(r#"["rates"]"#, r#"["accounts"]"#);
        assert!(problem.found.contains("`accounts` has the document"));
    }

    #[test]
    fn categories_and_crates_are_unlike() {
        refused(r#"name = "fx""#, r#"name = "accounts" # again"#);
        refused(r#"crate = "citi-fx""#, r#"crate = "citi-accounts" # again"#);
        refused(r#"crate = "citi-fx""#, r#"crate = "../fx""#);
    }

    #[test]
    fn documents_of_one_crate_are_modules_of_their_own() {
        let problem = refused(r#"["rates"]"#, r#"["rates", "Rates"]"#);
        assert!(problem.remedy.contains("modules"), "{problem}");
        refused(r#"= "lines" }"#, r#"= "type" }"#);
        let problem = refused("modules = { statement-lines", "modules = { statement-line");
        assert_eq!(problem.remedy, "did you mean `statement-lines`?");
    }

    #[test]
    fn a_type_rule_must_fit_something() {
        let text = EXAMPLE.replace("format = \"pin-block\"\n", "");
        let problem = Manifest::read("portal.toml", &text).unwrap_err();
        assert!(problem.remedy.contains("`format`"), "{problem}");
        assert!(problem.line > 0);
    }

    #[test]
    fn only_https_leaves_the_machine() {
        refused(
            r#""https://developer.example""#,
            r#""http://developer.example""#,
        );
        refused(r#""https://api.example""#, r#""api.example""#);
        let local = EXAMPLE.replace("https://developer.example", "http://127.0.0.1:8080");
        assert!(Manifest::read("portal.toml", &local).is_ok());
    }

    #[test]
    fn nothing_is_zero() {
        refused("getRates = 30", "getRates = 0");
        refused("calls_per_minute = 600", "calls_per_minute = 0");
        refused("idempotency_key_hours = 24", "idempotency_key_hours = 0");
        refused("timeout_seconds = 30", "timeout_seconds = 0");
        refused("cache_at_most_seconds = 30", "cache_at_most_seconds = 0");
    }

    #[test]
    fn nothing_is_kept_for_longer_than_the_bank_allows() {
        let problem = refused("getRates = 30", "getRates = 31");
        assert!(problem.found.contains("30 s at most"), "{problem}");
        assert!(problem.remedy.contains("getRates = 30"), "{problem}");
        // Without a word, it is half a minute.
        let line = "cache_at_most_seconds = 30\n";
        let silent = EXAMPLE.replacen(line, "", 1);
        assert!(Manifest::read("portal.toml", &silent).is_ok());
        let longer = silent.replace("getRates = 30", "getRates = 31");
        assert!(Manifest::read("portal.toml", &longer).is_err());
        // A category may have a word of its own, to either side.
        let said = |most: &str, kept: &str| {
            let own =
                format!("cache_at_most_seconds = {most}\ncacheable = {{ getRates = {kept} }}");
            let text = silent.replace("cacheable = { getRates = 30 }", &own);
            Manifest::read("portal.toml", &text).is_ok()
        };
        assert!(said("600", "600") && !said("600", "601") && said("5", "5") && !said("5", "6"));
    }

    #[test]
    fn the_address_of_a_document_holds_its_id() {
        refused("redocusaurus/{id}.yaml", "redocusaurus/all.yaml");
    }
}
