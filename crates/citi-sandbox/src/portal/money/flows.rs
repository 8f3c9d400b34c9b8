//! What came in and what went out, week by week.

use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};

use super::scale::place;
use crate::bank::{Currency, Money, Step};

/// How many weeks are looked at.
const WEEKS: usize = 13;
const WEEK: SignedDuration = SignedDuration::from_hours(24 * 7);
const HALF: i64 = 60;
const COLUMN: i64 = 40;

/// A week of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Week {
    /// When it ends; it begins seven days before.
    pub(super) end: Timestamp,
    pub(super) came: Money,
    /// Plus, though it went out.
    pub(super) went: Money,
}

/// The weeks up to now, the oldest first. The entry that opened the books is no flow.
pub(super) fn weeks(steps: &[Step], currency: Currency, now: Timestamp) -> Vec<Week> {
    let mut end = now;
    let mut weeks = Vec::new();
    for _ in 0..WEEKS {
        let begin = end.checked_sub(WEEK).unwrap_or(end);
        let inside = steps
            .iter()
            .skip(1)
            .filter(|it| it.at > begin && it.at <= end);
        let nothing = Money::zero(currency);
        let (mut came, mut went) = (nothing, nothing);
        for step in inside {
            match step.amount.is_positive() {
                true => came = came.plus(step.amount).unwrap_or(came),
                false => went = went.minus(step.amount).unwrap_or(went),
            }
        }
        weeks.push(Week { end, came, went });
        end = begin;
    }
    weeks.reverse();
    weeks
}

/// The picture: in above the line, out below it; and the same as a table.
pub(super) fn flows(weeks: &[Week]) -> Markup {
    let most = weeks.iter().map(|it| it.came.minor().max(it.went.minor()));
    let most = most.max().unwrap_or_default();
    let wide = COLUMN.saturating_mul(i64::try_from(weeks.len()).unwrap_or_default());
    let columns = (0..).step_by(40).zip(weeks);
    html! {
        svg.picture role="img" viewBox={ "0 0 " (wide) " " (2 * HALF) } preserveAspectRatio="none"
            aria-labelledby="flows-title flows-words" {
            title #flows-title { "In and out, week by week" }
            desc #flows-words { "Bars above the line are what came in, bars below it what went out. The table says the same." }
            @for (left, week) in columns {
                @let (came, went) = (bar(week.came, most), bar(week.went, most));
                rect.in x=(left + 6) width="28" y=(format!("-{came}")) height=(came) transform={ "translate(0 " (HALF) ")" } {}
                rect.out x=(left + 6) width="28" y=(HALF) height=(went) {}
            }
            line.axis x1="0" x2=(wide) y1=(HALF) y2=(HALF) vector-effect="non-scaling-stroke" {}
        }
        details.schema {
            summary { "The numbers" }
            div.in { div.scroll tabindex="0" role="region" aria-label="In and out, week by week" { table {
                thead { tr { th scope="col" { "Week to" } th.number scope="col" { "In" } th.number scope="col" { "Out" } } }
                tbody { @for week in weeks.iter().rev() {
                    tr {
                        td { (week.end.strftime("%Y-%m-%d")) }
                        td.number { (week.came.decimal()) } td.number { (week.went.decimal()) }
                    }
                } }
            } } }
        }
    }
}

fn bar(amount: Money, most: i64) -> String {
    place(amount.minor(), 0, most, HALF - 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_entry_belongs_to_one_week() {
        let now: Timestamp = "2026-03-30T00:00:00Z".parse().unwrap();
        let usd = |minor| Money::new(minor, Currency::Usd);
        let step = |hours_ago: i64, amount| Step {
            at: now - SignedDuration::from_hours(hours_ago),
            amount: usd(amount),
            balance: usd(0),
        };
        let steps = [
            step(400, 9999),
            step(168, 40),
            step(167, -25),
            step(1, 10),
            step(0, 5),
        ];
        let weeks = weeks(&steps, Currency::Usd, now);
        let told: Vec<_> = weeks
            .iter()
            .rev()
            .map(|it| (it.came.minor(), it.went.minor()))
            .collect();
        assert_eq!(told[..3], [(15, 25), (40, 0), (0, 0)]);
        let picture = flows(&weeks).into_string();
        assert!(picture.contains("<td class=\"number\">0.15</td><td class=\"number\">0.25</td>"));
    }
}
