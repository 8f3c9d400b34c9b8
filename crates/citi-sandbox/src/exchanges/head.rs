//! [`Head`]: the header fields of a message, as they are kept.

use http::HeaderMap;

/// The header fields of a message, copied into one piece. To keep a `HeaderMap` would keep the whole buffer that the
/// connection has read it from.
#[derive(Clone, Default)]
pub(crate) struct Head(Box<[u8]>);

/// What stands behind a name, and behind a value; neither can hold it (RFC 9110 §5.5 and §5.6.2).
const NAMED: u8 = b':';
const ENDED: u8 = b'\n';

impl Head {
    /// The fields of a message.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let lengths = headers
            .iter()
            .map(|(name, value)| name.as_str().len() + value.len() + 2);
        let mut bytes = Vec::with_capacity(lengths.sum());
        for (name, value) in headers {
            bytes.extend_from_slice(name.as_str().as_bytes());
            bytes.push(NAMED);
            bytes.extend_from_slice(value.as_bytes());
            bytes.push(ENDED);
        }
        Self(bytes.into())
    }

    /// Each name, in small letters, and its value.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.split(|byte| *byte == ENDED).filter_map(|field| {
            let at = field.iter().position(|byte| *byte == NAMED)?;
            let (name, value) = field.split_at_checked(at)?;
            Some((std::str::from_utf8(name).ok()?, value.get(1..)?))
        })
    }

    /// The first value of a name in small letters.
    pub(crate) fn get(&self, name: &str) -> Option<&[u8]> {
        self.fields()
            .find_map(|(own, value)| (own == name).then_some(value))
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn every_field_is_kept_as_it_came() {
        let mut headers = HeaderMap::new();
        headers.append("a", HeaderValue::from_static("one: two"));
        headers.append("a", HeaderValue::from_static(""));
        headers.append("b", HeaderValue::from_bytes(b"\xff").unwrap());
        let head = Head::of(&headers);
        let fields: Vec<_> = head.fields().collect();
        let want: [(&str, &[u8]); 3] = [("a", b"one: two"), ("a", b""), ("b", b"\xff")];
        assert_eq!(fields, want);
        assert_eq!(head.get("b"), Some(&b"\xff"[..]));
        assert_eq!(head.get("c"), None);
        assert_eq!(Head::default().fields().count(), 0);
    }
}
