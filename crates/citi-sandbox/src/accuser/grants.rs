//! Tokens that are fetched for every call.

use super::Seen;
use super::kept::Kept;

/// How many tokens in a row must have been needless before it is a habit.
const HABIT: u32 = 3;

/// How each client uses its tokens.
#[derive(Debug, Default)]
pub(super) struct Grants {
    clients: Kept<Use>,
}

#[derive(Debug)]
struct Use {
    client: String,
    /// Calls since the last token was granted.
    calls: u32,
    /// Tokens in a row that were granted while a good one was out that had served one call at most.
    row: u32,
}

impl Grants {
    /// Whether a client makes a habit of fetching a token for each call.
    pub(super) fn see(&mut self, seen: &Seen<'_>) -> bool {
        let Some(client) = seen.client else {
            return false;
        };
        if self.clients.find(|it| it.client == client).is_none() {
            self.clients.keep(Use {
                client: client.to_owned(),
                calls: u32::MAX,
                row: 0,
            });
        }
        let Some(own) = self.clients.find(|it| it.client == client) else {
            return false;
        };
        match seen.grant {
            None => {
                own.calls = own.calls.saturating_add(1);
                false
            }
            // A token that a fault has touched may not have arrived.
            Some(other) if seen.fault.is_none() => {
                let needless = other && own.calls <= 1;
                own.row = if needless {
                    own.row.saturating_add(1)
                } else {
                    0
                };
                own.calls = 0;
                own.row >= HABIT
            }
            Some(_) => {
                own.row = 0;
                own.calls = u32::MAX;
                false
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::seen::tests::seen;
    use super::*;

    fn grant(other: bool) -> Seen<'static> {
        Seen {
            grant: Some(other),
            ..seen(0)
        }
    }

    #[test]
    fn a_token_for_each_call_is_a_habit_from_the_fourth_on() {
        let mut grants = Grants::default();
        let mut found = vec![grants.see(&grant(false))];
        for _ in 0..4 {
            grants.see(&seen(0));
            found.push(grants.see(&grant(true)));
        }
        assert_eq!(found, [false, false, false, true, true]);
    }

    #[test]
    fn tokens_that_are_used_or_were_needed_are_none() {
        let mut grants = Grants::default();
        for _ in 0..9 {
            assert!(!grants.see(&grant(true)));
            grants.see(&seen(0));
            grants.see(&seen(0));
        }
        for _ in 0..9 {
            grants.see(&seen(0));
            assert!(!grants.see(&grant(false)));
        }
    }

    #[test]
    fn a_token_that_did_not_arrive_is_asked_for_again() {
        let mut grants = Grants::default();
        for _ in 0..9 {
            let lost = Seen {
                fault: Some(crate::faults::FaultKind::CutBody),
                ..grant(true)
            };
            grants.see(&lost);
            assert!(!grants.see(&grant(true)));
        }
    }
}
