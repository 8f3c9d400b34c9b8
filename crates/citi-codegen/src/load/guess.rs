//! What a file is that is no API description.

/// What a text that holds no object looks like, where its beginning says so.
///
/// The guess goes into the message alone; nothing is decided by it.
pub(super) fn guess(text: &str) -> Option<&'static str> {
    let begin = text.trim_start();
    let begin: String = begin.chars().take(200).collect::<String>().to_lowercase();
    let starts: [(&str, &str); 11] = [
        ("<!doctype html", "an HTML page"),
        ("<html", "an HTML page"),
        ("<?xml", "an XML document"),
        ("<wsdl", "a WSDL document"),
        ("<", "an HTML or XML document"),
        (
            "version https://git-lfs",
            "a pointer of Git LFS, whose file was not fetched",
        ),
        ("<<<<<<<", "a file with conflicts of a merge"),
        ("#%raml", "a RAML document"),
        ("syntax = \"proto", "a Protocol Buffers file"),
        ("type query", "a GraphQL schema"),
        ("schema {", "a GraphQL schema"),
    ];
    if begin.starts_with("<<<<<<<") {
        return Some("a file with conflicts of a merge");
    }
    if begin.starts_with("<?xml") && begin.contains("definitions") {
        return Some("a WSDL document");
    }
    starts
        .iter()
        .find(|(start, _)| begin.starts_with(start))
        .map(|(_, what)| *what)
}

/// What bytes that are no text look like, by their first ones.
pub(super) fn guess_bytes(bytes: &[u8]) -> Option<&'static str> {
    let starts: [(&[u8], &str); 8] = [
        (b"PK\x03\x04", "a ZIP archive"),
        (b"\x1F\x8B", "a gzip archive"),
        (b"%PDF", "a PDF document"),
        (b"\x89PNG", "an image"),
        (b"\xFF\xD8\xFF", "an image"),
        (b"GIF8", "an image"),
        (b"\x7FELF", "a program"),
        (b"BZh91AY", "a bzip2 archive"),
    ];
    starts
        .iter()
        .find(|(start, _)| bytes.starts_with(start))
        .map(|(_, what)| *what)
}

#[cfg(test)]
mod tests {
    use crate::load::{codes, load};

    #[test]
    fn a_refusal_says_what_the_file_is() {
        for (bytes, what) in [
            (
                &b"<!DOCTYPE html>\n<p>Sign in: here</p>"[..],
                "an HTML page",
            ),
            (b"\n<html><head>", "an HTML page"),
            (
                b"<?xml version=\"1.0\"?><wsdl:definitions/>",
                "a WSDL document",
            ),
            (b"<?xml version=\"1.0\"?><order/>", "an XML document"),
            (b"<<<<<<< HEAD\nopenapi: 3.0.3\n", "conflicts of a merge"),
            (
                b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
                "Git LFS",
            ),
            (b"type Query {\n  account(id: ID!): Account\n}\n", "GraphQL"),
            (
                b"syntax = \"proto3\";\nservice Till {}\n",
                "Protocol Buffers",
            ),
            (b"PK\x03\x04\x14\0\0\0", "a ZIP archive"),
            (b"\x1F\x8B\x08\0\0", "a gzip archive"),
            (b"\x89PNG\r\n\x1a\n\0", "an image"),
            (b"%PDF-1.7\n%\xE2\xE3\n", "a PDF"),
        ] {
            let refused = load("file", bytes).expect_err("no description");
            let finding = refused.findings().last().expect("says why");
            assert!(finding.found.contains(what), "{finding}");
            assert!(finding.line > 0, "{finding}");
            assert_eq!(finding.code, codes::NO_OBJECT, "{finding}");
        }
    }
}
