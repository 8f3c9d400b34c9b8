//! The parser's places → ours.

use saphyr_parser::Marker;

use crate::load::Span;

/// Turns the parser's places, which count characters, into ours, which know the byte, too.
///
/// Places come almost in order, so it walks along with them: a document of one long line
/// costs its length and not its length for every node.
pub(super) struct Places<'t> {
    text: &'t str,
    ascii: bool,
    characters: usize,
    bytes: usize,
}

impl<'t> Places<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            ascii: text.is_ascii(),
            characters: 0,
            bytes: 0,
        }
    }

    pub(super) fn span(&mut self, marker: Marker) -> Span {
        Span {
            line: u32::try_from(marker.line()).unwrap_or(u32::MAX),
            column: u32::try_from(marker.col() + 1).unwrap_or(u32::MAX),
            offset: self.offset(marker.index()),
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
        let mut places = Places::new(text);
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
        assert_eq!(Places::new("abc").offset(2), 2);
    }

    #[test]
    fn columns_count_from_one() {
        let span = Places::new("ü: 1").span(Marker::new(3, 1, 3));
        assert_eq!((span.line, span.column, span.offset), (1, 4, 4));
    }
}
