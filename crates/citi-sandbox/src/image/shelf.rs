//! [`Shelf`]: images that are kept by name.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::Image;

/// How many images are kept by name.
const MOST: usize = 100;

/// Images that are kept by name, in memory, as long as the process lives.
#[derive(Default)]
pub(crate) struct Shelf {
    images: BTreeMap<String, (Timestamp, Arc<Image>)>,
}

impl Shelf {
    /// Keeps an image, in place of another of the same name; whether there was room.
    pub(crate) fn keep(&mut self, name: &str, at: Timestamp, image: Image) -> bool {
        let has_room = self.images.len() < MOST || self.images.contains_key(name);
        if has_room {
            self.images.insert(name.to_owned(), (at, Arc::new(image)));
        }
        has_room
    }

    /// The image of a name.
    pub(crate) fn image(&self, name: &str) -> Option<Arc<Image>> {
        self.images.get(name).map(|(_, image)| image.clone())
    }

    /// Names, and when each image was taken.
    pub(crate) fn list(&self) -> impl Iterator<Item = (&str, Timestamp)> {
        self.images
            .iter()
            .map(|(name, (at, _))| (name.as_str(), *at))
    }

    /// Throws an image away; whether there was one.
    pub(crate) fn remove(&mut self, name: &str) -> bool {
        self.images.remove(name).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_kept_anew_even_when_the_shelf_is_full() {
        let mut shelf = Shelf::default();
        for number in 0..MOST {
            assert!(shelf.keep(&number.to_string(), Timestamp::UNIX_EPOCH, Image::new()));
        }
        assert!(!shelf.keep("one more", Timestamp::UNIX_EPOCH, Image::new()));
        assert!(shelf.keep("7", Timestamp::MAX, Image::new()));
        assert!(shelf.list().any(|it| it == ("7", Timestamp::MAX)));
        assert!(shelf.remove("7") && !shelf.remove("7"));
        assert_eq!(shelf.image("7"), None);
    }
}
