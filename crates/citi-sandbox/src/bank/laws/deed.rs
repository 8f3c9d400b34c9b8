//! [`Deed`]: something done to the bank.

use proptest::prelude::*;

pub(super) const ACCOUNTS: [&str; 4] = ["123456789", "123456790", "123456792", "305800117"];
pub(super) const CREDITORS: [&str; 4] = ["9876543210", "9876540002", "9876540003", "9876549999"];

/// Something done to the bank.
#[derive(Clone, Debug)]
pub(crate) enum Deed {
    Pay {
        key: u8,
        account: usize,
        creditor: usize,
        cents: i64,
        wire: bool,
    },
    /// The same order once more, with the same key.
    Repeat(usize),
    Cancel(usize),
    Advance(i64),
    Quote(u8),
    /// A page further in one list of transactions.
    Turn,
}

pub(crate) fn deed() -> impl Strategy<Value = Deed> {
    let pay = (
        any::<u8>(),
        0..ACCOUNTS.len(),
        0..CREDITORS.len(),
        1_i64..300_000,
        any::<bool>(),
    );
    prop_oneof![
        4 => pay.prop_map(|(key, account, creditor, cents, wire)| Deed::Pay {
            key, account, creditor, cents, wire
        }),
        2 => any::<usize>().prop_map(Deed::Repeat),
        2 => any::<usize>().prop_map(Deed::Cancel),
        3 => prop_oneof![0_i64..10, 0_i64..90_000].prop_map(Deed::Advance),
        1 => any::<u8>().prop_map(Deed::Quote),
        2 => Just(Deed::Turn),
    ]
}
