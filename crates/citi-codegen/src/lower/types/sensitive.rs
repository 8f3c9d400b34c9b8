//! Which names hold what must not be shown.

/// Names (lower case, letters and digits alone) that are sensitive wherever they stand.
const EXACT: &[&str] = &[
    "accountid",
    "accountno",
    "accountnr",
    "accountnum",
    "accountreference",
    "bban",
    "cardid",
    "cardno",
    "cvc",
    "cvc2",
    "cvv",
    "cvv2",
    "dateofbirth",
    "dob",
    "iban",
    "maskedpan",
    "mobilenumber",
    "otp",
    "pan",
    "passcode",
    "passphrase",
    "phonenumber",
    "pin",
    "pinblock",
    "privatekey",
    "securitycode",
    "socialsecuritynumber",
    "ssn",
    "taxid",
    "token",
    "track2",
];

/// Parts of names that are sensitive.
const PARTS: &[&str] = &[
    "accesstoken",
    "accountnumber",
    "apikey",
    "cardnumber",
    "clientsecret",
    "creditcard",
    "password",
    "privatekey",
    "refreshtoken",
    "secret",
];

/// Whether `Debug` hides the value of a property or parameter of this name.
pub(crate) fn is_sensitive(name: &str, more: &[String]) -> bool {
    let name = plain(name);
    EXACT.contains(&name.as_str())
        || PARTS.iter().any(|part| name.contains(part))
        || more.iter().any(|other| plain(other) == name)
}

fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_does_not_matter() {
        for name in [
            "accountNumber",
            "account_number",
            "Account-Number",
            "creditorAccountNumber",
            "PAN",
            "clientSecret",
            "IBAN",
        ] {
            assert!(is_sensitive(name, &[]), "{name}");
        }
        for name in [
            "accountType",
            "company",
            "pinCodeRequired",
            "span",
            "currency",
        ] {
            assert!(!is_sensitive(name, &[]), "{name}");
        }
        assert!(is_sensitive("customer_ref", &["customerRef".to_owned()]));
    }
}
