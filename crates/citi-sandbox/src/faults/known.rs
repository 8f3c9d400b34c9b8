//! Whether a fault can ever act here.

use super::{Fault, FaultError, FaultPlace, TOKEN};
use crate::documents::Documents;

/// Checks that a fault names an operation that there is, and one that its kind can act on; and that there
/// is a time at which it acts. A client may be named before it is registered.
///
/// # Errors
/// What is wrong with the name, or with the times.
pub(crate) fn check_known(fault: &Fault, documents: &Documents) -> Result<(), FaultError> {
    if let (Some(from), Some(until)) = (fault.from, fault.until)
        && until <= from
    {
        return Err(FaultError::new("until", "must be later than from"));
    }
    let Some(name) = &fault.operation else {
        return Ok(());
    };
    let is_operation = documents
        .apis
        .iter()
        .flat_map(|api| &api.endpoints)
        .any(|endpoint| *endpoint.id == **name);
    let is_event = documents.event_types().contains(name);
    let places: &[FaultPlace] = match (name == TOKEN, is_operation, is_event) {
        (true, _, _) => &[FaultPlace::Token],
        (_, true, _) => &[FaultPlace::Operation],
        (_, _, true) => &[FaultPlace::Event, FaultPlace::Delivery],
        _ => {
            let issue = format!(
                "is not known; name an operationId of a document, {TOKEN}, or a type of event"
            );
            return Err(FaultError::new("operation", issue));
        }
    };
    if places.iter().any(|place| fault.kind.acts_on(*place)) {
        return Ok(());
    }
    let own: Vec<_> = fault.kind.places().iter().map(|it| words(*it)).collect();
    let issue = format!(
        "is nothing that {} acts on; it acts on {}",
        fault.kind,
        own.join(", ")
    );
    Err(FaultError::new("operation", issue))
}

fn words(place: FaultPlace) -> &'static str {
    match place {
        FaultPlace::Operation => "operations",
        FaultPlace::Token => "oauth2/token",
        FaultPlace::Event | FaultPlace::Delivery => "types of events",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn issue(text: &str) -> Option<String> {
        let documents = Documents::published().unwrap();
        let error = check_known(&text.parse().unwrap(), documents).err()?;
        Some(error.to_string())
    }

    #[test]
    fn a_name_is_known_and_fits_its_kind() {
        for good in [
            "reset",
            "reset; operation=getRates",
            "reset; operation=oauth2/token",
            "late; operation=payment.completed",
            "wrongly-signed; operation=payment.completed",
        ] {
            assert_eq!(issue(good), None, "{good}");
        }
        assert_eq!(
            issue("reset; operation=getrates").unwrap(),
            "operation is not known; name an operationId of a document, oauth2/token, or a type of event"
        );
        assert_eq!(
            issue("late; operation=getRates").unwrap(),
            "operation is nothing that late acts on; it acts on types of events"
        );
        assert!(issue("reset; operation=payment.completed").is_some());
        let never = "reset; from=2026-03-02T14:00:00Z; until=2026-03-02T14:00:00Z";
        assert_eq!(issue(never).unwrap(), "until must be later than from");
        assert!(issue("token-revoked; operation=oauth2/token").is_some());
    }
}
