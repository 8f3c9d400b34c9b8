//! Names that the generator had to invent, locked so that they never move.

use std::collections::{BTreeMap, BTreeSet};

/// Names that the generator had to invent, by document and by what they name.
///
/// A name is invented where the document gives none (an inline schema, an operation without an id)
/// or one that is taken. Once invented it is locked: the document may grow, the name stays. What
/// the document no longer has leaves the lock with the next run.
///
/// ```
/// use citi_codegen::lower::Names;
/// let mut names = Names::default();
/// assert_eq!(names.document("fx").invent("type Rate.side", "RateSide"), "RateSide");
/// let mut again = Names::read(&names.to_text()).unwrap();
/// assert_eq!(again.document("fx").invent("type Rate.side", "Side"), "RateSide");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    documents: BTreeMap<String, BTreeMap<String, String>>,
}

/// A lock that can't be read.
#[derive(Debug, thiserror::Error)]
#[error(
    "names.lock can't be read: {0}; restore it from version control, or delete it to invent every name anew"
)]
pub struct NamesError(#[from] toml::de::Error);

const HEADER: &str = "# Names that the generator had to invent, kept so that they never move.\n\
                      # Written by `cargo xtask regenerate`; change a name here to choose another.\n";

impl Names {
    /// Reads a lock.
    ///
    /// # Errors
    /// If the text is not TOML of tables of strings.
    pub fn read(text: &str) -> Result<Self, NamesError> {
        Ok(Self {
            documents: toml::from_str(text)?,
        })
    }

    /// The lock as text: sorted, so that its changes are small.
    #[must_use]
    pub fn to_text(&self) -> String {
        let documents: BTreeMap<_, _> = self
            .documents
            .iter()
            .filter(|(_, names)| !names.is_empty())
            .collect();
        // A map of maps of strings always serialises; the fallback keeps the function total.
        format!(
            "{HEADER}\n{}",
            toml::to_string(&documents).unwrap_or_default()
        )
    }

    /// The names of one document, taken out to be worked on beside those of others.
    #[must_use]
    pub fn document(&mut self, id: &str) -> DocumentNames<'_> {
        DocumentNames {
            locked: self.documents.entry(id.to_owned()).or_default(),
            used: BTreeSet::new(),
        }
    }

    /// Takes over the names of `id` from `other`.
    pub fn adopt(&mut self, id: &str, other: &mut Self) {
        if let Some(names) = other.documents.remove(id) {
            self.documents.insert(id.to_owned(), names);
        }
    }

    /// The names of one document alone.
    #[must_use]
    pub fn only(&self, id: &str) -> Self {
        let mut documents = BTreeMap::new();
        if let Some(names) = self.documents.get(id) {
            documents.insert(id.to_owned(), names.clone());
        }
        Self { documents }
    }

    /// Forgets the documents that are not in `ids`.
    pub fn retain(&mut self, ids: &BTreeSet<String>) {
        self.documents.retain(|id, _| ids.contains(id));
    }
}

/// The invented names of one document.
#[derive(Debug)]
pub struct DocumentNames<'a> {
    locked: &'a mut BTreeMap<String, String>,
    used: BTreeSet<String>,
}

impl DocumentNames<'_> {
    /// The name locked for `key`, else `proposal`, which is locked now.
    pub fn invent(&mut self, key: &str, proposal: &str) -> String {
        self.used.insert(key.to_owned());
        self.locked
            .entry(key.to_owned())
            .or_insert_with(|| proposal.to_owned())
            .clone()
    }

    /// The name locked for `key`, if there is one.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.locked.get(key).map(String::as_str)
    }

    /// The locked names whose key begins with `prefix`.
    pub fn locked<'s>(&'s self, prefix: &'s str) -> impl Iterator<Item = &'s str> + 's {
        self.locked
            .iter()
            .filter(move |(key, _)| key.starts_with(prefix))
            .map(|(_, name)| name.as_str())
    }

    /// Forgets what this run did not ask for.
    pub fn finish(self) {
        let Self { locked, used } = self;
        locked.retain(|key, _| used.contains(key));
    }
}

/// Names of one scope, each given once.
#[derive(Debug, Default)]
pub struct Scope {
    prefix: String,
    taken: BTreeSet<String>,
    /// The number that a name tries next: those below it are taken.
    next: BTreeMap<String, u64>,
}

impl Scope {
    /// A scope whose invented names are locked under keys that begin with `prefix`; names that are
    /// locked there already, and `reserved` ones, are given to nobody else.
    #[must_use]
    pub fn new(prefix: impl Into<String>, names: &DocumentNames<'_>, reserved: &[&str]) -> Self {
        let prefix = prefix.into();
        let mut taken: BTreeSet<String> = names.locked(&prefix).map(str::to_owned).collect();
        taken.extend(reserved.iter().map(|name| (*name).to_owned()));
        Self {
            prefix,
            taken,
            next: BTreeMap::new(),
        }
    }

    /// A name that the document gives: `wanted` itself if it is free, else an invented one, the first free of
    /// `alternatives` or `wanted` with a number.
    pub fn given(
        &mut self,
        names: &mut DocumentNames<'_>,
        key: &str,
        wanted: &str,
        alternatives: &[String],
    ) -> String {
        let key = format!("{}{key}", self.prefix);
        if let Some(locked) = names.get(&key).map(str::to_owned) {
            // It had to yield once; it stays where it went.
            return names.invent(&key, &locked);
        }
        if self.taken.insert(wanted.to_owned()) {
            return wanted.to_owned();
        }
        let name = self.free(wanted, alternatives);
        names.invent(&key, &name)
    }

    /// A name that the document does not give: the locked one, else the first free of `wanted`,
    /// `alternatives`, and `wanted` with a number.
    pub fn invented(
        &mut self,
        names: &mut DocumentNames<'_>,
        key: &str,
        wanted: &str,
        alternatives: &[String],
    ) -> String {
        let key = format!("{}{key}", self.prefix);
        if let Some(locked) = names.get(&key).map(str::to_owned) {
            return names.invent(&key, &locked);
        }
        let name = if self.taken.insert(wanted.to_owned()) {
            wanted.to_owned()
        } else {
            self.free(wanted, alternatives)
        };
        names.invent(&key, &name)
    }

    /// A name that is locked nowhere because it is never public: `wanted`, or with a number.
    pub fn private(&mut self, wanted: &str) -> String {
        if self.taken.insert(wanted.to_owned()) {
            wanted.to_owned()
        } else {
            self.free(wanted, &[])
        }
    }

    fn free(&mut self, wanted: &str, alternatives: &[String]) -> String {
        for alternative in alternatives {
            if self.taken.insert(alternative.clone()) {
                return alternative.clone();
            }
        }
        let separator = if wanted.chars().any(char::is_uppercase) {
            ""
        } else {
            "_"
        };
        // `type_` had its line only because `type` is a keyword.
        let wanted = wanted.trim_end_matches('_');
        let number = self.next.entry(wanted.to_owned()).or_insert(2);
        loop {
            let name = format!("{wanted}{separator}{number}");
            *number += 1;
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locked_name_survives_a_newcomer_that_wants_it() {
        let mut names = Names::default();
        {
            let mut document = names.document("d");
            let mut scope = Scope::new("type ", &document, &[]);
            assert_eq!(
                scope.invented(&mut document, "Order.status", "OrderStatus", &[]),
                "OrderStatus"
            );
            document.finish();
        }
        let mut document = names.document("d");
        let mut scope = Scope::new("type ", &document, &[]);
        // The document grew: a published schema of that very name comes first now.
        assert_eq!(
            scope.given(&mut document, "OrderStatus", "OrderStatus", &[]),
            "OrderStatus2"
        );
        assert_eq!(
            scope.invented(&mut document, "Order.status", "OrderStatus", &[]),
            "OrderStatus"
        );
    }

    #[test]
    fn a_number_makes_no_double_line() {
        let mut names = Names::default();
        let mut document = names.document("d");
        let mut scope = Scope::new("field A.", &document, &[]);
        assert_eq!(scope.given(&mut document, "self", "self_", &[]), "self_");
        assert_eq!(scope.given(&mut document, "Self", "self_", &[]), "self_2");
    }

    #[test]
    fn what_is_gone_leaves_the_lock() {
        let mut names = Names::default();
        let mut document = names.document("d");
        document.invent("type A.b", "AB");
        document.finish();
        let document = names.document("d");
        document.finish();
        assert_eq!(names.document("d").get("type A.b"), None);
    }

    #[test]
    fn a_published_name_that_is_free_is_not_locked() {
        let mut names = Names::default();
        let mut document = names.document("d");
        let mut scope = Scope::new("type ", &document, &[]);
        assert_eq!(
            scope.given(&mut document, "Account", "Account", &[]),
            "Account"
        );
        document.finish();
        assert_eq!(
            names
                .to_text()
                .lines()
                .filter(|line| line.contains("Account"))
                .count(),
            0
        );
    }

    #[test]
    fn a_broken_lock_says_what_to_do() {
        let error = Names::read("accounts = 3").unwrap_err().to_string();
        assert!(error.contains("restore it from version control"), "{error}");
    }
}
