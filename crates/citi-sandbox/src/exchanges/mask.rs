//! What is shown of headers, queries and bodies: everything but secrets, tokens, and the numbers of
//! accounts and cards.

/// What stands in the place of a secret.
const HIDDEN: &str = "***";
/// A row of digits of this length or more may be the number of an account or a card.
const LONG: usize = 8;
/// How much of such a number is shown.
const LAST: usize = 4;

/// Names of properties whose values are hidden, without underscores and in small letters.
const SECRETS: [&str; 13] = [
    "accesstoken",
    "accountnumber",
    "cardnumber",
    "clientassertion",
    "clientsecret",
    "cvv",
    "iban",
    "password",
    "pin",
    "refreshtoken",
    "secret",
    "setcookie",
    "token",
];

/// The value of a header, as it is shown.
pub(crate) fn masked_header(name: &str, value: &[u8]) -> String {
    let text = String::from_utf8_lossy(value);
    match name {
        "authorization" | "proxy-authorization" => match text.split_once(' ') {
            Some((scheme, _)) => format!("{scheme} {HIDDEN}"),
            None => HIDDEN.to_owned(),
        },
        "cookie" | "set-cookie" => HIDDEN.to_owned(),
        _ => digits(&text),
    }
}

/// A query or a form, as it is shown.
pub(crate) fn masked_query(text: &str) -> String {
    let pair = |pair: &str| match pair.split_once('=') {
        Some((name, _)) if is_secret(name) => format!("{name}={HIDDEN}"),
        _ => digits(pair),
    };
    text.split('&').map(pair).collect::<Vec<_>>().join("&")
}

/// The beginning of a body, as it is shown. It need not be whole, nor what its type says.
pub(crate) fn masked_body(kind: &str, body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    if kind.starts_with("application/x-www-form-urlencoded") {
        masked_query(&text)
    } else if kind.contains("json") {
        json(&text)
    } else {
        digits(&text)
    }
}

fn is_secret(name: &str) -> bool {
    let plain: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|it| it.to_ascii_lowercase())
        .collect();
    SECRETS.contains(&plain.as_str())
}

/// A text with every long row of digits but its end hidden.
fn digits(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut row = String::new();
    for sign in text.chars().chain(std::iter::once('\n')) {
        if sign.is_ascii_digit() {
            row.push(sign);
            continue;
        }
        if row.len() >= LONG {
            let shown = row.split_off(row.len() - LAST);
            out.push_str(&"*".repeat(row.len()));
            out.push_str(&shown);
        } else {
            out.push_str(&row);
        }
        row.clear();
        out.push(sign);
    }
    out.pop();
    out
}

/// JSON, or what was to be JSON, sign by sign: values of secret properties are hidden, long rows of digits
/// in other strings masked, and numbers left as they are, for they are amounts.
fn json(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    let mut secret = false;
    while let Some(sign) = signs.next() {
        if sign == '"' {
            let mut inner = String::new();
            let mut closed = false;
            while let Some(sign) = signs.next() {
                match sign {
                    '"' => {
                        closed = true;
                        break;
                    }
                    '\\' => {
                        inner.push(sign);
                        inner.extend(signs.next());
                    }
                    _ => inner.push(sign),
                }
            }
            let mut after = signs.clone().skip_while(|it| it.is_whitespace());
            let shown = match after.next() {
                Some(':') if closed => {
                    secret = is_secret(&inner);
                    inner
                }
                _ if secret => HIDDEN.to_owned(),
                _ => digits(&inner),
            };
            out.push('"');
            out.push_str(&shown);
            out.extend(closed.then_some('"'));
        } else if secret && (sign.is_ascii_alphanumeric() || sign == '-') {
            let rest = |it: &char| it.is_ascii_alphanumeric() || "+-.".contains(*it);
            while signs.next_if(rest).is_some() {}
            out.push_str(HIDDEN);
        } else {
            out.push(sign);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn headers_hide_what_opens_doors() {
        assert_eq!(
            masked_header("authorization", b"Bearer abc.def"),
            "Bearer ***"
        );
        assert_eq!(masked_header("authorization", b"abc"), "***");
        assert_eq!(masked_header("cookie", b"a=b"), "***");
        assert_eq!(masked_header("x-request-id", b"r-1"), "r-1");
        assert_eq!(masked_header("location", b"/x/123456789"), "/x/*****6789");
    }

    #[test]
    fn forms_and_queries_hide_secrets_and_numbers() {
        let form = "grant_type=client_credentials&client_secret=abc&scope=fx%3Aread";
        let shown = masked_body("application/x-www-form-urlencoded", form.as_bytes());
        assert_eq!(
            shown,
            "grant_type=client_credentials&client_secret=***&scope=fx%3Aread"
        );
        let query = "fromDate=2026-03-02&accountId=123456789";
        assert_eq!(
            masked_query(query),
            "fromDate=2026-03-02&accountId=*****6789"
        );
    }

    #[test]
    fn json_keeps_its_shape_and_its_amounts() {
        let body = r#"{"access_token": "a\"b", "amount": 1250000000.00, "id": "123456789",
 "creditor": {"accountNumber": 9876543210, "name": "A \"B\""}, "clientSecret" : "x"}"#;
        let shown = masked_body("application/json; charset=utf-8", body.as_bytes());
        assert_eq!(
            shown,
            r#"{"access_token": "***", "amount": 1250000000.00, "id": "*****6789",
 "creditor": {"accountNumber": ***, "name": "A \"B\""}, "clientSecret" : "***"}"#
        );
    }

    #[test]
    fn what_is_cut_off_hides_what_it_began() {
        assert_eq!(
            masked_body("application/json", br#"{"access_token":"abc"#),
            r#"{"access_token":"***"#
        );
        assert_eq!(
            masked_body("application/json", br#"{"id":"1234567890"#),
            r#"{"id":"******7890"#
        );
    }

    proptest! {
        #[test]
        fn no_secret_gets_through_whatever_stands_around_it(
            before in ".{0,20}", after in ".{0,20}", secret in "[a-z]{12}[0-9]{3}"
        ) {
            let body = serde_json::json!({"a": before, "access_token": secret, "b": after}).to_string();
            prop_assert!(!masked_body("application/json", body.as_bytes()).contains(&secret));
            let form = url::form_urlencoded::Serializer::new(String::new())
                .append_pair("a", &before).append_pair("client_secret", &secret).finish();
            prop_assert!(!masked_query(&form).contains(&secret));
        }

        #[test]
        fn a_text_without_numbers_stays(text in "[^0-9]{0,40}") {
            prop_assert_eq!(digits(&text), text);
        }
    }
}
