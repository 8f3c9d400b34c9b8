//! Text that fits a pattern.

use citi_codegen::corpus::wire::matching;

use crate::gate::Patterns;

/// What text is made of, the simplest first.
const LETTERS: [&str; 8] = ["1", "A", "a", "0", "A1", "a1", "1.", "-1"];
/// What text is often meant to be.
const WHOLE: [&str; 16] = [
    "USD",
    "US",
    "en-US",
    "1.00",
    "100.00",
    "2026-03-02",
    "20260302",
    "2026-03-02T14:00:00Z",
    "2026-03-02T14:00:00.000Z",
    "14:00:00",
    "14:00",
    "customer@example.com",
    "https://example.com/",
    "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
    "Y",
    "true",
];
/// The longest text that is tried.
const LONGEST: usize = 64;

/// A text that fits a pattern, of so many characters at least and at most, if one is found: one that people write,
/// else one made of the pattern, else a guess.
pub(super) fn fitting(
    patterns: &Patterns,
    pattern: &str,
    least: usize,
    most: usize,
) -> Option<String> {
    let fits = |text: &String| {
        let length = text.chars().count();
        (least..=most).contains(&length) && patterns.fits(pattern, text)
    };
    let bound = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
    let whole = WHOLE.iter().map(|it| (*it).to_owned());
    let made = || matching(pattern, bound(least), bound(most));
    let repeated = LETTERS.iter().flat_map(|letters| {
        let lengths = least.max(1)..=most.min(LONGEST.max(least));
        lengths.map(|length| letters.chars().cycle().take(length).collect())
    });
    // A letter or two, and then digits: accounts, messages, routing codes.
    let led = (1..8_usize)
        .flat_map(|led| (1..24_usize).map(move |digits| "A".repeat(led) + &"1".repeat(digits)));
    let made = std::iter::once_with(made).flatten();
    whole.chain(made).chain(repeated).chain(led).find(fits)
}

#[cfg(test)]
mod tests {
    use citi_codegen::model::Schema;

    use super::*;

    #[test]
    fn text_fits_its_pattern_whatever_way_it_is_found() {
        for (pattern, least, most, expected) in [
            ("^[A-Z]{3}$", 0, 3, Some("USD")),
            // Made of the pattern: nobody would guess it.
            ("^GEO:[0-9]{2}\\.[0-9]{3}$", 0, 64, Some("GEO:11.111")),
            // It looks around, so that no text can be made of it.
            ("^(?!0)[0-9]{4}$", 0, 64, Some("1111")),
            ("^a{70}$", 0, 64, None),
        ] {
            let schema = Schema {
                pattern: Some(pattern.to_owned()),
                ..Schema::default()
            };
            let mut patterns = Patterns::default();
            patterns.gather(&schema).unwrap();
            let found = fitting(&patterns, pattern, least, most);
            assert_eq!(found.as_deref(), expected, "{pattern}");
        }
    }
}
