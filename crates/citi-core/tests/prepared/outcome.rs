//! The verdict on a write is that of all that was sent of its record.

use citi_core::{Outcome, Retry};

use crate::common::{Bank, Reply, answer as reply};
use crate::{prepare, resume, stored};

#[tokio::test(start_paused = true)]
async fn an_outcome_is_that_of_all_that_was_sent_of_a_record() {
    let bank = Bank::new([Reply::Away, Reply::Away, reply(401, "{}"), reply(422, "{}")]);
    let connection = bank
        .builder()
        .bearer_token("t")
        .retry(Retry::never())
        .build()
        .unwrap();
    let record = prepare(&connection).await;
    let first = resume(&connection, &record).await.unwrap_err();
    assert_eq!(
        first.outcome(),
        Outcome::NotSent,
        "nobody has sent it before"
    );
    // It comes from storage: it may have been.
    for (status, outcome) in [
        (None, Outcome::Unknown),
        (Some(401), Outcome::Unknown),
        (Some(422), Outcome::Rejected),
    ] {
        let error = resume(&connection, &stored(&record)).await.unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), status);
        assert_eq!(error.outcome(), outcome, "{status:?}");
    }
}
