use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::deeds::{START, builder};

/// A row of numbers that is the same each time.
struct Row(u64);

impl Row {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }
}

/// Starts the program in a directory: what it says, and with which code it ends; no code if it starts.
fn started(directory: &Path) -> (Option<i32>, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_citi-sandbox"))
        .args(["--port", "0", "--app", "demo", "--frozen", "--seed", "7"])
        .args(["--start-at", START, "--data"])
        .arg(directory)
        .env("RUST_BACKTRACE", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    let is_up = lines.read_line(&mut line).unwrap() > 0;
    if is_up {
        child.kill().unwrap();
    }
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    (output.status.code().filter(|_| !is_up), said)
}

#[tokio::test]
async fn a_damaged_folder_is_refused_in_one_sentence_and_left_as_it_is() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    let sandbox = builder().data(path).start().await.unwrap();
    for _ in 0..3 {
        sandbox.register("More");
        sandbox.clock().advance(Duration::from_secs(86_400));
    }
    sandbox.shutdown().await;
    let file = path.join("sandbox.redb");
    let whole = std::fs::read(&file).unwrap();

    let mut row = Row(7);
    let mut refused = 0;
    for number in 0..24 {
        let mut bytes = whole.clone();
        match number % 3 {
            0 => bytes.truncate(1 + row.below(whole.len() - 1)),
            // The head of the file, where little is of no account.
            1 => bytes[row.below(256)] ^= 1 << row.below(8),
            _ => {
                for _ in 0..20 {
                    let at = row.below(bytes.len());
                    bytes[at] = !bytes[at];
                }
            }
        }
        std::fs::write(&file, &bytes).unwrap();
        let (code, said) = started(path);
        let Some(code) = code else {
            assert!(!said.contains("panicked"), "{number}: {said}");
            continue;
        };
        refused += 1;
        assert_eq!(code, 2, "{number}: {said}");
        assert_eq!(said.lines().count(), 1, "{number}: {said}");
        assert!(said.contains(path.to_str().unwrap()), "{number}: {said}");
        assert!(said.contains("move it away"), "{number}: {said}");
        assert!(std::fs::read(&file).unwrap() == bytes, "{number}");
        let others = std::fs::read_dir(path).unwrap().count();
        assert_eq!(others, 1, "{number}");
    }
    assert!(refused >= 12, "{refused}");

    std::fs::write(&file, &whole).unwrap();
    assert_eq!(started(path).0, None);
}
