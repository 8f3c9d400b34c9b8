//! What holds of images of a bank, whatever was done to it before.

use proptest::prelude::*;

use crate::bank::laws::{Deed, World, deed};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_bank_out_of_an_image_goes_on_as_the_one_that_went_in(
        seed: u64,
        before in proptest::collection::vec(deed(), 1..25),
        after in proptest::collection::vec(deed(), 1..25),
    ) {
        let mut world = World::new(seed);
        for deed in &before {
            world.does(deed);
        }
        let text = serde_json::to_string(&world.bank).unwrap();
        let mut other = world.with(serde_json::from_str(&text).unwrap());
        prop_assert_eq!(serde_json::to_string(&other.bank).unwrap(), text);
        for deed in after.iter().chain([&Deed::Advance(3 * 86_400)]) {
            world.does(deed);
            other.does(deed);
            other.holds();
        }
        prop_assert_eq!(&world.log, &other.log);
        prop_assert_eq!(
            serde_json::to_string(&world.bank).unwrap(),
            serde_json::to_string(&other.bank).unwrap()
        );
    }
}

#[test]
fn a_ledger_that_does_not_add_up_is_refused() {
    let world = World::new(7);
    let text = serde_json::to_string(&world.bank).unwrap();
    let (head, tail) = text.split_once("\"amount\":\"USD ").unwrap();
    let changed = format!("{head}\"amount\":\"USD 1{tail}");
    let error = serde_json::from_str::<crate::bank::Bank>(&changed).unwrap_err();
    assert!(error.to_string().contains("do not add up"), "{error}");
}

#[test]
fn an_image_is_small_and_quickly_taken() {
    let clock = crate::clock::VirtualClock::new("2026-03-02T14:00:00Z".parse().unwrap(), true);
    let state = crate::state::State::new(String::new(), Some(7), clock, false).unwrap();
    let begun = std::time::Instant::now();
    let image = state.snapshot();
    let took = begun.elapsed();
    let sizes: Vec<_> = image
        .parts()
        .iter()
        .map(|(name, text)| (name, text.len()))
        .collect();
    println!("{took:?} {sizes:?}");
    assert!(image.to_string().len() < 1024 * 1024, "{sizes:?}");
}
