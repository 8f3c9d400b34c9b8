//! Lists that come page by page.

mod items;
mod pages;
mod seen;

pub use items::Items;
pub use pages::Pages;

pub(crate) use items::Taken;
pub(crate) use pages::PageFuture;
