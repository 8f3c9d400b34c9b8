//! One client for Citi's APIs.
