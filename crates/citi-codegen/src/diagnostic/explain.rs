//! Every code there is, with its text. The texts stand beside what raises them.

use super::{Code, Explained};
use crate::upgrade::rules;
use crate::{corpus, load, lower, overlay, regenerate};

impl Explained {
    /// Every code there is, in the order of the stages: load, overlay, upgrade, lower, then what concerns the
    /// workspace and the measuring.
    ///
    /// ```
    /// assert!(citi_codegen::diagnostic::Explained::all().len() > 100);
    /// ```
    #[must_use]
    pub fn all() -> Vec<Self> {
        let mut all = Vec::new();
        all.extend_from_slice(load::explained::EXPLAINED);
        all.extend_from_slice(overlay::explained::EXPLAINED);
        all.extend(rules::all().iter().map(Self::from));
        all.extend_from_slice(lower::explained::EXPLAINED);
        all.extend_from_slice(regenerate::explained::EXPLAINED);
        all.extend_from_slice(corpus::explained::EXPLAINED);
        all
    }

    /// What `code` means, in capital or small letters.
    #[must_use]
    pub fn find(code: &str) -> Option<Self> {
        let code = code.trim();
        Self::all()
            .into_iter()
            .find(|explained| explained.code.0.eq_ignore_ascii_case(code))
    }

    /// The three codes that `code` may be a slip for, the likeliest first.
    ///
    /// ```
    /// use citi_codegen::diagnostic::Explained;
    /// let nearest = Explained::nearest("U0012");
    /// assert!(nearest.iter().any(|code| code.0 == "U012"), "{nearest:?}");
    /// ```
    #[must_use]
    pub fn nearest(code: &str) -> Vec<Code> {
        // A code has four characters: of a longer text its beginning says enough.
        let wanted: Vec<char> = code.trim().to_uppercase().chars().take(16).collect();
        let mut all: Vec<(usize, Code)> = Self::all()
            .into_iter()
            .map(|explained| (distance(&wanted, explained.code.0), explained.code))
            .collect();
        all.sort();
        all.into_iter().take(3).map(|(_, code)| code).collect()
    }
}

/// How many characters must be put in, taken out or replaced to make `a` into `b`.
fn distance(a: &[char], b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (above, from) in a.iter().enumerate() {
        let mut diagonal = above;
        let mut left = above + 1;
        for (cell, to) in row.iter_mut().skip(1).zip(b.chars()) {
            let replaced = diagonal + usize::from(*from != to);
            diagonal = *cell;
            left = replaced.min(diagonal + 1).min(left + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = above + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostics, Severity};
    use crate::lower::{Names, Options};
    use crate::overlay::Overlay;

    /// Codes whose examples are no documents: files, bytes, a workspace, a compiler.
    const TOLD: &[&str] = &[
        "L001", "L002", "L003", "L007", "L021", "O013", "E012", "E013", "E022", "E023", "E027",
        "E028", "P001", "P002",
    ];

    fn is_shown(explained: &Explained) -> bool {
        !TOLD.contains(&explained.code.0) && !explained.code.0.starts_with(['C', 'X', 'W'])
    }

    /// What is found in an example.
    fn found(explained: &Explained, example: &str) -> Vec<&'static str> {
        let findings = match explained.code.0.as_bytes() {
            [b'O', ..] => laid_over(example),
            _ => gone_through(explained, example),
        };
        findings
            .findings()
            .iter()
            .map(|finding| finding.code.0)
            .collect()
    }

    fn laid_over(example: &str) -> Diagnostics {
        let overlay = match Overlay::read("overlay.yaml", example.as_bytes()) {
            Ok(overlay) => overlay,
            Err(findings) => return findings,
        };
        let mut findings = overlay.diagnostics().clone();
        let till = b"openapi: 3.0.3\ninfo: {title: Till, version: '1'}\npaths: {}\n";
        let mut root = load::load("till.yaml", till).unwrap().root;
        overlay.apply(&mut root, &mut findings);
        findings
    }

    fn gone_through(explained: &Explained, example: &str) -> Diagnostics {
        let whole = explained.code.0.starts_with('L')
            || ["U001", "U002"].contains(&explained.code.0)
            || ["swagger:", "openapi:"]
                .iter()
                .any(|start| example.contains(start));
        let text = match whole {
            true => example.to_owned(),
            false => format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\n{example}\n"),
        };
        let loaded = match load::load("example", text.as_bytes()) {
            Ok(loaded) => loaded,
            Err(findings) => return findings,
        };
        let mut findings = loaded.diagnostics;
        if let Some(document) = crate::upgrade::upgrade("example", loaded.root, &mut findings) {
            lower::lower(
                &document,
                &Options::default(),
                &mut Names::default(),
                &mut findings,
            );
        }
        findings
    }

    #[test]
    fn every_example_triggers_its_code_and_its_repair_does_not() {
        let mut wrong = Vec::new();
        for explained in Explained::all().iter().filter(|one| is_shown(one)) {
            let code = explained.code.0;
            let (before, after) = (
                found(explained, explained.before),
                found(explained, explained.after),
            );
            if !before.contains(&code) || after.contains(&code) {
                wrong.push(format!("{code}: before {before:?}, after {after:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn every_code_of_the_source_is_explained_and_every_explained_code_is_raised() {
        let mut raised = std::collections::BTreeSet::new();
        for text in crate::diagnostic::sources::all() {
            for part in text.code.split("Code(\"").skip(1) {
                let code = part.split('"').next().unwrap_or_default();
                if !part.starts_with("T0") {
                    raised.insert(code.to_owned());
                }
            }
        }
        let all = Explained::all();
        let explained: Vec<String> = all.iter().map(|one| one.code.0.to_owned()).collect();
        let mut sorted = explained.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(sorted.len(), explained.len(), "a code stands twice");
        assert_eq!(raised.into_iter().collect::<Vec<_>>(), sorted);
    }

    #[test]
    fn every_text_is_whole() {
        for one in Explained::all() {
            let code = one.code;
            assert!(one.title.len() > 10 && !one.title.ends_with('.'), "{code}");
            assert!(
                one.explanation.ends_with('.') && one.explanation.len() > 25,
                "{code}"
            );
            assert!(one.done.ends_with('.') && one.done.len() > 10, "{code}");
            assert!(!one.before.is_empty() && !one.after.is_empty(), "{code}");
            assert_ne!(one.before, one.after, "{code}");
            let must_act = one.severity != Severity::Note;
            assert!(
                !must_act || one.remedy.len() > 10,
                "{code}: what can be done?"
            );
        }
    }

    #[test]
    fn a_slip_is_told_what_it_may_be() {
        assert_eq!(Explained::nearest("U5").first(), Some(&Code("U005")));
        assert_eq!(Explained::nearest("e0l0").first(), Some(&Code("E010")));
        assert_eq!(Explained::nearest("").len(), 3);
        assert_eq!(Explained::nearest(&"x".repeat(100_000)).len(), 3);
    }
}
