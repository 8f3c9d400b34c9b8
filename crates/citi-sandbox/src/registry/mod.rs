//! Applications and their webhooks.

mod application;
mod applications;
mod callback;
mod webhook;

pub use application::Application;
pub(crate) use application::application_name;
pub(crate) use applications::{Registry, RegistryError};
pub(crate) use callback::{callback, is_private, leads_here};
pub(crate) use webhook::Webhook;
