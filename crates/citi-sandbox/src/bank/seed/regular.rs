//! What comes and goes each month.

use jiff::Timestamp;
use jiff::civil::Date;

use super::history::{Act, moment};
use crate::bank::movement::{Counterparty, Direction, Draft};
use crate::bank::{Currency, Dice, Money};

fn transfer(
    name: &str,
    number: &str,
    direction: Direction,
    cents: i64,
    reference: Option<String>,
) -> Draft {
    Draft {
        direction,
        amount: Money::new(cents, Currency::Usd),
        description: name.to_owned(),
        counterparty: Some(Counterparty {
            name: name.to_owned(),
            number: Some(format!("******{number}")),
        }),
        reference,
    }
}

/// Salaries, rent, bills, savings.
pub(super) fn regular(acts: &mut Vec<(Timestamp, Act)>, seed: u64, today: Date) {
    let mut dice = Dice::new(seed, "regular");
    let mut add = |account, days_ago, hour, draft| {
        acts.push((
            moment(today, days_ago, hour, 15),
            Act::Move { account, draft },
        ));
    };
    use Direction::{Credit, Debit};
    for (index, days_ago) in [84, 70, 56, 42, 28, 14].into_iter().enumerate() {
        let reference = Some(format!("PAY-{:02}", index + 1));
        add(
            "123456789",
            days_ago,
            9,
            transfer(
                "Northwind Instruments Payroll",
                "4471",
                Credit,
                148_250,
                reference,
            ),
        );
        add(
            "305800117",
            days_ago,
            9,
            transfer(
                "Atelier Fern Studio",
                "9025",
                Credit,
                dice.between(90_000, 240_000),
                None,
            ),
        );
    }
    for days_ago in [80, 50, 20] {
        add(
            "123456789",
            days_ago,
            8,
            transfer(
                "Maple Court Residences",
                "2208",
                Debit,
                142_000,
                Some("RENT".to_owned()),
            ),
        );
        add(
            "123456789",
            days_ago - 3,
            11,
            transfer(
                "City Power and Light",
                "0311",
                Debit,
                dice.between(6_900, 9_800),
                None,
            ),
        );
        add(
            "123456789",
            days_ago - 5,
            11,
            transfer("Tidewater Internet", "7745", Debit, 5_999, None),
        );
        add(
            "123456789",
            days_ago - 8,
            11,
            transfer(
                "Borough Water Works",
                "1160",
                Debit,
                dice.between(3_200, 5_400),
                None,
            ),
        );
        add(
            "123456790",
            days_ago - 10,
            10,
            transfer("Interest", "0001", Credit, dice.between(1_800, 2_600), None),
        );
        add(
            "305800117",
            days_ago,
            8,
            transfer("Foundry Lane Lofts", "6631", Debit, 165_000, None),
        );
    }
}
