//! Images of all that the sandbox knows: taken, put back, and begun anew.

mod contents;
mod error;
mod form;
#[expect(clippy::module_inception, reason = "the image itself, one noun a file")]
mod image;
#[cfg(test)]
mod laws;
mod origin;
mod shelf;

pub(crate) use contents::Contents;
pub use error::ImageError;
pub(crate) use form::{
    Word, known as known_word, pairs, text, text_or_none, utf8, word, word_or_none,
};
pub use image::Image;
pub(crate) use origin::Origin;
pub(crate) use shelf::Shelf;
