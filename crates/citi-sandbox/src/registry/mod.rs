//! Applications and their webhooks.

mod application;
mod callback;
mod registry;
mod webhook;

pub use application::Application;
pub(crate) use callback::callback;
pub(crate) use registry::{Registry, RegistryError};
pub(crate) use webhook::Webhook;
