//! A document's prose as documentation that rustdoc takes without a word.

/// Markdown of a document, made fit for a doc comment: no code that rustdoc would compile, no HTML,
/// no link that leads nowhere, no bare address; the words stay.
///
/// ```
/// use citi_codegen::lower::docs::clean;
/// assert_eq!(clean("See https://example.com."), "See <https://example.com>.");
/// assert_eq!(clean("a [link](https://example.com)"), "a [link](https://example.com)");
/// assert_eq!(clean("an [index] and <b>bold</b>"), "an \\[index\\] and bold");
/// ```
#[must_use]
pub fn clean(markdown: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut fence: Option<String> = None;
    // How far the text of the list item that is open stands in.
    let mut item: Option<usize> = None;
    for line in markdown
        .replace("\r\n", "\n")
        .replace(['\r', '\u{2028}', '\u{2029}'], "\n")
        .lines()
    {
        let line = line.replace('\t', "    ");
        let line = line.trim_end();
        let trimmed = line.trim_start();
        if let Some(mark) = &fence {
            if trimmed.starts_with(mark.as_str()) {
                out.push(mark.clone());
                fence = None;
            } else {
                out.push(line.to_owned());
            }
            continue;
        }
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            let mark = trimmed[..3].to_owned();
            out.push(format!("{mark}text"));
            fence = Some(mark);
            continue;
        }
        if trimmed.is_empty() {
            if out.last().is_some_and(|last| !last.is_empty()) {
                out.push(String::new());
            }
            continue;
        }
        // Four blanks would make code that rustdoc compiles.
        let indent = match list_mark(trimmed) {
            Some(width) => {
                let indent = (line.len() - trimmed.len()).min(3);
                item = Some(indent + width);
                indent
            }
            // A line that goes on with an item stands under its text.
            None => match item {
                Some(indent) if out.last().is_some_and(|last| !last.is_empty()) => indent,
                _ => {
                    item = None;
                    0
                }
            },
        };
        out.push(format!("{}{}", " ".repeat(indent), inline(trimmed)));
    }
    if let Some(mark) = fence {
        out.push(mark);
    }
    while out.last().is_some_and(String::is_empty) {
        out.pop();
    }
    let text = out.join("\n");
    // What holds no word says nothing: `.`, `<br />`.
    match text.chars().any(char::is_alphanumeric) {
        true => text,
        false => String::new(),
    }
}

/// The first sentence or line, for a summary.
#[must_use]
pub fn first_line(markdown: &str) -> String {
    clean(markdown)
        .lines()
        .next()
        .unwrap_or_default()
        .trim_start_matches('#')
        .trim()
        .to_owned()
}

/// How wide the mark of a list item is, if the line is one: `- `, `* `, `+ `, `1. `, `1) `.
fn list_mark(line: &str) -> Option<usize> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &line[digits..];
    let marks: &[&str] = if digits == 0 {
        &["- ", "* ", "+ "]
    } else {
        &[". ", ") "]
    };
    (digits < 10 && marks.iter().any(|mark| rest.starts_with(mark))).then_some(digits + 2)
}

/// One line outside a code block.
fn inline(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut rest = line;
    while let Some(character) = rest.chars().next() {
        if character == '`' {
            let ticks = rest.chars().take_while(|c| *c == '`').count();
            let mark = &rest[..ticks];
            if let Some(end) = rest[ticks..].find(mark) {
                let stop = ticks + end + ticks;
                out.push_str(&rest[..stop]);
                rest = &rest[stop..];
            } else {
                // An opening tick that nothing closes would swallow the rest.
                for _ in 0..ticks {
                    out.push_str("\\`");
                }
                rest = &rest[ticks..];
            }
            continue;
        }
        if character == '[' {
            if let Some(length) = link(rest) {
                out.push_str(&rest[..length]);
                rest = &rest[length..];
            } else {
                out.push_str("\\[");
                rest = &rest[1..];
            }
            continue;
        }
        if character == '<' {
            if let Some(length) = autolink(rest) {
                out.push_str(&rest[..length]);
                rest = &rest[length..];
            } else if let Some(length) = tag(rest) {
                if rest[..length].to_ascii_lowercase().starts_with("<br")
                    || rest[..length].eq_ignore_ascii_case("</p>")
                {
                    out.push(' ');
                }
                rest = &rest[length..];
            } else {
                out.push_str("\\<");
                rest = &rest[1..];
            }
            continue;
        }
        if rest.starts_with("http://") || rest.starts_with("https://") {
            let length = address(rest);
            out.push('<');
            out.push_str(&rest[..length]);
            out.push('>');
            rest = &rest[length..];
            continue;
        }
        match character {
            ']' => out.push_str("\\]"),
            '>' if !out.is_empty() => out.push_str("\\>"),
            '\\' if rest.len() == 1 => out.push_str("\\\\"),
            control if control.is_control() => {}
            // Would turn the text around it (rustc refuses these in doc comments).
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            other => out.push(other),
        }
        rest = &rest[character.len_utf8()..];
    }
    out
}

/// The length of a `[text](address)` whose address is one of the web.
fn link(text: &str) -> Option<usize> {
    let close = text.find(']')?;
    if text[1..close].contains(['[', '`', '<']) {
        return None;
    }
    let target = text[close + 1..].strip_prefix('(')?;
    let end = target.find(')')?;
    let address = &target[..end];
    let fit = (address.starts_with("http://")
        || address.starts_with("https://")
        || address.starts_with("mailto:"))
        && !address.contains([' ', '<', '>', '(']);
    fit.then_some(close + 1 + 1 + end + 1)
}

/// The length of an `<https://…>`.
fn autolink(text: &str) -> Option<usize> {
    let end = text.find('>')?;
    let address = &text[1..end];
    ((address.starts_with("http://") || address.starts_with("https://"))
        && !address.contains([' ', '<']))
    .then_some(end + 1)
}

/// The length of an HTML tag or comment.
fn tag(text: &str) -> Option<usize> {
    if text.starts_with("<!--") {
        return text.find("-->").map(|end| end + 3);
    }
    let name = text[1..].trim_start_matches('/');
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let length = name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    if !HTML.contains(&name[..length].to_ascii_lowercase().as_str()) {
        return None;
    }
    let end = text.find('>')?;
    (!text[1..end].contains('<')).then_some(end + 1)
}

/// The elements that turn up in descriptions. Everything else in angle brackets is a placeholder.
const HTML: &[&str] = &[
    "a",
    "abbr",
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "center",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "html",
    "i",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "small",
    "span",
    "strong",
    "style",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
];

/// The length of a bare address: up to a blank or a sign that ends a sentence.
fn address(text: &str) -> usize {
    let mut end = text
        .find(|c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    '<' | '>' | '"' | '`' | ')' | ']' | '|' | '{' | '}' | '*' | '\''
                )
        })
        .unwrap_or(text.len());
    while end > 8 && text[..end].ends_with(['.', ',', ';', ':', '!', '?']) {
        end -= 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_word_is_nothing() {
        assert_eq!(clean("<br />"), "");
        assert_eq!(clean(" .\n"), "");
    }

    #[test]
    fn code_is_never_run() {
        assert_eq!(
            clean("x\n\n    let a = 1;\n\n```\ncurl\n```"),
            "x\n\nlet a = 1;\n\n```text\ncurl\n```"
        );
        assert_eq!(clean("```json\n{}"), "```text\n{}\n```");
    }

    #[test]
    fn a_line_that_goes_on_with_an_item_stands_under_it() {
        assert_eq!(
            clean("- one\nmore\n- two\n\nafter"),
            "- one\n  more\n- two\n\nafter"
        );
        assert_eq!(clean("1. one\nmore"), "1. one\n   more");
    }

    #[test]
    fn nothing_is_left_that_rustdoc_would_take_for_a_link_or_a_tag() {
        assert_eq!(
            clean("[a][b] <customer-id> <b>a</b>"),
            "\\[a\\]\\[b\\] \\<customer-id\\> a"
        );
        assert_eq!(clean("a<b `Vec<u8>[0]`"), "a\\<b `Vec<u8>[0]`");
        assert_eq!(clean("one ` tick"), "one \\` tick");
    }

    #[test]
    fn an_address_ends_before_the_sentence_does() {
        assert_eq!(clean("(https://a.example/x)."), "(<https://a.example/x>).");
        assert_eq!(clean("<https://a.example>"), "<https://a.example>");
    }
}
