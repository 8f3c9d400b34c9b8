//! Bodies that take the place of the usual one.

use super::Refused;
use crate::{CallOptions, Upload};

/// Sends `value` in place of the body, under this content type. `value` is `None` if what was given
/// could not be made one; `name` is the argument as the user knows it.
#[must_use]
pub fn instead<T>(
    mut options: CallOptions,
    name: &str,
    content_type: &'static str,
    value: Option<T>,
    write: impl FnOnce(T) -> Result<Upload, Refused>,
) -> CallOptions {
    let value = value.ok_or_else(|| Refused::about(name, "cannot be made of what was given"));
    let body = value.and_then(write);
    options.body = Some(body.map(|upload| upload.or_content_type(content_type)));
    options
}

/// Leaves the body of a success to be read as it comes.
#[must_use]
pub fn streamed(mut options: CallOptions) -> CallOptions {
    options.streamed = true;
    options
}

/// A body that must be there, in one form or another.
///
/// # Errors
/// If there is none.
pub fn given<T>(name: &str, body: &Option<T>, options: &CallOptions) -> Result<(), Refused> {
    match body.is_some() || options.body.is_some() {
        true => Ok(()),
        false => Err(Refused::about(name, "is required: set it before `send`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_made_is_refused_by_its_name() {
        let made = |value| {
            instead(
                CallOptions::new(),
                "body_text",
                "text/plain",
                value,
                |text: String| Ok(text.into()),
            )
        };
        let refused = made(None).body.unwrap().unwrap_err();
        assert_eq!(
            refused.to_string(),
            "`body_text` cannot be made of what was given"
        );
        let options = made(Some("a".to_owned()));
        assert!(given::<u8>("body", &None, &options).is_ok());
        assert!(given("body", &Some(1), &CallOptions::new()).is_ok());
        let refused = given::<u8>("body", &None, &CallOptions::new()).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "`body` is required: set it before `send`"
        );
    }
}
