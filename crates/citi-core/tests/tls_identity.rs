//! Mutual TLS: the program shows a certificate to a bank that wants one.

#![allow(
    clippy::unwrap_used,
    reason = "a test that finds something else than it prepared should stop there"
)]

mod common;
mod tls_common;

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use citi_core::{FileSecret, Identity, IdentitySource, Outcome, Secret};
use common::{list, shown};
use rcgen::{KeyPair, PKCS_RSA_SHA256, RsaKeySize};
#[cfg(feature = "pkcs12")]
use tls_common::Leaf;
#[cfg(feature = "pkcs12")]
use tls_common::exported;
use tls_common::{Authority, Server, Setup};

fn pem(label: &str, der: &[u8]) -> Secret {
    let text = STANDARD.encode(der);
    format!("-----BEGIN {label}-----\n{text}\n-----END {label}-----\n").into()
}

/// The key inside of a PKCS#8 of these lengths of header: PKCS#1 for RSA (RFC 8017), SEC1 for P-256 (RFC 5915).
fn inside(key: &KeyPair, header: usize) -> Vec<u8> {
    let der = key.serialize_der();
    assert_eq!(der[header], 0x30, "a sequence begins there");
    der[header..].to_vec()
}

async fn demanding(bank: &Authority, customers: &Authority) -> Server {
    let setup = Setup {
        clients_of: Some(customers.der()),
        ..Setup::default()
    };
    Server::start(&bank.leaf(), setup).await
}

async fn shown_to_bank(bank: &Authority, server: &Server, identity: Identity) -> Vec<u8> {
    let builder = server.builder().roots(bank.roots()).identity(identity);
    list(&builder.build().unwrap()).await.unwrap();
    server
        .taken()
        .last()
        .unwrap()
        .client
        .clone()
        .unwrap()
        .to_vec()
}

#[tokio::test]
async fn a_certificate_goes_with_every_form_of_its_key() {
    let (bank, customers) = (Authority::new("bank"), Authority::new("customers"));
    let server = demanding(&bank, &customers).await;
    let ec = customers.leaf();
    let rsa = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).unwrap();
    let rsa = customers.leaf_with(rsa);
    for (leaf, key) in [
        (&ec, ec.key.serialize_pem().into()),
        (&ec, pem("EC PRIVATE KEY", &inside(&ec.key, 29))),
        (&rsa, rsa.key.serialize_pem().into()),
        (&rsa, pem("RSA PRIVATE KEY", &inside(&rsa.key, 26))),
    ] {
        let identity = Identity::pem(&leaf.pem, &key).unwrap();
        let client = shown_to_bank(&bank, &server, identity).await;
        assert_eq!(client, leaf.der.to_vec());
    }
    let bundle = format!("{}{}", ec.key.serialize_pem(), ec.pem).into();
    let identity = Identity::pem_bundle(&bundle).unwrap();
    assert_eq!(
        shown_to_bank(&bank, &server, identity).await,
        ec.der.to_vec()
    );
}

#[tokio::test]
async fn who_has_none_or_one_of_somebody_else_is_not_served() {
    let (bank, customers) = (Authority::new("bank"), Authority::new("customers"));
    let server = demanding(&bank, &customers).await;
    let stranger = Authority::new("others").leaf();
    let key = stranger.key.serialize_pem().into();
    let stranger = Identity::pem(&stranger.pem, &key).unwrap();
    let builder = || server.builder().roots(bank.roots());
    for builder in [builder(), builder().identity(stranger)] {
        let error = list(&builder.build().unwrap()).await.unwrap_err();
        // The bank says so after the handshake is over for this side (RFC 8446 §4.4.2.4).
        assert!(error.status().is_none(), "{error}");
        assert_ne!(error.outcome(), Outcome::Rejected);
    }
    assert_eq!(server.requests(), 0);
}

#[test]
fn a_key_of_another_certificate_is_refused() {
    let customers = Authority::new("customers");
    let (one, other) = (customers.leaf(), customers.leaf());
    let key = Secret::from(other.key.serialize_pem());
    let error = citi_core::Connection::builder("https://bank.example")
        .identity(Identity::pem(&one.pem, &key).unwrap())
        .build()
        .unwrap_err();
    assert!(error.to_string().contains("do not go together"), "{error}");
    let middle = key.expose().lines().nth(1).unwrap();
    assert!(!shown(&error).contains(middle));
}

#[tokio::test]
async fn a_certificate_that_changed_goes_with_the_next_connection() {
    let (bank, customers) = (Authority::new("bank"), Authority::new("customers"));
    let server = demanding(&bank, &customers).await;
    let (old, new) = (customers.leaf(), customers.leaf());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("client.pem");
    let source = || IdentitySource::bundle(FileSecret::new(&path)).every(Duration::ZERO);
    let builder = || {
        server
            .builder()
            .roots(bank.roots())
            .identity_source(source())
    };
    let connection = builder().build().unwrap();
    let error = list(&connection).await.unwrap_err();
    assert!(
        error.is_connect() && error.to_string().contains("client.pem"),
        "{error}"
    );
    assert_eq!(error.outcome(), Outcome::NotSent);

    let bundle = |leaf: &tls_common::Leaf| format!("{}{}", leaf.pem, leaf.key.serialize_pem());
    for (held, shown) in [
        (bundle(&old), &old),
        (bundle(&old), &old),
        (bundle(&new), &new),
        // The old one stays while there is no other.
        ("canary".to_owned(), &new),
        (format!("{}{}", old.pem, new.key.serialize_pem()), &new),
    ] {
        std::fs::write(&path, held).unwrap();
        list(&connection).await.unwrap();
        let client = server.taken().last().unwrap().client.clone();
        assert_eq!(client.as_ref(), Some(&shown.der));
    }
    // Resumed while it is the same, and never with the identity of before.
    let resumed: Vec<_> = server.taken().iter().map(|taken| taken.resumed).collect();
    assert_eq!(resumed, [false, true, false, true, true]);

    std::fs::write(&path, "canary").unwrap();
    let error = list(&builder().build().unwrap()).await.unwrap_err();
    assert!(!shown(&error).contains("canary"), "{error}");
}

#[cfg(feature = "pkcs12")]
#[tokio::test]
async fn a_pkcs12_file_of_openssl_is_taken_with_its_password() {
    let (bank, customers) = (Authority::new("bank"), Authority::new("customers"));
    let leaf: Leaf = customers.leaf();
    let Some(file) = exported(&leaf, "canary-password") else {
        println!("left out: PKCS#12: there is no openssl to make a file with");
        return;
    };
    let server = demanding(&bank, &customers).await;
    let identity = Identity::pkcs12(&file, &"canary-password".into()).unwrap();
    assert_eq!(
        shown_to_bank(&bank, &server, identity).await,
        leaf.der.to_vec()
    );
    for (file, password) in [(&file[..], "canary-other"), (b"canary", "canary-password")] {
        let error = Identity::pkcs12(file, &password.into()).unwrap_err();
        assert!(error.to_string().contains("its password"), "{error}");
        assert!(!shown(&error).contains("canary"));
    }
}
