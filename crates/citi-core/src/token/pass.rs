//! A token as it goes with a call.

use http::HeaderValue;

use super::TokenError;
use crate::Secret;

/// A token, and the header made of it.
#[derive(Clone)]
pub(crate) struct Pass {
    pub(crate) token: Secret,
    /// `Bearer …` (RFC 6750 §2.1), marked sensitive.
    pub(crate) header: HeaderValue,
}

impl Pass {
    /// # Errors
    /// If a header cannot carry it. The token is not in the message.
    pub(crate) fn new(token: Secret) -> Result<Self, TokenError> {
        let text = token.expose();
        let visible = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
        let header = HeaderValue::from_str(&format!("Bearer {text}"));
        match header {
            Ok(mut header) if visible => {
                header.set_sensitive(true);
                Ok(Self { token, header })
            }
            _ => Err(TokenError::new(
                "the bearer token has characters that a header cannot carry, or is empty",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_header_carries_is_a_token() {
        let pass = Pass::new("t0ken".into()).unwrap();
        assert_eq!(pass.header, "Bearer t0ken");
        assert!(pass.header.is_sensitive());
        for bad in ["", "hunter2 ", "hunter2\n", "hünter2"] {
            let shown = Pass::new(bad.into()).err().unwrap().to_string();
            assert!(shown.contains("header") && !shown.contains("nter2"));
        }
    }
}
