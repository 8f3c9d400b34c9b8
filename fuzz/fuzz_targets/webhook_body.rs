//! Any bytes, signed, are taken; one byte more, or one bit less, is not.
#![no_main]

use std::sync::LazyLock;

use citi_core::WebhookVerifier;
use citi_core::webhook::{
    CitiSignature, GitHubSignature, SignatureScheme, Signer, SlackSignature, StandardWebhooks,
    StripeSignature,
};
use libfuzzer_sys::fuzz_target;

fn pair(scheme: impl SignatureScheme + Clone + 'static) -> (Signer, WebhookVerifier) {
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let signer = Signer::new(scheme.clone(), secret).expect("the secret is one");
    let verifier = WebhookVerifier::with_scheme(scheme, secret).expect("the secret is one");
    (signer, verifier)
}

static PAIRS: LazyLock<Vec<(Signer, WebhookVerifier)>> = LazyLock::new(|| {
    vec![
        pair(CitiSignature::new()),
        pair(StandardWebhooks),
        pair(StripeSignature),
        pair(GitHubSignature::new()),
        pair(SlackSignature),
    ]
});

fuzz_target!(|body: &[u8]| {
    for (signer, verifier) in PAIRS.iter() {
        let headers = signer.sign(body).expect("any body is signed");
        verifier.verify(&headers, body).expect("what was signed is taken");
        let mut changed = body.to_vec();
        changed.push(0);
        assert!(verifier.verify(&headers, &changed).is_err());
        changed.pop();
        if let Some(byte) = changed.first_mut() {
            *byte ^= 1;
            assert!(verifier.verify(&headers, &changed).is_err());
        }
    }
});
