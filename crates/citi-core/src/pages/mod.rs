//! Lists that come page by page.

mod items;
mod seen;
#[cfg(test)]
mod tests;
mod value;

pub use items::Items;
pub use value::Pages;

pub(crate) use items::Taken;
pub(crate) use value::PageFuture;
