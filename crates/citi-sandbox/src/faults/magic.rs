//! Magic values: values of a request that ask for a fault, within what its document allows.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::{Fault, FaultError, FaultKind, FaultPlace};
use crate::gate::Data;

/// A place of a request where a value can ask for a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MagicValue {
    /// Where it stands.
    pub place: &'static str,
    /// How it is written.
    pub form: &'static str,
    /// What comes of it.
    pub about: &'static str,
}

/// Every magic value: what the portal and the documentation list.
///
/// ```
/// for value in citi_sandbox::MAGIC {
///     println!("{}: {}", value.place, value.form);
/// }
/// ```
pub const MAGIC: &[MagicValue] = &[
    MagicValue {
        place: "accountId, customerId, cardId, paymentId, quoteId in a path",
        form: "sandbox-KIND, as in /accounts/v1/accounts/sandbox-bad-gateway",
        about: "The fault meets the request each time. Nobody has such an id: what the bank itself \
                would say is 404, so that a kind which needs a yes of the bank is refused.",
    },
    MagicValue {
        place: "reference of createDomesticPayment",
        form: "sandbox:KIND or sandbox:KIND;NAME=VALUE, as in sandbox:reset-after-booking",
        about: "The fault meets the first request under an idempotency key; sent again, it is spared.",
    },
    MagicValue {
        place: "note of cancelPayment",
        form: "sandbox:KIND or sandbox:KIND;NAME=VALUE, as in sandbox:internal-error;booked=yes",
        about: "The fault meets the first request under an idempotency key; sent again, it is spared.",
    },
];

const ID: &str = "sandbox-";
const TEXT: &str = "sandbox:";
/// The members of bodies whose values can be magic.
const MEMBERS: [&str; 2] = ["reference", "note"];

/// The fault that an id in a path asks for.
///
/// # Errors
/// An id begins as a magic one and is none, or asks for what can't happen to it; and which id it is.
pub(super) fn in_path<'a>(
    values: &BTreeMap<&'a str, String>,
) -> Result<Option<Fault>, (&'a str, FaultError)> {
    for (name, value) in values {
        if let Some(text) = value.strip_prefix(ID) {
            return of_id(text).map(Some).map_err(|error| (*name, error));
        }
    }
    Ok(None)
}

fn of_id(text: &str) -> Result<Fault, FaultError> {
    let fault = Fault::new(text.parse::<FaultKind>()?);
    acts_on(&fault, FaultPlace::Operation)?;
    // The bank says no to such an id.
    if fault.needs_success() {
        let issue = format!(
            "{} acts only if the bank says yes, and nobody has such an id; ask for it in X-Sandbox-Fault",
            fault.kind()
        );
        return Err(FaultError::new("kind", issue));
    }
    Ok(fault)
}

/// Whether a fault acts where a request asks for it.
///
/// # Errors
/// It does not.
fn acts_on(fault: &Fault, place: FaultPlace) -> Result<(), FaultError> {
    match fault.kind().acts_on(place) {
        true => Ok(()),
        false => {
            let issue = format!(
                "{} does not act on this request; make a rule at /_sandbox/faults",
                fault.kind()
            );
            Err(FaultError::new("kind", issue))
        }
    }
}

/// The fault that a member of a body asks for, and which member it is.
///
/// # Errors
/// The value begins as a magic one and is none.
pub(super) fn in_body(body: &[u8]) -> Result<Option<Fault>, (&'static str, FaultError)> {
    // Most bodies hold none, and are not read twice.
    if !body.windows(TEXT.len()).any(|it| it == TEXT.as_bytes()) {
        return Ok(None);
    }
    let Ok(Data::Object(members)) = Data::read(body) else {
        return Ok(None);
    };
    for name in MEMBERS {
        if let Some(text) = text(&members, name).and_then(|text| text.strip_prefix(TEXT)) {
            return of(text, FaultPlace::Operation)
                .map(Some)
                .map_err(|error| (name, error));
        }
    }
    Ok(None)
}

fn text<'a>(members: &'a IndexMap<String, Data>, name: &str) -> Option<&'a str> {
    match members.get(name)? {
        Data::String(text) => Some(text),
        _ => None,
    }
}

/// A fault for one request, which is asked for by the request itself.
///
/// # Errors
/// It is none, has a filter, or does not act there.
pub(super) fn of(text: &str, place: FaultPlace) -> Result<Fault, FaultError> {
    let fault: Fault = text.parse()?;
    for filter in super::text::FILTERS {
        if fault.pairs().iter().any(|(name, _)| *name == filter) {
            let issue = "is for rules, which are made at /_sandbox/faults";
            return Err(FaultError::new(filter, issue));
        }
    }
    acts_on(&fault, place)?;
    Ok(fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(value: &str) -> Result<Option<String>, String> {
        let values = BTreeMap::from([("accountId", value.to_owned())]);
        in_path(&values)
            .map(|fault| fault.map(|fault| fault.to_string()))
            .map_err(|(name, error)| format!("{name}: {error}"))
    }

    #[test]
    fn ids_ask_for_what_can_happen_to_a_refusal() {
        let asked = path("sandbox-bad-gateway").unwrap();
        assert_eq!(asked.unwrap(), "bad-gateway");
        for none in ["bad-gateway", "1", "sandbox"] {
            assert_eq!(path(none), Ok(None), "{none}");
        }
        for (bad, reason) in [
            ("sandbox-nope", "kind must be one of rate-limited, "),
            (
                "sandbox-late",
                "kind late does not act on this request; make a rule",
            ),
            (
                "sandbox-new-field",
                "kind new-field acts only if the bank says yes",
            ),
            (
                "sandbox-reset-after-booking",
                "kind reset-after-booking acts only",
            ),
        ] {
            let said = path(bad).unwrap_err();
            assert!(said.starts_with(&format!("accountId: {reason}")), "{said}");
        }
    }

    fn body(text: &str) -> Result<Option<String>, (&'static str, String)> {
        in_body(text.as_bytes())
            .map(|fault| fault.map(|fault| fault.to_string()))
            .map_err(|(name, error)| (name, error.to_string()))
    }

    #[test]
    fn texts_ask_with_parameters() {
        assert_eq!(
            body(r#"{"reference":"sandbox:slow;ms=30"}"#),
            Ok(Some("slow; ms=30".to_owned()))
        );
        assert_eq!(
            body(r#"{"note":"sandbox:reset"}"#),
            Ok(Some("reset".to_owned()))
        );
        for none in [
            r#"{"other":"sandbox:reset"}"#,
            r#"{"note":"a sandbox:reset"}"#,
            "sandbox:",
            "{}",
        ] {
            assert_eq!(body(none), Ok(None), "{none}");
        }
        let (name, issue) = body(r#"{"reference":"sandbox:slow;count=2"}"#).unwrap_err();
        assert_eq!(name, "reference");
        assert_eq!(
            issue,
            "count is for rules, which are made at /_sandbox/faults"
        );
        assert!(body(r#"{"reference":"sandbox:typo"}"#).is_err());
        for elsewhere in ["late", "duplicated", "out-of-order", "token-endpoint-down"] {
            let text = format!(r#"{{"reference":"sandbox:{elsewhere}"}}"#);
            let (_, issue) = body(&text).unwrap_err();
            assert!(issue.contains("does not act on this request"), "{issue}");
        }
    }
}
