//! Applications and their webhooks: pages for people, JSON for programs.

mod forms;
mod hooks;
mod list;
mod manage;
mod once;
mod page;
mod programs;
mod register;
mod token;

pub(super) use hooks::{add, list as list_hooks, remove, remove_by_form, rotate, test};
pub(super) use list::list;
pub(super) use manage::{delete, delete_by_form, rotate_secret, set_scopes};
pub(super) use register::{register, show};
pub(super) use token::token;
