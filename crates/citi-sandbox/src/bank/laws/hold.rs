//! They hold.

use proptest::prelude::*;

use super::deed::{ACCOUNTS, Deed, deed};
use super::world::World;
use crate::bank::PaymentStatus;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_laws_hold_after_every_deed(seed: u64, deeds in proptest::collection::vec(deed(), 1..40)) {
        let mut world = World::new(seed);
        world.holds();
        let opened = world.sent();
        for deed in &deeds {
            world.does(deed);
            world.holds();
        }
        // A week later every payment is at its end; each that was completed has moved its amount
        // once, and nothing else has moved.
        world.does(&Deed::Advance(7 * 86_400));
        world.holds();
        for payment in world.bank.payments.values() {
            prop_assert!(!payment.status.is_cancellable());
            prop_assert!(payment.status != PaymentStatus::Processing);
        }
        let paid: i64 = ACCOUNTS.iter().map(|account| world.paid(account)).sum();
        prop_assert_eq!(world.sent() - opened, paid);
    }

    #[test]
    fn the_same_seed_and_deeds_give_the_same_bytes(seed: u64, deeds in proptest::collection::vec(deed(), 1..25)) {
        let live = |seed| {
            let mut world = World::new(seed);
            for deed in &deeds {
                world.does(deed);
            }
            (world.log, serde_json::to_string(&world.bank.ledger()).unwrap())
        };
        prop_assert_eq!(live(seed), live(seed));
    }
}
