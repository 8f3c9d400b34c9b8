//! A path as published → the path that is sent, and what its query says.

use url::form_urlencoded;

use crate::diagnostic::Diagnostics;
use crate::load::{Pointer, Span};
use crate::upgrade::rules::{
    u028_path_without_slash, u029_query_in_path, u030_fragment_in_path, u038_placeholder_decorated,
};

/// A path as published, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Template {
    /// The path: begins with `/`, without query and fragment.
    pub(super) path: String,
    /// Names of its placeholders, each once.
    pub(super) names: Vec<String>,
    /// What its query says.
    pub(super) query: Vec<Pair>,
}

/// One pair of a path's query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Pair {
    /// `name=value`.
    Fixed(String, String),
    /// `name={placeholder}`.
    Open(String, String),
    /// `{?name}`.
    Optional(String),
}

impl Template {
    /// A name that is no path.
    pub(super) fn verbatim(name: &str) -> Self {
        Self {
            path: name.to_owned(),
            ..Self::default()
        }
    }

    /// Reads the key of a path.
    pub(super) fn read(key: &str, at: &Pointer, span: Span, diagnostics: &mut Diagnostics) -> Self {
        let mut template = Self::default();
        let mut text = key.trim();
        if let Some(cut) = fragment(text) {
            let (path, fragment) = text.split_at(cut);
            let found = format!("the path has the fragment `{fragment}`");
            u030_fragment_in_path::RULE.report(diagnostics, at, span, found, "it is taken away");
            text = path;
        }
        let mut path = text.to_owned();
        template.take_form(&mut path);
        if let Some(cut) = outside(&path, '?') {
            let query = path.split_off(cut);
            template.take_query(query.trim_start_matches('?'));
        }
        if !template.query.is_empty() {
            let found = "the path has a query string";
            let done = "it is taken as query parameters";
            u029_query_in_path::RULE.report(diagnostics, at, span, found, done);
        }
        if !path.starts_with('/') || key.trim().len() != key.len() {
            let found = format!("the path is written `{key}`");
            let done = "it begins with a slash and has no blanks around it";
            u028_path_without_slash::RULE.report(diagnostics, at, span, found, done);
        }
        if !path.starts_with('/') {
            path.insert(0, '/');
        }
        template.take_path(&path);
        if template.path != path {
            let found = format!("the placeholders of `{path}` are more than names");
            let done = format!("the path is taken as `{}`", template.path);
            u038_placeholder_decorated::RULE.report(diagnostics, at, span, found, done);
        }
        template
    }

    /// Takes `{?a,b}` and `{&a,b}` out of the path.
    fn take_form(&mut self, path: &mut String) {
        while let Some(open) = path.find("{?").or_else(|| path.find("{&")) {
            let Some(close) = path.get(open..).and_then(|rest| rest.find('}')) else {
                return;
            };
            let inside = path.get(open + 2..open + close).unwrap_or_default();
            for name in inside
                .split(',')
                .map(|name| name.trim().trim_end_matches('*'))
            {
                if !name.is_empty() {
                    self.query.push(Pair::Optional(name.to_owned()));
                }
            }
            path.replace_range(open..=open + close, "");
        }
    }

    fn take_query(&mut self, query: &str) {
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let inside = value
                .strip_prefix('{')
                .and_then(|rest| rest.strip_suffix('}'));
            self.query.push(match inside {
                Some(placeholder) => Pair::Open(name.into_owned(), placeholder.trim().to_owned()),
                None => Pair::Fixed(name.into_owned(), value.into_owned()),
            });
        }
    }

    fn take_path(&mut self, path: &str) {
        let mut rest = path;
        while let Some(open) = rest.find(['{', '}']) {
            let (before, behind) = rest.split_at(open);
            self.path.push_str(before);
            let close = behind.find('}');
            let next = behind
                .get(1..)
                .and_then(|text| text.find('{'))
                .map(|at| at + 1);
            let name = match close {
                Some(close)
                    if behind.starts_with('{')
                        && next.is_none_or(|next| close < next || behind.contains(':')) =>
                {
                    let close = balanced(behind).unwrap_or(close);
                    behind
                        .get(1..close)
                        .and_then(u038_placeholder_decorated::name)
                        .map(|name| (name, close))
                }
                _ => None,
            };
            if let Some((name, close)) = name {
                self.path.push('{');
                self.path.push_str(name);
                self.path.push('}');
                if !self.names.iter().any(|known| known == name) {
                    self.names.push(name.to_owned());
                }
                rest = behind.get(close + 1..).unwrap_or_default();
            } else {
                self.path.push_str(if behind.starts_with('{') {
                    "%7B"
                } else {
                    "%7D"
                });
                rest = behind.get(1..).unwrap_or_default();
            }
        }
        self.path.push_str(rest);
    }
}

/// Where the brace that `text` begins with is closed, other braces inside counted.
fn balanced(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, character) in text.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// Where the fragment begins.
fn fragment(text: &str) -> Option<usize> {
    outside(text, '#')
}

/// Where `wanted` stands outside of placeholders.
fn outside(text: &str, wanted: char) -> Option<usize> {
    let mut depth = 0_usize;
    let has_close = text.contains('}');
    for (at, character) in text.char_indices() {
        match character {
            '{' if has_close => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            other if other == wanted && depth == 0 => return Some(at),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(key: &str) -> (Template, usize) {
        let mut diagnostics = Diagnostics::new("x");
        let template = Template::read(key, &Pointer::root(), Span::default(), &mut diagnostics);
        (template, diagnostics.findings().len())
    }

    #[test]
    fn a_regular_path_is_taken_as_it_is() {
        for path in ["/", "/a/{b}/c-{d}.json", "/a/{b}{c}/", "/a/{b-c d}"] {
            let (template, found) = read(path);
            assert_eq!((template.path.as_str(), found), (path, 0));
        }
        assert_eq!(read("/a/{b}/c-{d}.json").0.names, ["b", "d"]);
    }

    #[test]
    fn queries_are_taken_apart() {
        let template = read("/a?x=1&y={b}&z{?p,q*}").0;
        assert_eq!(template.path, "/a");
        assert_eq!(
            template.query,
            [
                Pair::Optional("p".into()),
                Pair::Optional("q".into()),
                Pair::Fixed("x".into(), "1".into()),
                Pair::Open("y".into(), "b".into()),
                Pair::Fixed("z".into(), String::new()),
            ]
        );
    }

    #[test]
    fn patterns_with_braces_are_taken_away() {
        assert_eq!(read("/a/{id:[0-9]{4}}/b").0.path, "/a/{id}/b");
    }
}
