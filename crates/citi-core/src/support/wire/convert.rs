//! What a setter takes, made into what the call sends.

/// The value of a setter, or that it could not be made: `refused`.
///
/// # Errors
/// `refused`.
pub fn convert<T, V: TryInto<T>>(value: V, refused: &str) -> Result<T, String> {
    value.try_into().map_err(|_| refused.to_owned())
}

/// The value of a setter that may be left out.
///
/// # Errors
/// `refused`.
pub fn convert_some<T, V: TryInto<T>>(value: V, refused: &str) -> Result<Option<T>, String> {
    convert(value, refused).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_not_be_made_is_refused_in_these_words() {
        assert_eq!(convert_some::<u8, _>(7_i64, "no"), Ok(Some(7)));
        assert_eq!(convert::<u8, _>(700_i64, "no"), Err("no".to_owned()));
    }
}
