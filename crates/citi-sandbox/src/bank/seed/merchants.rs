//! Merchants, all invented.

use crate::bank::card_transaction::Merchant;
use crate::bank::{Currency, Dice, Money};

/// A merchant, and what is spent there: from one amount to another, in minor units.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shop {
    pub(crate) merchant: Merchant,
    low: i64,
    high: i64,
}

impl Shop {
    /// What somebody spends there.
    pub(crate) fn amount(&self, dice: &mut Dice, currency: Currency) -> Money {
        Money::new(dice.between(self.low, self.high), currency)
    }
}

const fn shop(
    name: &'static str,
    category_code: &'static str,
    city: &'static str,
    country: &'static str,
    low: i64,
    high: i64,
) -> Shop {
    Shop {
        merchant: Merchant {
            name,
            category_code,
            city,
            country,
        },
        low,
        high,
    }
}

/// Where people go who live in New York. Groceries, restaurants, trains, fuel, books, pharmacies.
pub(crate) const EVERYDAY: [Shop; 12] = [
    shop("Greenleaf Market", "5411", "New York", "US", 1_180, 6_240),
    shop("Corner Pantry", "5411", "Brooklyn", "US", 420, 2_890),
    shop(
        "Harvest & Sons Grocers",
        "5411",
        "New York",
        "US",
        1_540,
        5_870,
    ),
    shop("Trattoria Lume", "5812", "New York", "US", 1_850, 4_960),
    shop("Noodle Parlor 88", "5812", "Queens", "US", 1_290, 3_340),
    shop("The Copper Kettle", "5812", "Brooklyn", "US", 980, 2_760),
    shop("Hudson Commuter Rail", "4111", "New York", "US", 290, 1_975),
    shop("Borough Bus Lines", "4111", "Brooklyn", "US", 275, 550),
    shop(
        "Pike Street Fuel",
        "5541",
        "Jersey City",
        "US",
        2_430,
        5_120,
    ),
    shop("Lantern Books", "5942", "New York", "US", 899, 3_450),
    shop("Wellspring Pharmacy", "5912", "New York", "US", 640, 2_980),
    shop("Cloudline Streaming", "5815", "Seattle", "US", 1_099, 1_599),
];

/// Where they go on holiday, and pay in euros.
pub(crate) const ABROAD: [Shop; 4] = [
    shop("Marche Vert", "5411", "Lyon", "FR", 890, 5_410),
    shop("Brasserie du Quai", "5812", "Lyon", "FR", 2_150, 6_880),
    shop("Trambahn Nord", "4111", "Graz", "AT", 260, 1_120),
    shop("Hotel Alpenrose", "7011", "Graz", "AT", 9_800, 18_400),
];

/// What the bank itself takes.
pub(crate) const BANK: Merchant = Merchant {
    name: "Citi Card Services",
    category_code: "6012",
    city: "New York",
    country: "US",
};

/// Where cash comes from.
pub(crate) const CASH: Merchant = Merchant {
    name: "Union Square ATM",
    category_code: "6011",
    city: "New York",
    country: "US",
};
