//! The door of the stage: a document's bytes in, its tree out.

use std::io::Read as _;
use std::path::Path;

use super::findings::{Findings, Stop, stop};
use super::{Limits, Node, Pointer, Span, codes, decode, format, guess};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};

/// A document that was read.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Its tree; always a mapping.
    pub root: Node,
    /// Its text, decoded and without a byte order mark: what the offsets of
    /// [`Span`]s count in.
    pub text: String,
    /// What was crooked in its text, and put right.
    pub diagnostics: Diagnostics,
}

/// Reads the document `name` within the default [`Limits`].
///
/// JSON is recognised by its first character that is no space, `{` or `[`; all else is
/// YAML 1.2. See [`load_with`] for what is put right on the way.
///
/// # Errors
/// Findings of which at least one is an error, with its place and what can be done.
///
/// ```
/// use citi_codegen::load::{Pointer, load};
/// let loaded = load("tiny.yaml", b"openapi: 3.0.3\nlimits:\n  highest: 0.10\n").unwrap();
/// let highest = loaded.root.at(&Pointer::parse("/limits/highest").unwrap()).unwrap();
/// assert_eq!(highest.as_number(), Some("0.10"));
/// assert_eq!(highest.span.to_string(), "3:12");
/// ```
pub fn load(name: &str, bytes: &[u8]) -> Result<Loaded, Diagnostics> {
    load_with(name, bytes, &Limits::default())
}

/// Reads the document `name` within `limits`.
///
/// - Text is UTF-8 or UTF-16, with or without a byte order mark, with any line ends.
/// - Numbers keep their digits. YAML's further spellings (`+1`, `.5`, `0x1F`) become the
///   JSON number of exactly that value; what JSON can't write (`.inf`) and digits behind a
///   zero (`007`, which tools read in three ways) stay text.
/// - YAML is read by the core schema of YAML 1.2: `yes` and `on` are text, as dates are.
///   Aliases and merge keys (`<<`) are written out.
/// - Of a key that stands twice the last wins, but collections of named things (paths,
///   schemas, responses, …) are put together; the finding names both places.
///
/// # Errors
/// Findings of which at least one is an error, with its place and what can be done.
pub fn load_with(name: &str, bytes: &[u8], limits: &Limits) -> Result<Loaded, Diagnostics> {
    let mut diagnostics = Diagnostics::new(name);
    let mut findings = Findings::default();
    let read = read(bytes, limits, &mut findings);
    findings.finish(&mut diagnostics);
    match read {
        Ok((root, text)) => Ok(Loaded {
            root,
            text,
            diagnostics,
        }),
        Err(stop) => {
            diagnostics.push(*stop);
            Err(diagnostics)
        }
    }
}

/// The bytes of the file at `path`, but never many more than the default [`Limits`] allow:
/// [`load`] refuses what is cut here.
///
/// # Errors
/// What the system says of a file that can't be read.
pub fn read_file(path: &Path) -> std::io::Result<Vec<u8>> {
    // One byte more than allowed is enough to know that there are too many.
    let limit = Limits::default().bytes;
    let most = u64::try_from(limit).map_or(u64::MAX, |bytes| bytes.saturating_add(1));
    let file = std::fs::File::open(path)?;
    let length = usize::try_from(file.metadata()?.len()).unwrap_or(limit);
    let mut bytes = Vec::with_capacity(length.min(limit).saturating_add(1));
    file.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads the document in the file at `path` within the default [`Limits`]; its name is the
/// path.
///
/// # Errors
/// As [`load`], and an error finding for a file that can't be read.
pub fn load_file(path: &Path) -> Result<Loaded, Diagnostics> {
    let name = path.display().to_string();
    let limits = Limits::default();
    match read_file(path) {
        Ok(bytes) => load_with(&name, &bytes, &limits),
        Err(error) => {
            let mut diagnostics = Diagnostics::new(name);
            diagnostics.error(
                codes::UNREADABLE,
                &Pointer::root(),
                Span::default(),
                format!("the file can't be read: {error}"),
                "check the path and its permissions",
            );
            Err(diagnostics)
        }
    }
}

fn read(bytes: &[u8], limits: &Limits, findings: &mut Findings) -> Result<(Node, String), Stop> {
    if bytes.len() > limits.bytes {
        return Err(stop(
            codes::TOO_LARGE,
            &Pointer::root(),
            Span::default(),
            format!("the document has more than {} bytes", limits.bytes),
            "split the document, or raise the limit",
        ));
    }
    if let Some(what) = guess::guess_bytes(bytes) {
        return Err(no_description(what));
    }
    let decoded = decode::decode(bytes)?;
    if decoded.utf_16 {
        findings.add(codes::UTF_16, Severity::Note, || {
            let place = (&Pointer::root(), Span::default());
            Diagnostic::new(codes::UTF_16, Severity::Note, place.0, place.1)
                .found("the document is UTF-16")
                .done("decoded")
                .remedy("save it as UTF-8")
        });
    }
    let root = match (
        format::read(&decoded.text, limits, findings),
        guess::guess(&decoded.text),
    ) {
        (Ok(root), Some(what)) if !root.is_mapping() => return Err(no_description(what)),
        (Err(_), Some(what)) => return Err(no_description(what)),
        (read, _) => read?,
    };
    if !root.is_mapping() {
        return Err(no_object(&root));
    }
    Ok((root, decoded.text))
}

/// The place of the first character: where one of a description is missed.
const BEGIN: Span = Span {
    line: 1,
    column: 1,
    offset: 0,
    source: 0,
};

fn no_description(what: &str) -> Stop {
    stop(
        codes::NO_OBJECT,
        &Pointer::root(),
        BEGIN,
        format!("this is {what}, where an API description is expected"),
        "check that this is the right file, and that it was stored whole and unpacked",
    )
}

fn no_object(root: &Node) -> Stop {
    let what = match &root.value {
        super::Value::Null => "nothing",
        super::Value::Sequence(_) => "a list",
        _ => "a single value",
    };
    // An empty text has no place of its own: its first character is where one is missed.
    let span = if root.span.line == 0 {
        BEGIN
    } else {
        root.span
    };
    stop(
        codes::NO_OBJECT,
        &Pointer::root(),
        span,
        format!(
            "the document holds {what}, where an object with the members of an API description is expected"
        ),
        "check that this is the right file, and that it was stored whole",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(bytes: &[u8]) -> Diagnostic {
        let refused = load("test", bytes).expect_err("must be refused");
        refused.into_findings().pop().expect("says why")
    }

    #[test]
    fn what_is_no_object_is_refused_with_a_place() {
        for (text, what, place) in [
            ("", "nothing", "1:1"),
            ("  \n\n", "nothing", "1:1"),
            ("# only a remark\n", "nothing", "1:1"),
            ("null", "nothing", "1:1"),
            ("\nswagger", "a single value", "2:1"),
            ("- a\n- b", "a list", "1:1"),
            ("  [1, 2]", "a list", "1:3"),
        ] {
            let refusal = refusal(text.as_bytes());
            assert_eq!(refusal.code, codes::NO_OBJECT, "{text:?}");
            assert!(refusal.found.contains(what), "{text:?}: {}", refusal.found);
            let found = format!("{}:{}", refusal.line, refusal.column);
            assert_eq!(found, place, "{text:?}");
        }
    }

    #[test]
    fn too_many_bytes_are_refused() {
        let limits = Limits {
            bytes: 4,
            ..Limits::default()
        };
        assert!(load_with("test", b"a: 1", &limits).is_ok());
        let refused = load_with("test", b"a: 12", &limits).expect_err("five bytes");
        assert_eq!(refused.findings()[0].code, codes::TOO_LARGE);
    }

    #[test]
    fn a_missing_file_is_an_error_that_names_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let refused = load_file(&folder.path().join("none.yaml")).expect_err("no such file");
        assert_eq!(refused.findings()[0].code, codes::UNREADABLE);
        assert!(refused.findings()[0].document.ends_with("none.yaml"));
    }

    #[test]
    fn a_file_is_read_and_named_by_its_path() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("some.json");
        std::fs::write(&path, r#"{"swagger": "2.0"}"#).expect("written");
        let loaded = load_file(&path).expect("read");
        assert_eq!(
            loaded.root.get("swagger").and_then(Node::as_str),
            Some("2.0")
        );
        assert!(loaded.diagnostics.document().ends_with("some.json"));
    }

    #[test]
    fn utf_16_leaves_a_note() {
        let bytes: Vec<u8> = "swagger: '2.0'"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let loaded = load("test", &bytes).expect("read");
        assert_eq!(loaded.diagnostics.findings()[0].code, codes::UTF_16);
        assert_eq!(loaded.text, "swagger: '2.0'");
    }
}
