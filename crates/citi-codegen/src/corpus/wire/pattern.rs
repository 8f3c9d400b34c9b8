//! A text that matches a pattern.

use regex_syntax::hir::{Class, Hir, HirKind};

/// How many further repetitions are tried to reach a length.
const STRETCH: u32 = 64;

/// The shortest text made here that matches `pattern` and has from `min` to `max` characters;
/// `None` if the pattern can't be read (it looks around, say) or none is found.
///
/// Letters and digits are preferred to other characters. The text is not checked against the
/// pattern: who needs to be sure asks a judge.
///
/// ```
/// use citi_codegen::corpus::wire::matching;
/// assert_eq!(matching("^[A-Z]{2}[0-9]{3}$", 0, 10).as_deref(), Some("AA111"));
/// ```
#[must_use]
pub fn matching(pattern: &str, min: u64, max: u64) -> Option<String> {
    let hir = regex_syntax::ParserBuilder::new()
        .build()
        .parse(pattern)
        .ok()?;
    (0..STRETCH).find_map(|stretch| {
        let mut maker = Maker {
            stretch,
            budget: 100_000,
            text: String::new(),
        };
        maker.add(&hir)?;
        let length = maker.text.chars().count() as u64;
        (min..=max).contains(&length).then_some(maker.text)
    })
}

struct Maker {
    /// Repetitions beyond the least that each part still may take.
    stretch: u32,
    /// Characters until it is given up.
    budget: usize,
    text: String,
}

impl Maker {
    fn add(&mut self, hir: &Hir) -> Option<()> {
        if self.text.len() > self.budget {
            return None;
        }
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => Some(()),
            HirKind::Literal(literal) => {
                self.text.push_str(std::str::from_utf8(&literal.0).ok()?);
                Some(())
            }
            HirKind::Class(class) => {
                self.text.push(pick(class)?);
                Some(())
            }
            HirKind::Repetition(repetition) => {
                let most = repetition.max.unwrap_or(u32::MAX);
                let times = repetition.min.saturating_add(self.stretch).min(most);
                // What is repeated is not stretched itself: that would grow too fast.
                let stretch = std::mem::take(&mut self.stretch);
                for _ in 0..times {
                    self.add(&repetition.sub)?;
                }
                self.stretch = stretch.saturating_sub(times - repetition.min.min(times));
                Some(())
            }
            HirKind::Capture(capture) => self.add(&capture.sub),
            HirKind::Concat(parts) => parts.iter().try_for_each(|part| self.add(part)),
            HirKind::Alternation(arms) => self.add(arms.first()?),
        }
    }
}

/// A character of a class: a letter or digit if there is one.
fn pick(class: &Class) -> Option<char> {
    let Class::Unicode(class) = class else {
        let Class::Bytes(class) = class else {
            return None;
        };
        return class
            .ranges()
            .first()
            .map(|range| char::from(range.start()));
    };
    let has = |wanted: char| {
        class
            .ranges()
            .iter()
            .any(|range| (range.start()..=range.end()).contains(&wanted))
    };
    ('a'..='z')
        .chain('A'..='Z')
        .chain('1'..='9')
        .chain(['0'])
        .find(|wanted| has(*wanted))
        .or_else(|| class.ranges().first().map(|range| range.start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_have_the_wanted_length() {
        for (pattern, min, max) in [
            (r"^[A-Z]{2}\d{2}[A-Z0-9]{1,30}$", 0, u64::MAX),
            (r"^[A-Z]{2}\d{2}[A-Z0-9]{1,30}$", 20, 22),
            (r"^(GET|POST)$", 0, 10),
            (r"^\d+(\.\d{1,2})?$", 3, 8),
            (r"[^\s]+", 5, 5),
            (r"^\S*$", 0, 10),
        ] {
            let text = matching(pattern, min, max).unwrap();
            let length = text.chars().count() as u64;
            assert!((min..=max).contains(&length), "{pattern} {text}");
            let regex = jsonschema::options()
                .build(&serde_json::json!({"pattern": pattern}))
                .unwrap();
            assert!(regex.is_valid(&serde_json::json!(text)), "{pattern} {text}");
        }
    }

    #[test]
    fn what_looks_around_is_given_up() {
        assert_eq!(matching("(?!a)b", 0, 5), None);
    }
}
