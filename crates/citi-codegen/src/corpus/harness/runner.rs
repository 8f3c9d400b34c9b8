//! The program that holds the harnesses of many documents: linked once for all of them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The source of a runner of these harness packages.
#[must_use]
pub fn source(packages: &[String]) -> String {
    let mut arms = String::new();
    for package in packages {
        let krate = package.replace('-', "_");
        arms.push_str(&format!(
            "        Some({package:?}) => support::run(words, {krate}::example, {krate}::call),\n"
        ));
    }
    format!(
        "//! Runs harnesses.\n\
         fn main() {{\n    \
             let mut words = std::env::args().skip(1);\n    \
             match words.next().as_deref() {{\n\
         {arms}        \
                 _ => std::process::exit(2),\n    \
             }}\n\
         }}\n"
    )
}

/// Runs a program and gives its output, line by line; what it has said when its time is up, or when
/// it breaks, counts too.
///
/// # Errors
/// What the system says of the program.
pub fn run(program: &Path, words: &[&str], patience: Duration) -> std::io::Result<Vec<String>> {
    // Through a file: a pipe that nobody empties would stop the program.
    let output = tempfile::NamedTempFile::new()?;
    let mut child = Command::new(program)
        .args(words)
        .stdin(Stdio::null())
        .stdout(output.reopen()?)
        .stderr(Stdio::null())
        .spawn()?;
    let begun = Instant::now();
    while child.try_wait()?.is_none() {
        if begun.elapsed() > patience {
            child.kill()?;
            child.wait()?;
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    let bytes = std::fs::read(output.path())?;
    let text = String::from_utf8_lossy(&bytes);
    Ok(text.lines().map(str::to_owned).collect())
}

/// Writes what a harness reads, one JSON object a line.
///
/// # Errors
/// What the system says.
pub fn hand_over(folder: &Path, name: &str, lines: &[serde_json::Value]) -> std::io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let path = folder.join(name);
    let mut text = String::new();
    for line in lines {
        text.push_str(&line.to_string());
        text.push('\n');
    }
    std::fs::write(&path, text)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_source_is_rust() {
        let text = source(&["doc-a-harness".to_owned()]);
        syn::parse_file(&text).unwrap();
        assert!(text.contains("support::run(words, doc_a_harness::example"));
    }

    #[test]
    fn a_program_that_does_not_end_is_ended_and_its_words_kept() {
        let words = ["-c", "echo said; exec sleep 60"];
        let begun = Instant::now();
        let lines = run(Path::new("sh"), &words, Duration::from_millis(300)).unwrap();
        assert_eq!(lines, ["said"]);
        assert!(begun.elapsed() < Duration::from_secs(30));
    }
}
