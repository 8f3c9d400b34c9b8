//! [`DocumentedError`]: the bodies that a document gives to the errors of an operation.

use crate::DecodeError;
use crate::support::answer::Parts;

/// A call whose document describes what its errors hold. Generated builders implement it;
/// [`Error::documented`](crate::Error::documented) reads it.
///
/// ```
/// use citi_core::{DocumentedError, Error};
///
/// fn balance_of<C: DocumentedError>(error: &Error) -> Option<C::Body> {
///     error.documented::<C>().ok()
/// }
/// ```
pub trait DocumentedError {
    /// The one body that the errors have, or an enum by status.
    type Body;

    /// Reads the body of an error.
    ///
    /// # Errors
    /// If it is none that the document describes.
    #[doc(hidden)]
    fn read(parts: &Parts) -> Result<Self::Body, DecodeError>;
}
