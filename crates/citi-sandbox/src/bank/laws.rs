//! The laws of the bank, whatever happens.
