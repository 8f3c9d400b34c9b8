//! Sources of tokens, and what may become of whoever asks them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use citi_core::{AccessToken, Secret, TokenError, TokenFuture, TokenRequest, TokenSource};

use crate::common::{Bank, Reply, answer, list, token};
use crate::{bearers, builder};

#[tokio::test(start_paused = true)]
async fn a_source_of_ones_own_is_kept_and_told_what_was_refused() {
    #[derive(Clone, Default)]
    struct Vault(Arc<AtomicU32>);
    impl TokenSource for Vault {
        fn token<'a>(&'a self, request: TokenRequest<'a>) -> TokenFuture<'a> {
            let count = self.0.fetch_add(1, Ordering::SeqCst);
            Box::pin(async move {
                match (count, request.refused.map(Secret::expose)) {
                    (0, None) => Err(TokenError::new("the vault is closed")),
                    (1, None) => Ok(AccessToken::new("v-1").expires_in(Duration::MAX)),
                    (2, Some("v-1")) => Ok(AccessToken::new("v-2")),
                    other => panic!("{other:?}"),
                }
            })
        }
    }
    let bank = Bank::new([answer(200, "{}"), answer(401, ""), answer(200, "{}")]);
    let vault = Vault::default();
    let connection = bank.builder().token_source(vault.clone()).build().unwrap();
    let error = list(&connection).await.unwrap_err();
    assert!(error.to_string().contains("the vault is closed"), "{error}");
    list(&connection).await.unwrap();
    list(&connection).await.unwrap();
    assert_eq!(bearers(&bank), ["Bearer v-1", "Bearer v-1", "Bearer v-2"]);
    assert_eq!(vault.0.load(Ordering::SeqCst), 3);
}

#[tokio::test(start_paused = true)]
async fn a_source_that_panics_costs_no_later_call() {
    struct Panics(AtomicU32);
    impl TokenSource for Panics {
        fn token<'a>(&'a self, _: TokenRequest<'a>) -> TokenFuture<'a> {
            match self.0.fetch_add(1, Ordering::SeqCst) {
                0 | 1 => panic!("as it happens"),
                _ => Box::pin(async { Ok(AccessToken::new("t-1")) }),
            }
        }
    }
    let bank = Bank::new([answer(200, "{}")]);
    let source = Panics(AtomicU32::new(0));
    let connection = bank.builder().token_source(source).build().unwrap();
    assert!(list(&connection).await.unwrap_err().is_token());
    list(&connection).await.unwrap();
}

#[test]
fn a_runtime_that_ends_while_it_asks_costs_no_later_call() {
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .unwrap()
    };
    let (bank, connection) = runtime().block_on(async {
        let slow = Reply::Slow(Duration::from_secs(5), Box::new(token("t-1", 3600)));
        let bank = Bank::with_tokens([answer(200, "{}")], [slow, token("t-2", 3600)]);
        let connection = builder(&bank).build().unwrap();
        let call = tokio::time::timeout(Duration::from_secs(1), list(&connection));
        assert!(call.await.is_err());
        (bank, connection)
    });
    runtime().block_on(list(&connection)).unwrap();
    assert_eq!(bearers(&bank), ["Bearer t-2"]);
}
