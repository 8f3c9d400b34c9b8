//! A balance over time, as a line of steps.

use std::fmt::Write as _;

use jiff::Timestamp;
use maud::{Markup, html};

use super::scale::{down, moment};
use crate::bank::Step;

const WIDE: i64 = 600;
const HIGH: i64 = 160;

/// The picture of a balance from its first entry to now. `words` say it for those who do not see it.
pub(super) fn curve(steps: &[Step], now: Timestamp, words: &str) -> Markup {
    let balances = || steps.iter().map(|it| it.balance.minor());
    let (Some(first), Some(least), Some(most)) =
        (steps.first(), balances().min(), balances().max())
    else {
        return html! { p.empty { "Nothing has moved yet." } };
    };
    let (least, most) = (least.min(0), most.max(0));
    let mut line = String::new();
    for step in steps {
        let x = moment(step.at, first.at, now, WIDE);
        let y = down(step.balance.minor(), least, most, HIGH);
        // Across at the old height, then up or down: a balance knows no slopes.
        let _ = match line.is_empty() {
            true => write!(line, "M{x} {y}"),
            false => write!(line, "H{x}V{y}"),
        };
    }
    let _ = write!(line, "H{WIDE}");
    let zero = down(0, least, most, HIGH);
    html! {
        svg.picture.curve-of role="img" viewBox={ "0 -4 " (WIDE) " " (HIGH + 8) } preserveAspectRatio="none"
            aria-labelledby="curve-title curve-words" {
            title #curve-title { "Balance over time" }
            desc #curve-words { (words) }
            path.under d={ (line) "V" (zero) "H0Z" } {}
            line.axis x1="0" x2=(WIDE) y1=(zero) y2=(zero) vector-effect="non-scaling-stroke" {}
            path.curve d=(line) vector-effect="non-scaling-stroke" {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Currency, Money};

    #[test]
    fn a_balance_goes_in_steps_from_its_first_entry_to_now() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let usd = |minor| Money::new(minor, Currency::Usd);
        let step = |second, balance| Step {
            at: at(second),
            amount: usd(0),
            balance: usd(balance),
        };
        let steps = [step(0, 1000), step(50, 500), step(75, 2000)];
        let picture = curve(&steps, at(100), "It rose.").into_string();
        assert!(
            picture.contains("d=\"M0.0 80.0H300.0V120.0H450.0V0.0H600\""),
            "{picture}"
        );
        assert!(picture.contains("<desc id=\"curve-words\">It rose.</desc>"));
        assert!(
            curve(&[], at(1), "")
                .into_string()
                .contains("Nothing has moved")
        );
    }
}
