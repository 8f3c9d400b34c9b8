//! The developer portal: pages for people, JSON for programs.

mod accept;
mod applications;
mod assets;
mod body;
mod clock;
mod documents;
mod events;
mod faults;
mod findings;
mod home;
mod json_text;
mod layout;
mod moment;
mod money;
mod nothing;
mod origin;
mod postman;
mod requests;
mod routes;
mod tab;

pub(crate) use accept::wants_page;
pub(crate) use nothing::page as nothing;
pub(crate) use origin::own_visitors;
pub(crate) use routes::routes;
