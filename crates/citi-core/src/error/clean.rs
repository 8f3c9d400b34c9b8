//! Text from outside, made fit for a message: one short line without numbers of accounts and
//! without tokens, and with as much of the number of a card as may be shown.

use crate::mask::{Piece, pieces};

/// As many digits in a row as no message shows: years and amounts are shorter.
const DIGITS: usize = 7;

/// As long a word of letters and digits as no message shows: a token, a hash.
const TOKEN: usize = 20;

/// From how many digits on a number of a card is masked and not hidden: of a shorter one too little would be hidden.
const CARD: usize = 15;

/// What stands for what is not shown.
const REDACTED: &str = "[redacted]";

/// Makes `text` one line of at most `max` characters, without what looks like a number of an
/// account (digits in a row, single blanks and dashes among them) or like a token. Numbers of cards are masked.
pub(crate) fn clean(text: &str, max: usize) -> String {
    let line = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty());
    let words: Vec<&str> = line
        .map(|word| if is_token(word) { REDACTED } else { word })
        .collect();
    let line = hide_digits(&words.join(" "));
    match line.char_indices().nth(max) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

/// The readable beginning of a page or a text that is no JSON.
pub(crate) fn excerpt(body: &[u8], max: usize) -> String {
    let start = body.get(..body.len().min(16 * 1024)).unwrap_or_default();
    let text = String::from_utf8_lossy(start);
    let text = match text.trim_start().starts_with('<') {
        true => without_tags(&text),
        false => text.into_owned(),
    };
    clean(&text, max)
}

fn is_token(word: &str) -> bool {
    let inside = |c: char| c.is_ascii_alphanumeric() || "+/_=.-".contains(c);
    word.split(|c| !inside(c)).any(|part| {
        part.len() >= TOKEN
            && part.bytes().any(|byte| byte.is_ascii_digit())
            && part.bytes().any(|byte| byte.is_ascii_alphabetic())
    })
}

/// Hides digits in a row, single blanks and dashes among them.
fn hide_digits(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut run = String::new();
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let between = matches!(c, ' ' | '-')
            && run.ends_with(|last: char| last.is_numeric())
            && chars.peek().is_some_and(|next| next.is_numeric());
        if c.is_numeric() || between {
            run.push(c);
        } else {
            flush(&mut out, &mut run);
            out.push(c);
        }
    }
    flush(&mut out, &mut run);
    out
}

fn flush(out: &mut String, run: &mut String) {
    for piece in pieces(run) {
        match piece {
            Piece::Card(masked) if is_card(&masked) => out.push_str(&masked),
            Piece::Card(_) => out.push_str(REDACTED),
            Piece::Other(text) => match text.chars().filter(|c| c.is_numeric()).count() {
                DIGITS.. => out.push_str(&text.replace(text.trim_matches([' ', '-']), REDACTED)),
                _ => out.push_str(text),
            },
        }
    }
    run.clear();
}

/// Whether it is of a network of cards, whose numbers begin with 2 to 6 (ISO/IEC 7812-1); a number of an account may pass the
/// check by chance, and is hidden.
fn is_card(masked: &str) -> bool {
    masked.len() >= CARD && masked.starts_with(|first| matches!(first, '2'..='6'))
}

/// What a page says, without tags, scripts and styles.
fn without_tags(page: &str) -> String {
    let mut out = String::new();
    let mut rest = page;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        out.push(' ');
        let hidden = ["script", "style", "!--"].into_iter().find(|name| {
            tag.get(..name.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(name))
        });
        let end = match hidden {
            Some("!--") => "-->".to_owned(),
            Some(name) => format!("</{name}"),
            None => ">".to_owned(),
        };
        let at = tag.to_ascii_lowercase().find(&end).map(|at| at + end.len());
        rest = at.and_then(|at| tag.get(at..)).unwrap_or_default();
        if matches!(hidden, Some("script" | "style")) {
            rest = rest.split_once('>').map_or("", |(_, rest)| rest);
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_accounts_and_tokens_do_not_show() {
        for (text, want) in [
            (
                "Card 4111 1111 1111 1111 expired",
                "Card 411111******1111 expired",
            ),
            ("4111-1111-1111-1112", "[redacted]"),
            ("9111111111111117", "[redacted]"),
            ("4222222222222", "[redacted]"),
            (
                "4111 1111 1111 1111 123456789",
                "411111******1111 [redacted]",
            ),
            (
                "account 123456789, not found",
                "account [redacted], not found",
            ),
            ("4111-1111-1111-1111", "411111******1111"),
            ("IBAN DE89370400440532013000.", "IBAN [redacted]"),
            ("token=eyJhbGciOiJIUzI1NiJ9.e30 bad", "[redacted] bad"),
            ("limit 100 of 2026 is 12.50", "limit 100 of 2026 is 12.50"),
            (
                "field_name_that_is_very_long is missing",
                "field_name_that_is_very_long is missing",
            ),
            ("a\r\n\tb\0c", "a b c"),
        ] {
            assert_eq!(clean(text, 200), want);
        }
        assert_eq!(clean("äöü and more", 3), "äöü…");
        assert_eq!(clean("äöü", 3), "äöü");
    }

    #[test]
    fn a_page_is_what_it_says() {
        let page = b"<!DOCTYPE html><html><head><style>b{}</style><SCRIPT>x<y</SCRIPT></head><!-- 1 > 2 --><body><h1>502 Bad Gateway</h1>\n<p>try later</body>";
        assert_eq!(excerpt(page, 100), "502 Bad Gateway try later");
        assert_eq!(
            excerpt(b"upstream\nconnect error", 100),
            "upstream connect error"
        );
        assert_eq!(excerpt(&[0xff, b'a'], 100), "\u{fffd}a");
        assert_eq!(excerpt(b"<script>never ends", 100), "");
    }
}
