//! JSON Pointer (RFC 6901): the address of a node in its document.

/// A JSON Pointer, always with its leading `/`; the empty pointer is the whole document.
///
/// ```
/// use citi_codegen::load::Pointer;
/// let pointer = Pointer::root().key("paths").key("/accounts/{id}").index(0);
/// assert_eq!(pointer.to_string(), "/paths/~1accounts~1{id}/0");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(String);

impl Pointer {
    /// The pointer of the whole document.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// The pointer of the member `key` of the mapping that this one points to.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        let mut longer = Self(String::with_capacity(self.0.len() + key.len() + 1));
        longer.0.push_str(&self.0);
        longer.push_key(key);
        longer
    }

    /// The pointer of item `index` of the sequence that this one points to.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0))
    }

    /// Goes on to the member `key`, in place.
    pub fn push_key(&mut self, key: &str) {
        self.0.push('/');
        for character in key.chars() {
            match character {
                '~' => self.0.push_str("~0"),
                '/' => self.0.push_str("~1"),
                other => self.0.push(other),
            }
        }
    }

    /// Goes on to item `index`, in place.
    pub fn push_index(&mut self, index: usize) {
        self.0.push('/');
        self.0.push_str(&index.to_string());
    }

    /// Reads a pointer as it stands in a document: `/a/b`, or the fragment form `#/a/b`
    /// with or without percent encoding.
    ///
    /// Returns `None` for text that is no pointer (it neither is empty nor begins with `/`).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix('#').unwrap_or(text);
        if text.is_empty() || text.starts_with('/') {
            Some(Self(text.to_owned()))
        } else {
            None
        }
    }

    /// The unescaped tokens, outermost first.
    pub fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        self.0
            .split('/')
            .skip(1)
            .map(|token| token.replace("~1", "/").replace("~0", "~"))
    }

    /// The pointer as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Pointer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_unescapes() {
        let pointer = Pointer::root().key("a/b").key("c~d").index(3);
        assert_eq!(pointer.as_str(), "/a~1b/c~0d/3");
        assert_eq!(pointer.tokens().collect::<Vec<_>>(), ["a/b", "c~d", "3"]);
    }

    #[test]
    fn fragment_form_is_read() {
        assert_eq!(Pointer::parse("#/a"), Some(Pointer::root().key("a")));
        assert_eq!(Pointer::parse("other.yaml#/a"), None);
    }
}
