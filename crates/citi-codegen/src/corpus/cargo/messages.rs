//! What cargo says while it builds, one JSON object a line.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// What became of one package.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Whether its library, or its program, was built or checked.
    pub built: bool,
    /// Errors, in the order in which they came.
    pub errors: Vec<Finding>,
    /// Warnings.
    pub warnings: Vec<Finding>,
    /// The program that was made.
    pub executable: Option<PathBuf>,
}

impl Outcome {
    /// Whether it compiles.
    #[must_use]
    pub fn compiled(&self) -> bool {
        self.built && self.errors.is_empty()
    }
}

/// One message of the compiler.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The message, one line.
    pub text: String,
    /// The compiler's name for it: `E0412`, `unused_variables`.
    pub code: Option<String>,
    /// File, relative to the workspace that was built, and line.
    pub place: Option<(String, u32)>,
}

/// What cargo said, by the folder of the package.
#[derive(Clone, Debug, Default)]
pub struct Messages {
    outcomes: BTreeMap<PathBuf, Outcome>,
}

#[derive(Deserialize)]
struct Line {
    reason: String,
    manifest_path: Option<PathBuf>,
    message: Option<Message>,
    executable: Option<PathBuf>,
    target: Option<Target>,
}

#[derive(Deserialize)]
struct Target {
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct Message {
    level: String,
    message: String,
    code: Option<MessageCode>,
    #[serde(default)]
    spans: Vec<MessageSpan>,
}

#[derive(Deserialize)]
struct MessageCode {
    code: String,
}

#[derive(Deserialize)]
struct MessageSpan {
    file_name: String,
    line_start: u32,
    is_primary: bool,
}

impl Messages {
    /// Takes one line of cargo's output; gives the folder of the package whose library or program
    /// is done with it. Lines that are not cargo's are passed over.
    pub fn take(&mut self, line: &str) -> Option<&Path> {
        let line: Line = serde_json::from_str(line).ok()?;
        let folder = line.manifest_path?.parent()?.to_owned();
        match line.reason.as_str() {
            "compiler-message" => {
                self.message(&folder, line.message?);
                None
            }
            "compiler-artifact" => {
                // A build script is no sign that the package itself compiles.
                if line.target?.kind.iter().any(|kind| kind == "custom-build") {
                    return None;
                }
                let outcome = self.outcomes.entry(folder.clone()).or_default();
                outcome.built = true;
                outcome.executable = line.executable;
                self.outcomes.get_key_value(&folder).map(|(key, _)| &**key)
            }
            _ => None,
        }
    }

    fn message(&mut self, folder: &Path, message: Message) {
        let place = message
            .spans
            .iter()
            .find(|span| span.is_primary)
            .map(|span| (span.file_name.clone(), span.line_start));
        // Sums at the end ('2 warnings emitted', 'aborting due to …') have neither code nor place.
        let sum = message.code.is_none()
            && place.is_none()
            && (message.message.ends_with("emitted")
                || message.message.starts_with("aborting due"));
        if sum {
            return;
        }
        let finding = Finding {
            text: message
                .message
                .lines()
                .next()
                .unwrap_or_default()
                .to_owned(),
            code: message.code.map(|code| code.code),
            place,
        };
        let outcome = self.outcomes.entry(folder.to_owned()).or_default();
        match message.level.as_str() {
            "warning" => outcome.warnings.push(finding),
            level if level.starts_with("error") => outcome.errors.push(finding),
            _ => {}
        }
    }

    /// What became of the package in `folder`; nothing was built if cargo never spoke of it.
    #[must_use]
    pub fn outcome(&self, folder: &Path) -> Outcome {
        self.outcomes.get(folder).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(lines: &[&str]) -> Messages {
        let mut messages = Messages::default();
        for line in lines {
            messages.take(line);
        }
        messages
    }

    #[test]
    fn errors_and_warnings_go_to_their_package() {
        let messages = take(&[
            "not json",
            r#"{"reason":"compiler-message","manifest_path":"/w/a/Cargo.toml","message":{"level":"warning","message":"unused variable: `x`","code":{"code":"unused_variables"},"spans":[{"file_name":"a/src/lib.rs","line_start":3,"is_primary":true}]}}"#,
            r#"{"reason":"compiler-message","manifest_path":"/w/a/Cargo.toml","message":{"level":"warning","message":"1 warning emitted","code":null,"spans":[]}}"#,
            r#"{"reason":"compiler-artifact","manifest_path":"/w/a/Cargo.toml","target":{"kind":["lib"]},"executable":null}"#,
            r#"{"reason":"compiler-message","manifest_path":"/w/b/Cargo.toml","message":{"level":"error","message":"cannot find type `X`","code":{"code":"E0412"},"spans":[]}}"#,
            r#"{"reason":"compiler-artifact","manifest_path":"/w/c/Cargo.toml","target":{"kind":["custom-build"]},"executable":"/w/x"}"#,
            r#"{"reason":"build-finished","success":false}"#,
        ]);
        let a = messages.outcome(Path::new("/w/a"));
        assert!(a.compiled());
        assert_eq!(a.warnings.len(), 1);
        assert_eq!(a.warnings[0].place, Some(("a/src/lib.rs".to_owned(), 3)));
        let b = messages.outcome(Path::new("/w/b"));
        assert!(!b.compiled());
        assert_eq!(b.errors[0].code.as_deref(), Some("E0412"));
        assert!(!messages.outcome(Path::new("/w/c")).built);
        assert!(!messages.outcome(Path::new("/w/unheard")).compiled());
    }
}
