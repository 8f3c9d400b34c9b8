//! `cargo xtask explain`.

use citi_codegen::diagnostic::{Code, Explained, Severity};

use crate::cli;
use crate::exit::Exit;
use crate::ui::Ui;

/// Says what a code means, or lists all codes.
pub(crate) fn run(flags: &cli::Explain) -> Exit {
    let ui = Ui::new(None);
    let Some(code) = &flags.code else {
        for one in Explained::all() {
            ui.say(&format!(
                "{}  {:<7}  {}",
                one.code,
                one.severity.to_string(),
                one.title
            ));
        }
        return Exit::Clean;
    };
    match Explained::find(code) {
        Some(explained) => {
            ui.say(&text(&explained));
            Exit::Clean
        }
        None => {
            ui.error(&unknown(code, &Explained::nearest(code)));
            Exit::Broken
        }
    }
}

fn text(explained: &Explained) -> String {
    let mut text = format!(
        "{} ({}): {}\n\n{}\n\nWhat is done: {}\n",
        explained.code,
        explained.severity,
        explained.title,
        folded(explained.explanation),
        explained.done
    );
    if explained.remedy.is_empty() {
        text.push_str("What to do: nothing, for nothing is lost.\n");
    } else {
        text.push_str(&format!("What to do: {}.\n", explained.remedy));
    }
    if explained.severity >= Severity::Warning {
        text.push_str("With --strict it is a failure.\n");
    }
    text.push_str(&format!(
        "\nBefore:\n{}\nAfter:\n{}",
        indented(explained.before),
        indented(explained.after)
    ));
    text.trim_end().to_owned()
}

fn unknown(code: &str, nearest: &[Code]) -> String {
    let code: String = code.chars().take(40).collect();
    let nearest: Vec<String> = nearest.iter().map(ToString::to_string).collect();
    format!(
        "there is no code `{}`; the nearest are {}; `cargo xtask explain` lists all",
        code.escape_debug(),
        nearest.join(", ")
    )
}

/// A paragraph in lines of at most 90 characters.
fn folded(paragraph: &str) -> String {
    let mut lines = vec![String::new()];
    for word in paragraph.split(' ') {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.chars().count() + word.chars().count() < 90 => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

fn indented(example: &str) -> String {
    // Nobody reads a hundred brackets.
    let short = |line: &str| match line.char_indices().nth(100) {
        Some((at, _)) => format!("{}…", line.split_at(at).0),
        None => line.to_owned(),
    };
    example
        .lines()
        .map(|line| format!("    {}\n", short(line)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_told_with_its_example() {
        let text = text(&Explained::find("u012").unwrap());
        for part in [
            "U012 (note)",
            "What is done:",
            "maxLength: \"35\"",
            "maxLength: 35}",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }

    #[test]
    fn an_unknown_code_is_told_the_nearest() {
        let text = unknown("U0l2", &Explained::nearest("U0l2"));
        assert!(text.contains("U012"), "{text}");
    }

    #[test]
    fn no_line_runs_away() {
        for one in Explained::all() {
            let text = text(&one);
            assert!(
                text.lines().all(|line| line.chars().count() < 170),
                "{text}"
            );
        }
    }
}
