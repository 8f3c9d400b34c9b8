//! The documents' descriptions as HTML.

use maud::{Markup, html};

/// Markdown as far as the documents use it: headings, paragraphs, tables and code. All text is escaped.
pub(super) fn prose(text: &str) -> Markup {
    let blocks = text
        .split("\n\n")
        .map(str::trim)
        .filter(|it| !it.is_empty());
    html! {
        @for block in blocks {
            @if let Some(title) = block.strip_prefix("## ") { h4 { (title) } }
            @else if block.starts_with('|') { (table(block)) }
            @else { p { (inline(block)) } }
        }
    }
}

/// One paragraph: backticks make code.
pub(in crate::portal) fn inline(text: &str) -> Markup {
    html! {
        @for (at, piece) in text.split('`').enumerate() {
            @if at % 2 == 1 { code { (piece) } } @else { (piece) }
        }
    }
}

fn table(block: &str) -> Markup {
    let row = |line: &str| -> Vec<String> {
        let inner = line.trim().trim_matches('|');
        inner
            .split('|')
            .map(|cell| cell.trim().to_owned())
            .collect()
    };
    let mut lines = block.lines();
    let head = lines.next().map(row).unwrap_or_default();
    html! {
        div.scroll { table {
            thead { tr { @for cell in head { th scope="col" { (inline(&cell)) } } } }
            tbody { @for line in lines.skip(1) { tr { @for cell in row(line) { td { (inline(&cell)) } } } } }
        } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_code_is_marked() {
        assert_eq!(
            prose("## A <b>\n\nUse `x<y` & see.\n\n| a | b |\n| --- | --- |\n| `c` | d |")
                .into_string(),
            "<h4>A &lt;b&gt;</h4><p>Use <code>x&lt;y</code> &amp; see.</p>\
             <div class=\"scroll\"><table><thead><tr><th scope=\"col\">a</th><th scope=\"col\">b</th></tr></thead>\
             <tbody><tr><td><code>c</code></td><td>d</td></tr></tbody></table></div>"
        );
    }
}
