//! The parser's places → ours.

use saphyr_parser::Marker;

use super::repair::Repair;
use crate::load::Span;

/// Turns the parser's places, which count characters, into ours, which know the byte, too.
///
/// Places come almost in order, so it walks along with them: a document of one long line
/// costs its length and not its length for every node.
pub(super) struct Places<'t> {
    text: &'t str,
    repair: &'t Repair<'t>,
    ascii: bool,
    characters: usize,
    bytes: usize,
}

impl<'t> Places<'t> {
    pub(super) fn new(text: &'t str, repair: &'t Repair<'t>) -> Self {
        Self {
            text,
            repair,
            ascii: text.is_ascii(),
            characters: 0,
            bytes: 0,
        }
    }

    /// The place of `marker`, which is one of the mended text, in the text as it was.
    pub(super) fn span(&mut self, marker: Marker) -> Span {
        let marker = self.repair.original(marker);
        Span {
            line: u32::try_from(marker.line()).unwrap_or(u32::MAX),
            column: u32::try_from(marker.col() + 1).unwrap_or(u32::MAX),
            offset: self.offset(marker.index()),
            ..Span::default()
        }
    }

    /// The byte at which character `index` begins.
    fn offset(&mut self, index: usize) -> usize {
        if self.ascii {
            return index.min(self.text.len());
        }
        let (before, after) = self.text.split_at(self.bytes);
        if index >= self.characters {
            let wanted = index - self.characters;
            let mut walked = 0;
            let mut bytes = after.len();
            for (at, _) in after.char_indices() {
                if walked == wanted {
                    bytes = at;
                    break;
                }
                walked += 1;
            }
            self.characters += walked;
            self.bytes += bytes;
        } else {
            for character in before.chars().rev().take(self.characters - index) {
                self.characters -= 1;
                self.bytes -= character.len_utf8();
            }
        }
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walks_forth_and_back() {
        let text = "aüb😀c";
        let repair = Repair::new(text);
        let mut places = Places::new(text, &repair);
        for (index, offset) in [
            (0, 0),
            (2, 3),
            (4, 8),
            (1, 1),
            (3, 4),
            (5, 9),
            (9, 9),
            (2, 3),
        ] {
            assert_eq!(places.offset(index), offset, "character {index}");
        }
        let repair = Repair::new("abc");
        assert_eq!(Places::new("abc", &repair).offset(2), 2);
    }

    #[test]
    fn columns_count_from_one() {
        let repair = Repair::new("ü: 1");
        let span = Places::new("ü: 1", &repair).span(Marker::new(3, 1, 3));
        assert_eq!((span.line, span.column, span.offset), (1, 4, 4));
    }
}
