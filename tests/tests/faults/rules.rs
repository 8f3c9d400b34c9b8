//! Rules by lot.

use proptest::prelude::*;

/// The faults that can meet a call.
const KINDS: [&str; 24] = [
    "rate-limited; seconds=5",
    "rate-limited; header=date; seconds=5",
    "rate-limited; header=none",
    "internal-error; booked=no",
    "internal-error; booked=yes",
    "bad-gateway; booked=no",
    "bad-gateway; booked=yes",
    "unavailable; booked=no",
    "unavailable; booked=yes; header=seconds; seconds=5",
    "slow; ms=1",
    "slow; ms=3000",
    "stalled",
    "reset",
    "reset-after-booking",
    "cut-body",
    "cut-body; form=chunked",
    "broken-json",
    "wrong-content-type",
    "new-enum-value",
    "new-field",
    "long-string",
    "token-revoked",
    "clock-skew; seconds=-90",
    "clock-skew; seconds=90",
];
/// Those that can meet a token request.
const AT_TOKEN: [&str; 8] = [
    "token-endpoint-down",
    "rate-limited; seconds=5",
    "internal-error; booked=yes",
    "bad-gateway",
    "reset",
    "reset-after-booking",
    "cut-body",
    "clock-skew; seconds=-3000",
];

pub(crate) fn rule() -> impl Strategy<Value = String> {
    let operation = prop_oneof![
        3 => Just("; operation=createDomesticPayment"),
        1 => Just("; operation=cancelPayment"),
        2 => Just(""),
    ];
    let call = (prop::sample::select(&KINDS[..]), operation);
    let call = call.prop_map(|(kind, operation)| format!("{kind}{operation}"));
    let token = prop::sample::select(&AT_TOKEN[..]);
    let token = token.prop_map(|kind| format!("{kind}; operation=oauth2/token"));
    let when = prop_oneof![
        (1_u32..5).prop_map(|count| format!("; count={count}")),
        (1_u32..8).prop_map(|tenths| format!("; probability=0.{tenths}")),
    ];
    (prop_oneof![5 => call, 1 => token], when).prop_map(|(kind, when)| format!("{kind}{when}"))
}
