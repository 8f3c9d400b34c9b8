//! Whatever headers come, no scheme panics, and none takes a delivery that nobody signed.
#![no_main]

use std::sync::LazyLock;

use citi_core::WebhookVerifier;
use citi_core::webhook::{
    CitiSignature, Encoding, GitHubSignature, SlackSignature, StandardWebhooks, StripeSignature,
    TimestampFormat,
};
use http::{HeaderMap, HeaderName, HeaderValue};
use libfuzzer_sys::fuzz_target;

/// Of every scheme, with a secret that no input knows.
static VERIFIERS: LazyLock<Vec<WebhookVerifier>> = LazyLock::new(|| {
    let timed = |format| {
        CitiSignature::new()
            .encoding(Encoding::Base64)
            .prefix("sha256=")
            .timestamp(HeaderName::from_static("x-time"), format)
    };
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    [
        WebhookVerifier::new(secret),
        WebhookVerifier::with_scheme(timed(TimestampFormat::UnixSeconds), secret),
        WebhookVerifier::with_scheme(timed(TimestampFormat::UnixMillis), secret),
        WebhookVerifier::with_scheme(timed(TimestampFormat::Rfc3339), secret),
        WebhookVerifier::with_scheme(StandardWebhooks, secret),
        WebhookVerifier::with_scheme(StripeSignature, secret),
        WebhookVerifier::with_scheme(GitHubSignature::new(), secret),
        WebhookVerifier::with_scheme(SlackSignature, secret),
    ]
    .map(|verifier| verifier.expect("the secret is one"))
    .into()
});

// Lines `name: value`, a blank line, the body.
fuzz_target!(|bytes: &[u8]| {
    let (head, body) = match bytes.windows(2).position(|pair| pair == b"\n\n") {
        Some(at) => (&bytes[..at], &bytes[at + 2..]),
        None => (bytes, &b""[..]),
    };
    let mut headers = HeaderMap::new();
    for line in head.split(|byte| *byte == b'\n').take(64) {
        let Some(colon) = line.iter().position(|byte| *byte == b':') else {
            continue;
        };
        let name = HeaderName::from_bytes(&line[..colon]);
        let value = HeaderValue::from_bytes(line[colon + 1..].trim_ascii());
        if let (Ok(name), Ok(value)) = (name, value) {
            headers.append(name, value);
        }
    }
    for verifier in VERIFIERS.iter() {
        let error = verifier
            .verify(&headers, body)
            .expect_err("taken, and nobody signed it");
        assert!(error.status() == 401, "{error}");
    }
});
