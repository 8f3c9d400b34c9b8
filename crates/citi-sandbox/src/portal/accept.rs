//! Whether a request is a program's or a browser's.

use http::{HeaderMap, header};

/// Whether the answer is to be a page: a browser says that it takes HTML.
pub(crate) fn wants_page(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|piece| piece.split(';').next())
        .any(|kind| kind.trim().eq_ignore_ascii_case("text/html"))
}

/// Whether the request's body is a form.
pub(super) fn is_form(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|kind| {
            kind.trim()
                .eq_ignore_ascii_case("application/x-www-form-urlencoded")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_asks_for_html() {
        let mut headers = HeaderMap::new();
        assert!(!wants_page(&headers));
        headers.insert(header::ACCEPT, "*/*".parse().unwrap());
        assert!(!wants_page(&headers));
        let browser = "text/html,application/xhtml+xml,*/*;q=0.8";
        headers.insert(header::ACCEPT, browser.parse().unwrap());
        assert!(wants_page(&headers));
    }
}
