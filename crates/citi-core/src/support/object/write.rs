//! Members, as they are written.

use serde::ser::{Serialize, SerializeStruct};

/// Writes a member.
///
/// # Errors
/// What the serializer says.
pub fn required<S: SerializeStruct, T: Serialize>(
    object: &mut S,
    name: &'static str,
    value: &T,
) -> Result<(), S::Error> {
    object.serialize_field(name, value)
}

/// Writes a member if it is there.
///
/// # Errors
/// What the serializer says.
pub fn optional<S: SerializeStruct, T: Serialize>(
    object: &mut S,
    name: &'static str,
    value: &Option<T>,
) -> Result<(), S::Error> {
    match value {
        Some(value) => object.serialize_field(name, value),
        None => object.skip_field(name),
    }
}

pub use optional as optional_lenient;
pub use required as nullable;
pub use required as nullable_lenient;
pub use required as required_lenient;
