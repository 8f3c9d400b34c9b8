//! The portal of the sandbox, in a browser without a window: everything is in `tests/`.
//!
//! The tests drive Chromium over its DevTools protocol, and say that they are left out where there is none.
//! They leave pictures of every page in the target directory, under `tmp/portal/`.
