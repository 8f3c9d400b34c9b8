//! Deliveries that were signed and then changed: none is taken.
//!
//! 200 000 in a usual run. Ten million, on all processors, take a few minutes:
//!
//! ```sh
//! WEBHOOK_MUTATIONS=10000000 cargo test -p citi-core --test webhook_mutations -- --nocapture
//! ```

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "a test that finds something else than it prepared should stop there"
)]

use std::sync::Arc;
use std::time::{Duration, Instant};

use citi_core::webhook::{
    CitiSignature, Encoding, GitHubSignature, SignatureScheme, Signer, SlackSignature,
    StandardWebhooks, StripeSignature, TimestampFormat,
};
use citi_core::{Clock, Sleep, WebhookVerifier};
use http::{HeaderMap, HeaderName, HeaderValue};
use jiff::Timestamp;

const NOW: i64 = 1_614_265_330;
const SECRETS: [&str; 2] = [
    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
];
const BODY: &[u8] =
    br#"{"id":"evt-1","type":"payment.completed","createdAt":"2021-02-25T15:02:10Z",
"data":{"paymentId":"p-1","amount":1250.00,"currency":"USD"}}"#;

struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(NOW).unwrap()
    }

    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, _: Duration) -> Sleep<'_> {
        Box::pin(std::future::ready(()))
    }
}

/// Chance that is the same each time (xorshift64*).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    /// Changes some bytes, whatever they were, to others.
    fn change(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.below(3) {
            let at = self.below(bytes.len() + 1);
            let byte = self.next() as u8;
            match (self.below(6), at < bytes.len()) {
                (0 | 1, true) => bytes[at] ^= 1 << self.below(8),
                (2, true) => bytes[at] = byte,
                (3, true) => drop(bytes.remove(at)),
                (4, true) => bytes.truncate(at),
                (5, true) => {
                    let to = self.below(bytes.len());
                    bytes.swap(at, to);
                }
                _ => bytes.insert(at, byte),
            }
        }
    }
}

/// A delivery, signed, and how to read back what was signed.
struct Case {
    name: &'static str,
    scheme: Arc<dyn SignatureScheme>,
    verifier: WebhookVerifier,
    headers: HeaderMap,
}

/// What a delivery means to its scheme: the signatures, decoded, and all the bytes that are signed. Two with the same are
/// the same delivery, in whatever case or order it is written.
type Meaning = (Vec<Vec<u8>>, Vec<u8>);

impl Case {
    fn new(name: &'static str, scheme: impl SignatureScheme + Clone + 'static) -> Self {
        let signer = Signer::new(scheme.clone(), SECRETS[0]).unwrap();
        let verifier = WebhookVerifier::with_scheme(scheme.clone(), SECRETS[0]).unwrap();
        Self {
            name,
            scheme: Arc::new(scheme),
            verifier: verifier.or(SECRETS[1]).unwrap().clock(Arc::new(Still)),
            headers: signer
                .id("msg_1")
                .clock(Arc::new(Still))
                .sign(BODY)
                .unwrap(),
        }
    }

    fn meaning(&self, headers: &HeaderMap, body: &[u8]) -> Option<Meaning> {
        let envelope = self.scheme.read(headers).ok()?;
        let mut signed = Vec::new();
        self.scheme.signed(&envelope, body, &mut |bytes| {
            signed.extend_from_slice(bytes)
        });
        let mut signatures = envelope.signatures().to_vec();
        signatures.sort();
        signatures.dedup();
        Some((signatures, signed))
    }

    /// A changed delivery.
    fn mutate(&self, chance: &mut Chance) -> (HeaderMap, Vec<u8>) {
        let (mut headers, mut body) = (self.headers.clone(), BODY.to_vec());
        match chance.below(10) {
            0..=3 => chance.change(&mut body),
            4..=6 => self.change_signature(&mut headers, chance),
            7 => change_header(&mut headers, chance),
            8 => {
                chance.change(&mut body);
                change_header(&mut headers, chance);
            }
            _ => shift(&mut headers, &mut body, chance),
        }
        (headers, body)
    }

    /// Changes a signature as bytes, and writes it in its form again.
    fn change_signature(&self, headers: &mut HeaderMap, chance: &mut Chance) {
        let envelope = self.scheme.read(&self.headers).unwrap();
        let mut bytes = envelope.signatures()[0].clone();
        // Mostly of the length that it had: others are refused before they are compared.
        match chance.below(4) {
            0 => chance.change(&mut bytes),
            _ => bytes[chance.below(32)] ^= 1 << chance.below(8),
        }
        for value in headers.values_mut() {
            let text = value.to_str().unwrap().to_owned();
            for encoding in [Encoding::Hex, Encoding::Base64] {
                let old = encoding.encode(&envelope.signatures()[0]);
                if text.contains(&old) {
                    let text = text.replace(&old, &encoding.encode(&bytes));
                    *value = HeaderValue::from_str(&text).unwrap();
                }
            }
        }
    }
}

/// Changes one header as text, takes it away, or doubles it.
fn change_header(headers: &mut HeaderMap, chance: &mut Chance) {
    let names: Vec<HeaderName> = headers.keys().cloned().collect();
    let name = names[chance.below(names.len())].clone();
    let mut value = headers[&name].as_bytes().to_vec();
    match chance.below(8) {
        0 => drop(headers.remove(&name)),
        1 => drop(headers.append(name, HeaderValue::from_bytes(&value).unwrap())),
        _ => {
            chance.change(&mut value);
            if let Ok(value) = HeaderValue::from_bytes(&value) {
                headers.insert(name, value);
            }
        }
    }
}

/// Moves bytes between the end of a header and the beginning of the body, with and without the stop between them.
fn shift(headers: &mut HeaderMap, body: &mut Vec<u8>, chance: &mut Chance) {
    let names: Vec<HeaderName> = headers.keys().cloned().collect();
    let name = names[chance.below(names.len())].clone();
    let mut value = headers[&name].as_bytes().to_vec();
    let stop: &[u8] = [&b""[..], b".", b":"][chance.below(3)];
    let count = chance.below(24);
    if chance.below(2) == 0 {
        let moved = value.split_off(value.len().saturating_sub(count));
        *body = [moved.as_slice(), stop, body].concat();
    } else {
        value.extend_from_slice(stop);
        value.extend(body.drain(..count));
    }
    if let Ok(value) = HeaderValue::from_bytes(&value) {
        headers.insert(name, value);
    }
}

fn cases() -> Vec<Case> {
    let timed = CitiSignature::new()
        .encoding(Encoding::Base64)
        .prefix("sha256=")
        .timestamp(
            HeaderName::from_static("x-time"),
            TimestampFormat::UnixSeconds,
        );
    let dated =
        CitiSignature::new().timestamp(HeaderName::from_static("x-time"), TimestampFormat::Rfc3339);
    vec![
        Case::new("citi", CitiSignature::new()),
        Case::new("citi, timed", timed),
        Case::new("citi, dated", dated),
        Case::new("standard", StandardWebhooks),
        Case::new("stripe", StripeSignature),
        Case::new("github", GitHubSignature::new()),
        Case::new("slack", SlackSignature),
    ]
}

/// Changes deliveries until so many were changed indeed; how many of them got as far as having their signature compared.
fn run(seed: u64, count: u64) -> u64 {
    let (cases, mut chance) = (cases(), Chance(seed));
    let (mut done, mut compared) = (0, 0);
    let meant: Vec<_> = cases
        .iter()
        .map(|case| case.meaning(&case.headers, BODY).unwrap())
        .collect();
    while done < count {
        let at = chance.below(cases.len());
        let case = &cases[at];
        let (headers, body) = case.mutate(&mut chance);
        // Written in another way, and the same still, is no change.
        if case.meaning(&headers, &body).as_ref() == Some(&meant[at]) {
            continue;
        }
        done += 1;
        match case.verifier.verify(&headers, &body) {
            Err(error) => compared += u64::from(error.is_mismatch()),
            Ok(()) => panic!(
                "{}: {headers:?} {:?}",
                case.name,
                String::from_utf8_lossy(&body)
            ),
        }
    }
    compared
}

#[test]
fn no_changed_delivery_is_taken() {
    for case in cases() {
        assert_eq!(
            case.verifier.verify(&case.headers, BODY),
            Ok(()),
            "{}",
            case.name
        );
    }
    let count = match std::env::var("WEBHOOK_MUTATIONS") {
        Ok(count) => count.parse().expect("WEBHOOK_MUTATIONS is a number"),
        Err(_) => 200_000,
    };
    let threads = std::thread::available_parallelism().map_or(1, |threads| threads.get() as u64);
    let begun = Instant::now();
    let compared: u64 = std::thread::scope(|scope| {
        let share = |thread| count / threads + u64::from(thread < count % threads);
        let workers: Vec<_> = (0..threads)
            .map(|thread| {
                let seed = 0x9E37_79B9_7F4A_7C15 ^ (thread + 1);
                scope.spawn(move || run(seed, share(thread)))
            })
            .collect();
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap())
            .sum()
    });
    println!(
        "{count} changed deliveries, none taken, {compared} of them compared, in {:?}",
        begun.elapsed()
    );
    // Else most were refused for their form, and the comparison was hardly asked.
    assert!(compared > count / 2, "{compared} of {count}");
}
