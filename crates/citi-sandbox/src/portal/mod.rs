//! The developer portal: pages for people, JSON for programs.

mod accept;
mod applications;
mod assets;
mod clock;
mod documents;
mod events;
mod home;
mod layout;
mod moment;
mod money;
mod origin;
mod requests;
mod routes;
mod tab;

pub(crate) use origin::own_visitors;
pub(crate) use routes::routes;
