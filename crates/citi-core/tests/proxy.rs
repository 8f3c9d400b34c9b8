//! Proxies of every kind: they get their password, carry the call, and see nothing of it.

#![allow(
    clippy::unwrap_used,
    reason = "a test that finds something else than it prepared should stop there"
)]

mod common;
mod proxy_common;
mod tls_common;

use citi_core::{Connection, ConnectionBuilder, Identity, Outcome, Proxy, Retry};
use common::{list, shown};
use proxy_common::{Asked, Double, Kind, PASSWORD, USER};
use tls_common::{Authority, NOWHERE, Server, Setup, acceptor};

/// A bank, and who vouches for it and for the proxies.
struct World {
    authority: Authority,
    server: Server,
}

impl World {
    async fn new() -> Self {
        let authority = Authority::new("bank");
        let server = Server::start(&authority.leaf(), Setup::default()).await;
        Self { authority, server }
    }

    /// A proxy that carries everything to the bank.
    async fn proxy(&self, kind: Kind) -> Double {
        Double::start(kind, self.server.port).await
    }

    fn tls(&self, setup: Setup) -> Kind {
        Kind::Https(acceptor(&self.authority.leaf(), setup))
    }

    /// A connection to the bank under this name.
    fn builder(&self, host: &str) -> ConnectionBuilder {
        Connection::builder(format!("https://{host}:{}", self.server.port))
            .roots(self.authority.roots())
            .bearer_token("t0ken")
            .retry(Retry::never())
    }

    fn asked(&self, host: &str) -> Asked {
        Asked {
            target: format!("{host}:{}", self.server.port),
            user: USER.to_owned(),
            password: PASSWORD.to_owned(),
            certificate: false,
        }
    }
}

#[tokio::test]
async fn each_gets_its_password_and_the_name_of_the_host_and_carries_the_call() {
    let world = World::new().await;
    for (kind, scheme) in [
        (Kind::Http, "http"),
        (world.tls(Setup::default()), "https"),
        (Kind::Socks, "socks5h"),
    ] {
        let double = world.proxy(kind).await;
        let builder = world.builder(NOWHERE).proxy(double.proxy(scheme));
        let before = world.server.requests();
        // Only the proxy knows this host: nobody looked its name up here.
        list(&builder.build().unwrap()).await.unwrap();
        assert_eq!(double.asked(), [world.asked(NOWHERE)], "{scheme}");
        assert_eq!(world.server.requests(), before + 1);
    }
    for taken in world.server.taken() {
        let request = taken.request.to_ascii_lowercase();
        assert!(request.contains("authorization: bearer t0ken"), "{request}");
        assert!(!request.contains("proxy-"), "{request}");
    }
}

#[tokio::test]
async fn socks5_is_given_the_address_and_names_are_looked_up_here() {
    let world = World::new().await;
    let double = world.proxy(Kind::Socks).await;
    let through = |host: &str| {
        let builder = world.builder(host).proxy(double.proxy("socks5"));
        builder.build().unwrap()
    };
    list(&through("localhost")).await.unwrap();
    let asked = double.asked();
    let (v4, v6) = (world.asked("127.0.0.1"), world.asked("::1"));
    assert!(asked == [v4] || asked == [v6], "{asked:?}");

    let error = list(&through(NOWHERE)).await.unwrap_err();
    assert!(error.is_connect(), "{error}");
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert_eq!((double.asked().len(), world.server.requests()), (1, 1));
}

#[tokio::test]
async fn a_proxy_that_refuses_the_password_is_an_error_that_does_not_show_it() {
    let world = World::new().await;
    for (kind, scheme) in [
        (Kind::Http, "http"),
        (world.tls(Setup::default()), "https"),
        (Kind::Socks, "socks5h"),
    ] {
        let double = world.proxy(kind).await;
        let url = format!("{scheme}://localhost:{}", double.port);
        for proxy in [
            Proxy::new(url.clone()),
            Proxy::new(url.clone()).credentials(USER, "canary9"),
        ] {
            let connection = world.builder(NOWHERE).proxy(proxy).build().unwrap();
            let error = list(&connection).await.unwrap_err();
            assert!(error.is_connect(), "{error}");
            assert!(error.to_string().contains("name and password"), "{error}");
            assert_eq!(error.outcome(), Outcome::NotSent);
            let shown = format!("{} {connection:?}", shown(&error));
            assert!(
                !shown.contains("canary9") && !shown.contains("t0ken"),
                "{shown}"
            );
        }
    }
    assert_eq!(world.server.requests(), 0);
}

#[tokio::test]
async fn a_proxy_that_is_away_is_told_from_a_bank_that_is() {
    let world = World::new().await;
    let nobody = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = nobody.local_addr().unwrap();
    drop(nobody);
    for scheme in ["http", "https", "socks5", "socks5h"] {
        let proxy = Proxy::new(format!("{scheme}://{address}"));
        let builder = world.builder("localhost").proxy(proxy);
        let error = list(&builder.build().unwrap()).await.unwrap_err();
        assert!(error.is_connect(), "{error}");
        assert!(
            error.to_string().contains("the proxy cannot be reached"),
            "{error}"
        );
        assert_eq!(error.outcome(), Outcome::NotSent);
    }
    let direct = Connection::builder(format!("https://{address}")).retry(Retry::never());
    let error = list(&direct.build().unwrap()).await.unwrap_err();
    assert!(
        error.is_connect() && !error.to_string().contains("proxy"),
        "{error}"
    );
}

#[tokio::test]
async fn a_tls_proxy_whom_nobody_vouches_for_gets_no_password() {
    let world = World::new().await;
    let kind = Kind::Https(acceptor(&Authority::new("evil").leaf(), Setup::default()));
    let double = world.proxy(kind).await;
    let builder = world.builder(NOWHERE).proxy(double.proxy("https"));
    let error = list(&builder.build().unwrap()).await.unwrap_err();
    assert!(error.is_connect(), "{error}");
    assert!(error.to_string().contains("UnknownIssuer"), "{error}");
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert_eq!(double.asked(), []);
}

#[tokio::test]
async fn this_machine_and_the_hosts_left_out_are_called_directly() {
    let world = World::new().await;
    let double = world.proxy(Kind::Http).await;
    let left_out = double.proxy("http").except("localhost, .company.example");
    let builder = world.builder("localhost").proxy(left_out);
    list(&builder.build().unwrap()).await.unwrap();
    assert_eq!(world.server.requests(), 1);

    let plain = wiremock::MockServer::start().await;
    let answer = wiremock::ResponseTemplate::new(200).set_body_string("{}");
    let any = wiremock::Mock::given(wiremock::matchers::any());
    any.respond_with(answer).mount(&plain).await;
    let connection = Connection::builder(plain.uri()).proxy(double.proxy("http"));
    list(&connection.build().unwrap()).await.unwrap();
    assert_eq!(double.asked(), []);
}

#[tokio::test]
async fn a_tls_proxy_that_asks_for_a_certificate_is_shown_the_one_for_the_bank() {
    // The TLS library does not say who asks: `Proxy` tells so.
    let customers = Authority::new("customers");
    let leaf = customers.leaf();
    let key = leaf.key.serialize_pem().into();
    let identity = || Identity::pem(&leaf.pem, &key).unwrap();
    let world = World::new().await;
    for (clients_of, shown) in [(None, false), (Some(customers.der()), true)] {
        let setup = Setup {
            strangers: true,
            clients_of,
            ..Setup::default()
        };
        let double = world.proxy(world.tls(setup)).await;
        let builder = world.builder(NOWHERE).proxy(double.proxy("https"));
        let connection = builder.identity(identity()).build().unwrap();
        list(&connection).await.unwrap();
        assert_eq!(double.asked()[0].certificate, shown);
    }
}
