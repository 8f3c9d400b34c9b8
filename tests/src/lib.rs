//! The whole, tested as one.
