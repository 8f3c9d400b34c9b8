//! Who is on the other side: a bank that changes its keys, and one that wants to know its clients.

use citi::Client;
use citi::core::{ConnectionBuilder, Identity, Outcome, Pin, PinSet, Roots};
use citi_sandbox::{Application, Sandbox, TlsClients};

use crate::world::client;

async fn bank(clients: TlsClients) -> (Sandbox, Application) {
    let sandbox = Sandbox::builder().seed(7).checked(true).tls(clients);
    let sandbox = sandbox.start().await.unwrap();
    let application = sandbox.register("Journey");
    (sandbox, application)
}

/// A client that trusts the bank's authority, and makes a connection for each call.
fn trusting(
    (sandbox, application): &(Sandbox, Application),
    change: impl FnOnce(ConnectionBuilder) -> ConnectionBuilder,
) -> Client {
    let roots = Roots::pem(sandbox.tls().unwrap().ca_pem()).unwrap();
    client(sandbox, application, |connection| {
        change(connection.roots(roots).pool_max_idle_per_host(0))
    })
}

fn pins(pins: [&str; 2]) -> PinSet {
    let pins = pins.map(|pin| pin.parse::<Pin>().unwrap());
    PinSet::new("127.0.0.1", pins)
}

async fn asks(citi: &Client) -> Result<(), citi::Error> {
    let rates = citi.fx().get_rates().base("USD");
    let rates = rates.terms(["EUR".to_owned()]);
    let fresh = citi::CallOptions::new().no_cache();
    rates.with_options(fresh).send().await.map(|_| ())
}

#[tokio::test]
async fn a_pinned_client_is_led_through_one_change_of_keys_and_refuses_a_key_that_it_does_not_know()
{
    let bank = bank(TlsClients::Unasked).await;
    let tls = bank.0.tls().unwrap();
    let first = tls.pins();
    let prepared = trusting(&bank, |connection| {
        connection.pins(pins([&first.current, &first.next]))
    });
    let bad = "sha256/RRM1dGqnDFsCJXBTHky16vi1obOlCgFFn/yOhI/y+ho=";
    let unprepared = trusting(&bank, |connection| {
        connection.pins(pins([&first.current, bad]))
    });
    asks(&prepared).await.unwrap();
    asks(&unprepared).await.unwrap();

    // The key in reserve comes into use: who has pinned it notices nothing.
    let second = tls.rotate().unwrap();
    assert_eq!(second.current, first.next);
    asks(&prepared).await.unwrap();
    let error = asks(&unprepared).await.unwrap_err();
    let seen = error.pin_mismatch().unwrap().seen().to_string();
    assert_eq!(seen, second.current);

    // Once more, with pins that were not brought up to date.
    let third = tls.rotate().unwrap();
    let error = asks(&prepared).await.unwrap_err();
    let seen = error.pin_mismatch().unwrap().seen().to_string();
    assert_eq!(seen, third.current);
    assert_eq!(bank.0.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn a_client_of_another_authority_s_bank_does_not_speak_to_this_one() {
    let (bank, other) = (
        bank(TlsClients::Unasked).await,
        bank(TlsClients::Unasked).await,
    );
    let roots = Roots::pem(other.0.tls().unwrap().ca_pem()).unwrap();
    let astray = client(&bank.0, &bank.1, |connection| connection.roots(roots));
    let error = asks(&astray).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent, "{error}");
    assert!(error.to_string().contains("certificate"), "{error}");
    assert!(bank.0.requests().is_empty());
}

#[tokio::test]
async fn a_bank_that_demands_certificates_serves_the_clients_that_it_gave_one() {
    let bank = bank(TlsClients::Demanded).await;
    let identity = |sandbox: &Sandbox| {
        let given = sandbox.tls().unwrap().client_identity("journey").unwrap();
        Identity::pem(given.certificate, &given.key).unwrap()
    };
    let known = trusting(&bank, |connection| connection.identity(identity(&bank.0)));
    asks(&known).await.unwrap();
    assert!(
        asks(&trusting(&bank, |connection| connection))
            .await
            .is_err()
    );
    let elsewhere = self::bank(TlsClients::Demanded).await;
    let stranger = trusting(&bank, |connection| {
        connection.identity(identity(&elsewhere.0))
    });
    assert!(asks(&stranger).await.is_err());
    // A token, and the rates.
    assert_eq!(bank.0.requests().len(), 2);
}
