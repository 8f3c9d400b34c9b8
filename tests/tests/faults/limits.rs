//! 429 in each of its forms.

use crate::world::{ACCOUNT, World};

/// How many seconds of the bank a call took that met a fault once.
async fn waited(fault: &str) -> i64 {
    let world = World::new().await;
    world.fault(&format!("{fault}; operation=getAccount; count=1"));
    let before = world.sandbox.clock().now();
    let get = world.citi.accounts().get_account().account_id(ACCOUNT);
    assert_eq!(get.send().await.unwrap().attempts(), 2, "{fault}");
    let waited = world.sandbox.clock().now().duration_since(before);
    world.end();
    waited.as_secs()
}

#[tokio::test]
async fn as_long_as_the_bank_says_and_not_much_longer() {
    for (fault, least) in [
        ("rate-limited; seconds=7", 7),
        ("rate-limited; header=date; seconds=7", 7),
        ("rate-limited; header=none", 1),
        ("unavailable; header=seconds; seconds=7", 7),
        ("unavailable; header=date; seconds=7", 7),
    ] {
        let waited = waited(fault).await;
        assert!((least..least + 3).contains(&waited), "{fault}: {waited}");
    }
}
