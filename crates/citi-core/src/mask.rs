//! Numbers of cards in a text, masked.

use std::borrow::Cow;
use std::ops::{Range, RangeInclusive};

/// How many digits the number of a card has (ISO/IEC 7812-1; shorter ones of Maestro are no longer issued).
const LENGTHS: RangeInclusive<usize> = 13..=19;

/// How many digits are shown at most at its beginning (PCI DSS 4.0, requirement 3.4.1).
const FIRST: usize = 6;

/// And at its end.
const LAST: usize = 4;

/// The same text with every number of a card as its first six and last four digits: `411111******1111`.
///
/// A number of a card is 13 to 19 digits, single blanks or dashes between them or not, whose last one is the check digit of the
/// others (Luhn's algorithm, ISO/IEC 7812-1 annex B). One in ten of other numbers that are as long has such an end by chance,
/// and is masked too. All other text stays as it is.
///
/// Errors and logs of this crate show no such number in any event; this is for texts that a program shows itself, a
/// [message of the bank](crate::Error::message) say.
///
/// ```
/// use citi_core::mask_card_numbers;
///
/// assert_eq!(
///     mask_card_numbers("Card 4111 1111 1111 1111 expired in 2026."),
///     "Card 411111******1111 expired in 2026."
/// );
/// assert_eq!(mask_card_numbers("Payment 4111111111111112"), "Payment 4111111111111112");
/// ```
#[must_use]
pub fn mask_card_numbers(text: &str) -> Cow<'_, str> {
    let mut masked = Cow::Borrowed(text);
    // What is left of one number may make another one with what comes after it. Each time there are fewer digits.
    loop {
        let pieces = pieces(&masked);
        if !pieces.iter().any(|piece| matches!(piece, Piece::Card(_))) {
            return masked;
        }
        masked = Cow::Owned(pieces.into_iter().map(Piece::into_text).collect());
    }
}

/// A piece of a text.
#[derive(Debug, PartialEq)]
pub(crate) enum Piece<'a> {
    /// What is no number of a card.
    Other(&'a str),
    /// The number of a card, or several that overlap, masked.
    Card(String),
}

impl Piece<'_> {
    fn into_text(self) -> String {
        match self {
            Self::Other(text) => text.to_owned(),
            Self::Card(masked) => masked,
        }
    }
}

/// A digit that is part of a run of groups.
struct Digit {
    at: usize,
    value: u32,
    /// Whether it is part of the number of a card.
    card: bool,
    hidden: bool,
}

/// The text in pieces, in order.
pub(crate) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut done = 0;
    for run in runs(text) {
        let mut digits = digits(text, &run);
        mark(&mut digits);
        let mut rest = digits.as_slice();
        while let Some(first) = rest.iter().position(|digit| digit.card) {
            let from = rest.get(first..).unwrap_or_default();
            let length = from.iter().take_while(|digit| digit.card).count();
            let (card, after) = from.split_at(length);
            if let (Some(start), Some(end)) = (card.first(), card.last()) {
                pieces.extend(text.get(done..start.at).map(Piece::Other));
                pieces.push(Piece::Card(card.iter().map(Digit::shown).collect()));
                done = end.at + 1;
            }
            rest = after;
        }
    }
    pieces.extend(text.get(done..).map(Piece::Other));
    pieces.retain(|piece| *piece != Piece::Other(""));
    pieces
}

impl Digit {
    fn shown(&self) -> char {
        match self.hidden {
            true => '*',
            false => char::from_digit(self.value, 10).unwrap_or('*'),
        }
    }
}

/// Where groups of digits with single blanks or dashes between them are.
fn runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut between = String::new();
    for (at, c) in text.char_indices() {
        match (c.is_ascii_digit(), runs.last_mut()) {
            (false, _) => between.push(c),
            (true, Some(run)) if matches!(between.as_str(), "" | " " | "-" | "\u{a0}") => {
                run.end = at + 1;
                between.clear();
            }
            (true, _) => {
                runs.push(at..at + 1);
                between.clear();
            }
        }
    }
    runs
}

fn digits(text: &str, run: &Range<usize>) -> Vec<Digit> {
    let inside = text.get(run.clone()).unwrap_or_default().char_indices();
    let digits = inside.filter_map(|(at, c)| {
        Some(Digit {
            at: run.start + at,
            value: c.to_digit(10)?,
            card: false,
            hidden: false,
        })
    });
    digits.collect()
}

/// Marks every sequence of whole groups that is the number of a card.
fn mark(digits: &mut [Digit]) {
    // Where groups begin; and the end.
    let mut bounds: Vec<usize> = Vec::new();
    let mut before = None;
    for (index, digit) in digits.iter().enumerate() {
        if before.is_none_or(|before| before + 1 != digit.at) {
            bounds.push(index);
        }
        before = Some(digit.at);
    }
    bounds.push(digits.len());
    for (number, start) in bounds.iter().enumerate() {
        let ends = bounds.iter().skip(number + 1);
        for end in ends.take_while(|end| *end - start <= *LENGTHS.end()) {
            let Some(window) = digits.get_mut(*start..*end) else {
                continue;
            };
            if LENGTHS.contains(&window.len()) && is_checked(window) {
                let last = window.len() - LAST;
                for (place, digit) in window.iter_mut().enumerate() {
                    digit.card = true;
                    digit.hidden |= (FIRST..last).contains(&place);
                }
            }
        }
    }
}

/// Whether the last digit is the check digit of the others.
fn is_checked(digits: &[Digit]) -> bool {
    let sum = digits.iter().rev().enumerate().map(|(place, digit)| {
        let doubled = digit.value * (1 + u32::try_from(place % 2).unwrap_or_default());
        doubled / 10 + doubled % 10
    });
    sum.sum::<u32>() % 10 == 0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_of_cards_are_masked_however_they_are_written() {
        // The test numbers of the networks: Visa of 16, 13 and 19, Mastercard, American Express, Diners.
        for (text, want) in [
            ("4111111111111111", "411111******1111"),
            ("4222222222222", "422222***2222"),
            ("4000000000000000006", "400000*********0006"),
            ("5555-5555-5555-4444", "555555******4444"),
            ("3782 822463 10005", "378282*****0005"),
            ("3056\u{a0}930902\u{a0}5904", "305693****5904"),
            ("a4111111111111111b", "a411111******1111b"),
            ("äé4111111111111111€", "äé411111******1111€"),
            // Beside other numbers.
            (
                "2026-11-23 4111 1111 1111 1111",
                "2026-11-23 411111******1111",
            ),
            ("4111 1111 1111 1111 12/29", "411111******1111 12/29"),
            (
                "4111111111111111,4111111111111111",
                "411111******1111,411111******1111",
            ),
        ] {
            assert_eq!(mask_card_numbers(text), want);
        }
    }

    #[test]
    fn other_numbers_stay() {
        for text in [
            "",
            "4111111111111112",
            "411111111111",
            "41111111111111111111111",
            "4111  1111  1111  1111",
            "4111.1111.1111.1111",
            "IBAN DE89 3704 0044 0532 0130 00",
            "2026-11-23T15:05:09Z",
            "٤١١١١١١١١١١١١١١١",
            "411111******1111",
        ] {
            assert!(matches!(mask_card_numbers(text), Cow::Borrowed(same) if same == text));
        }
    }

    #[test]
    fn numbers_that_overlap_are_masked_each() {
        // Of these five groups the first four are the number of a card, and the last four too.
        let both = "4111 1111 1111 1111 4111";
        let shown = mask_card_numbers(both);
        assert_eq!(pieces(both).len(), 1);
        assert!(!shown.contains("1111111"), "{shown}");
        assert_eq!(shown.chars().filter(|c| *c == '*').count(), 10);
    }

    /// The number of a card: digits with the check digit behind them.
    fn card() -> impl Strategy<Value = String> {
        "[0-9]{12,18}".prop_map(|body| {
            let full = (0..10).map(|check| format!("{body}{check}"));
            full.into_iter()
                .find(|number| luhn(number))
                .unwrap_or_default()
        })
    }

    /// Luhn's algorithm as the standard words it, apart from the one above.
    fn luhn(number: &str) -> bool {
        let mut sum = 0;
        for (place, digit) in number.bytes().rev().map(|byte| byte - b'0').enumerate() {
            sum += match (place % 2, digit) {
                (0, digit) => u32::from(digit),
                (_, digit @ 0..=4) => u32::from(digit) * 2,
                (_, digit) => u32::from(digit) * 2 - 9,
            };
        }
        sum.is_multiple_of(10)
    }

    fn written(number: &str, groups: &[usize], between: &str) -> String {
        let mut out = String::new();
        let (mut rest, mut groups) = (number, groups.iter().cycle());
        while !rest.is_empty() {
            let size = groups.next().copied().unwrap_or(4).min(rest.len());
            let (group, after) = rest.split_at(size);
            if !out.is_empty() {
                out.push_str(between);
            }
            out.push_str(group);
            rest = after;
        }
        out
    }

    proptest! {
        #[test]
        fn no_number_of_a_card_survives(
            before in "([a-z .,:]|[0-9]{1,5} ){0,12}",
            number in card(),
            groups in prop::collection::vec(1..7_usize, 1..4),
            between in "[ -]",
            after in "([a-z .,:]| [0-9]{1,5}){0,12}",
        ) {
            let text = format!("{before}{}{after}", written(&number, &groups, &between));
            prop_assume!(!before.ends_with(|c: char| c.is_ascii_digit()));
            prop_assume!(!after.starts_with(|c: char| c.is_ascii_digit()));
            let shown = mask_card_numbers(&text);
            let plain: String = shown.chars().filter(|c| !" -".contains(*c)).collect();
            prop_assert!(!plain.contains(&number), "{text} is {shown}");
            // Nor does anything that would be taken for one.
            prop_assert_eq!(mask_card_numbers(&shown), shown.as_ref());
            prop_assert_eq!(
                shown.chars().filter(|c| c.is_alphabetic()).count(),
                text.chars().filter(|c| c.is_alphabetic()).count()
            );
        }

        #[test]
        fn text_without_long_numbers_is_unchanged(text in "([a-zé€.,:/]|[0-9]{1,12}[a-z,.]|[ -]){0,40}") {
            prop_assert_eq!(mask_card_numbers(&text), text.as_str());
        }

        #[test]
        fn a_number_with_another_check_digit_is_unchanged(number in card(), more in 1..10_u8) {
            let (body, check) = number.split_at(number.len() - 1);
            let other = (check.parse::<u8>().unwrap_or_default() + more) % 10;
            let text = format!("no {body}{other}.");
            prop_assert_eq!(mask_card_numbers(&text), text.as_str());
        }

        #[test]
        fn any_text_is_taken(text in "\\PC{0,60}|[0-9 -]{0,200}") {
            let shown = mask_card_numbers(&text);
            prop_assert_eq!(mask_card_numbers(&shown), shown.as_ref());
        }
    }
}
