//! What was asked and answered, whole: for the portal's eyes, with secrets masked.

mod exchange;
mod head;
mod log;
mod mask;
mod slot;
mod tape;
mod watch;

pub(crate) use exchange::Exchange;
pub(crate) use head::Head;
pub(crate) use log::Exchanges;
pub(crate) use mask::{masked_body, masked_header, masked_query};
pub(crate) use slot::Slot;
pub(crate) use watch::watch;
