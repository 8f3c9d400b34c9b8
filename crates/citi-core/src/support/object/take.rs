//! What members have become once all have come.

use serde::de::{Deserialize, Error};

use super::missing::Missing;

/// A member that must be there; a type that may be absent takes an absent one.
///
/// # Errors
/// If it is not there.
pub fn required<'de, T: Deserialize<'de>, E: Error>(
    slot: Option<T>,
    name: &'static str,
) -> Result<T, E> {
    match slot {
        Some(value) => Ok(value),
        None => T::deserialize(Missing::new(name)),
    }
}

/// A member that must be there.
///
/// # Errors
/// If it is not there.
pub fn required_lenient<T, E: Error>(slot: Option<T>, name: &'static str) -> Result<T, E> {
    slot.ok_or_else(|| E::missing_field(name))
}

/// A member that may be absent.
///
/// # Errors
/// None.
pub fn optional<T, E>(slot: Option<Option<T>>, _: &'static str) -> Result<Option<T>, E> {
    Ok(slot.flatten())
}

pub use optional as nullable;
pub use optional as optional_lenient;
pub use optional as nullable_lenient;
