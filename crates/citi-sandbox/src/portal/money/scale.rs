//! From amounts and moments to places in a picture: whole numbers all the way, so that no amount is ever a
//! float.

use jiff::Timestamp;

/// Tenths of a picture's unit.
const TENTH: i128 = 10;

/// Where `value` lies between `least` and `most`, as a length out of `whole`, written with one decimal.
pub(super) fn place(value: i64, least: i64, most: i64, whole: i64) -> String {
    let span = i128::from(most) - i128::from(least);
    let over = (i128::from(value) - i128::from(least)).clamp(0, span.max(0));
    let tenths = match span {
        ..=0 => 0,
        span => over * i128::from(whole) * TENTH / span,
    };
    format!("{}.{}", tenths / TENTH, tenths % TENTH)
}

/// The same from the other end: pictures count downwards.
pub(super) fn down(value: i64, least: i64, most: i64, whole: i64) -> String {
    let mirrored = i128::from(least) + i128::from(most) - i128::from(value);
    let mirrored = mirrored.clamp(i64::MIN.into(), i64::MAX.into());
    place(i64::try_from(mirrored).unwrap_or(least), least, most, whole)
}

/// Where a moment lies.
pub(super) fn moment(at: Timestamp, first: Timestamp, last: Timestamp, whole: i64) -> String {
    place(at.as_second(), first.as_second(), last.as_second(), whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_in_proportion_and_inside() {
        assert_eq!(place(0, 0, 100, 600), "0.0");
        assert_eq!(place(25, 0, 100, 600), "150.0");
        assert_eq!(place(1, 0, 3, 100), "33.3");
        assert_eq!(place(500, 0, 100, 600), "600.0");
        assert_eq!(place(5, 5, 5, 600), "0.0");
        assert_eq!(place(i64::MAX, i64::MIN, i64::MAX, 600), "600.0");
        assert_eq!(down(100, 0, 100, 200), "0.0");
        assert_eq!(down(-50, -50, 100, 150), "150.0");
    }
}
