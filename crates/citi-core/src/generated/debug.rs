//! What emitted `Debug` shows of what it must not show.

use std::fmt;

/// Shows `[redacted]` for a value.
///
/// ```
/// use citi_core::generated::debug::Hidden;
/// assert_eq!(format!("{:?}", Hidden(&"4111111111111111")), "[redacted]");
/// ```
pub struct Hidden<'a, T: ?Sized>(pub &'a T);

impl<T: ?Sized> fmt::Debug for Hidden<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Shows `Some([redacted])` or `None`: that there is a value is no secret.
///
/// ```
/// use citi_core::generated::debug::HiddenOption;
/// assert_eq!(format!("{:?}", HiddenOption(&Some(2580))), "Some([redacted])");
/// assert_eq!(format!("{:?}", HiddenOption::<u8>(&None)), "None");
/// ```
pub struct HiddenOption<'a, T>(pub &'a Option<T>);

impl<T> fmt::Debug for HiddenOption<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_ref().map(Hidden).fmt(f)
    }
}
