//! Markdown that rustdoc takes as prose.

/// Makes sure that nothing in `markdown` becomes a doctest: a code fence without a language gets
/// one, every other language too becomes `text`, an indented block loses its indent, an open
/// fence is closed.
pub(crate) fn prose(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut fence: Option<(char, usize)> = None;
    for line in markdown.trim().lines() {
        let bare = line.trim_start();
        let mark = bare.chars().next().unwrap_or(' ');
        let width = bare.chars().take_while(|c| *c == mark).count();
        let is_fence = (mark == '`' || mark == '~') && width >= 3;
        match fence {
            Some((open, length)) => {
                if is_fence && mark == open && width >= length && bare[width..].trim().is_empty() {
                    fence = None;
                }
                out.push_str(line.trim_end());
            }
            None if is_fence => {
                fence = Some((mark, width));
                out.push_str(&bare[..width]);
                out.push_str("text");
            }
            None => {
                let indent = line.len() - bare.len();
                if indent < 4 && !line.starts_with('\t') {
                    out.push_str(line.trim_end());
                } else {
                    out.push_str(bare.trim_end());
                }
            }
        }
        out.push('\n');
    }
    if let Some((mark, width)) = fence {
        out.extend(std::iter::repeat_n(mark, width));
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_becomes_a_doctest() {
        assert_eq!(prose("a\n\n    let x = 1;\n\nb"), "a\n\nlet x = 1;\n\nb");
        assert_eq!(prose("```\nx\n```"), "```text\nx\n```");
        assert_eq!(prose("~~~rust\nx"), "~~~text\nx\n~~~");
    }

    #[test]
    fn a_sentence_goes_on_over_the_end_of_a_line() {
        assert_eq!(
            first_sentence("\nThe fault\nis the bank's. Ask, e.g. again.\n\nMore."),
            "The fault is the bank's."
        );
        assert_eq!(first_sentence("Some, e.g. this one"), "Some, e.g. this one");
    }

    #[test]
    fn what_is_fenced_stays_as_it_is() {
        assert_eq!(prose("```json\n    {}\n```\nz"), "```text\n    {}\n```\nz");
    }
}
