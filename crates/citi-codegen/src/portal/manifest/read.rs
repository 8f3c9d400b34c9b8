//! Text → manifest, with errors that name the place and the way out.

use std::ops::Range;

use super::Manifest;
use crate::portal::Problem;

impl Manifest {
    /// Reads the text of a manifest; `file` is how the user knows it.
    ///
    /// # Errors
    /// Text that is no TOML, a key that the manifest does not know, a value of the wrong kind,
    /// or one that makes no sense beside the others: each with its place and a remedy.
    pub fn read(file: &str, text: &str) -> Result<Self, Problem> {
        let manifest: Self = toml::from_str(text).map_err(|error| explain(file, text, &error))?;
        super::check::check(file, text, &manifest)?;
        Ok(manifest)
    }
}

/// Puts what the TOML reader says into a problem with a remedy.
pub(crate) fn explain(file: &str, text: &str, error: &toml::de::Error) -> Problem {
    let message = error.message().trim().replace('\n', " ");
    let remedy = remedy(&message);
    Problem::at(file, text, error.span(), message, remedy)
}

fn remedy(message: &str) -> String {
    if message.starts_with("unknown field") || message.starts_with("unknown variant") {
        let mut names = quoted(message);
        let wrong = names.next().unwrap_or_default();
        let known: Vec<&str> = names.collect();
        return match nearest(wrong, &known) {
            Some(right) => format!("did you mean `{right}`?"),
            None => format!("use one of {}, or take it out", known.join(", ")),
        };
    }
    if message.starts_with("missing field") {
        let name = quoted(message).next().unwrap_or_default();
        return format!("add `{name} = …`; portal.schema.json says what it holds");
    }
    if message.starts_with("duplicate key") {
        return "keep one of the two".to_owned();
    }
    "portal.schema.json says what is allowed here".to_owned()
}

/// The texts between backquotes.
fn quoted(message: &str) -> impl Iterator<Item = &str> {
    message.split('`').skip(1).step_by(2)
}

/// The known name that is most like `wrong`, if one is like it at all.
pub(crate) fn nearest<'a>(wrong: &str, known: &[&'a str]) -> Option<&'a str> {
    let likeness = |name: &str| {
        let diff = similar::TextDiff::from_chars(wrong, name);
        diff.ratio()
    };
    known
        .iter()
        .map(|name| (likeness(name), *name))
        .filter(|(ratio, _)| *ratio >= 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

/// One step on the way to a value of a TOML text.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step<'a> {
    /// A key of a table.
    Key(&'a str),
    /// An index of an array.
    Index(usize),
}

/// Where the value at `path` stands in `text`, or the nearest value around it.
pub(crate) fn locate(text: &str, path: &[Step<'_>]) -> Option<Range<usize>> {
    let table = toml::de::DeTable::parse(text).ok()?;
    let mut span = None;
    let mut current: Option<&toml::Spanned<toml::de::DeValue<'_>>> = None;
    for step in path {
        let next = match (step, current) {
            (Step::Key(key), None) => table.get_ref().get(*key),
            (Step::Key(key), Some(value)) => value.get_ref().get(*key),
            (Step::Index(index), Some(value)) => value.get_ref().get(*index),
            (Step::Index(_), None) => None,
        };
        let Some(next) = next else { break };
        span = Some(next.span());
        current = Some(next);
    }
    span
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> Problem {
        Manifest::read("specs/portal.toml", text).unwrap_err()
    }

    const EXAMPLE: &str = include_str!("example.toml");

    #[test]
    fn the_commented_example_is_read_whole() {
        let manifest = Manifest::read("example.toml", EXAMPLE).unwrap();
        assert_eq!(manifest.portal.url, "https://developer.example");
        assert_eq!(
            manifest.environments["production"].base_url,
            "https://api.example"
        );
        let rates = manifest.category("fx").unwrap();
        assert_eq!(rates.cacheable["getRates"], 30);
        assert_eq!(rates.calls_per_minute(&manifest.defaults), Some(600));
        let accounts = manifest.category("accounts").unwrap();
        assert_eq!(accounts.calls_per_minute(&manifest.defaults), Some(1000));
        assert_eq!(accounts.idempotency_key_hours(&manifest.defaults), 24);
        let options = accounts.options("accounts", &manifest.defaults);
        assert!(options.is_supplied("client_id"));
        assert!(options.is_supplied("authorization"));
        assert_eq!(options.type_rules.len(), 2);
        assert_eq!(options.type_rules[0].property.as_deref(), Some("ledger"));
        assert_eq!(accounts.module("statement-lines"), "lines");
    }

    #[test]
    fn a_wrong_key_is_named_with_its_place_and_the_right_one() {
        let text = EXAMPLE.replace("description = \"Rates", "descripton = \"Rates");
        let problem = refused(&text);
        assert!(problem.found.contains("`descripton`"), "{problem}");
        assert_eq!(problem.remedy, "did you mean `description`?");
        let line = text.lines().nth(problem.line - 1).unwrap();
        assert!(line.starts_with("descripton"), "{line}");
        assert_eq!(problem.column, 1);
        assert!(problem.to_string().starts_with("specs/portal.toml:"));
    }

    #[test]
    fn a_wrong_key_like_no_other_lists_the_right_ones() {
        let problem = refused("[portal]\nurl = 'https://a.example'\nzzzz = 1\n");
        assert_eq!((problem.line, problem.column), (3, 1));
        assert!(problem.remedy.contains("timeout_seconds"), "{problem}");
    }

    #[test]
    fn a_wrong_value_is_named_with_the_right_ones() {
        let text = EXAMPLE.replace("kind = \"events\"", "kind = \"event\"");
        let problem = refused(&text);
        assert_eq!(problem.remedy, "did you mean `events`?");
        assert!(text.lines().nth(problem.line - 1).unwrap().contains("kind"));
    }

    #[test]
    fn a_missing_key_says_what_to_add() {
        let problem = refused("category = []\n[portal]\n");
        assert!(problem.found.contains("`url`"), "{problem}");
        assert!(problem.remedy.contains("add `url"), "{problem}");
    }

    #[test]
    fn broken_toml_is_placed() {
        let problem = refused("[portal]\nurl = \n");
        assert_eq!(problem.line, 2);
    }
}
