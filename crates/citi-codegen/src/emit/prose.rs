//! Short forms of the plan's Markdown, which is clean already.

/// The first line of `markdown` that says something.
pub(crate) fn first_line(markdown: &str) -> &str {
    markdown
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .unwrap_or("")
}

/// The first sentence of `markdown`, on one line: a paragraph may be wrapped anywhere.
pub(crate) fn first_sentence(markdown: &str) -> String {
    let paragraph: Vec<&str> = markdown
        .lines()
        .map(str::trim)
        .skip_while(|line| line.is_empty())
        .take_while(|line| !line.is_empty())
        .collect();
    let text = paragraph.join(" ");
    let end = text
        .match_indices(". ")
        .map(|(at, _)| at + 1)
        .find(|end| !text[..*end].ends_with("e.g.") && !text[..*end].ends_with("i.e."));
    match end {
        Some(end) => text[..end].to_owned(),
        None => text,
    }
}

/// A name out of a document between back-quotes: on one line, and without what ends the quotes.
pub(crate) fn quoted(name: &str) -> String {
    let shown = name.replace('`', "'").replace(char::is_control, "\u{FFFD}");
    format!("`{shown}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_goes_on_over_the_end_of_a_line() {
        assert_eq!(
            first_sentence("\nThe fault\nis the bank's. Ask, e.g. again.\n\nMore."),
            "The fault is the bank's."
        );
        assert_eq!(first_sentence("Some, e.g. this one"), "Some, e.g. this one");
    }

    #[test]
    fn a_name_stays_between_its_quotes() {
        assert_eq!(quoted("a`b\r\nc"), "`a'b\u{FFFD}\u{FFFD}c`");
    }
}
