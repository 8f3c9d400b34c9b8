//! The developer portal: pages for people, JSON for programs.

mod accept;
mod application_page;
mod applications;
mod forms;
mod home;
mod hooks;
mod layout;
mod operation;
mod origin;
mod pretty;
mod programs;
mod prose;
mod routes;
mod sample;
mod schema;

pub(crate) use origin::own_visitors;
pub(crate) use routes::routes;
