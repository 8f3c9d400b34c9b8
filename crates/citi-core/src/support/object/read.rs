//! Members, as they come.

use serde::de::{Deserialize, Error, MapAccess};

use crate::support::lenient::{Lax, Lenient};

/// Reads a member.
///
/// # Errors
/// If it came before, or is of another type.
pub fn required<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    slot: &mut Option<T>,
    name: &'static str,
    map: &mut A,
) -> Result<(), A::Error> {
    once(slot, name, || map.next_value())
}

/// Reads a member that holds integers or booleans.
///
/// # Errors
/// As [`required`].
pub fn required_lenient<'de, T: Lenient<'de>, A: MapAccess<'de>>(
    slot: &mut Option<T>,
    name: &'static str,
    map: &mut A,
) -> Result<(), A::Error> {
    once(slot, name, || Ok(map.next_value::<Lax<T>>()?.0))
}

pub use required as optional;
pub use required as nullable;
pub use required_lenient as optional_lenient;
pub use required_lenient as nullable_lenient;

#[inline]
fn once<T, E: Error>(
    slot: &mut Option<T>,
    name: &'static str,
    read: impl FnOnce() -> Result<T, E>,
) -> Result<(), E> {
    if slot.is_some() {
        return Err(E::duplicate_field(name));
    }
    *slot = Some(read()?);
    Ok(())
}
