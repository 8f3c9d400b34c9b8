//! Where random bytes come from.

/// Where random bytes come from: idempotency keys and request ids are made of them.
///
/// ```
/// use citi_core::Randomness;
/// /// For tests: always the same.
/// struct Fixed;
/// impl Randomness for Fixed {
///     fn bytes(&self) -> [u8; 16] {
///         [7; 16]
///     }
/// }
/// ```
pub trait Randomness: Send + Sync {
    /// Sixteen bytes that nobody can guess and that never come twice.
    fn bytes(&self) -> [u8; 16];
}

/// The random numbers of the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRandomness;

impl Randomness for SystemRandomness {
    fn bytes(&self) -> [u8; 16] {
        uuid::Uuid::new_v4().into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_differ() {
        assert_ne!(SystemRandomness.bytes(), SystemRandomness.bytes());
    }
}
