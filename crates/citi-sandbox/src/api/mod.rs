//! The four categories over HTTP.
