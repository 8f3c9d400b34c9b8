//! Whether a path is one that an operation means: the second line behind the encoding of values.

use percent_encoding::percent_decode_str;

/// Whether `path` is `template` below `base`, each placeholder filled with something.
pub(crate) fn fits(base: &str, template: &str, path: &str) -> bool {
    let Some(path) = path.strip_prefix(base) else {
        return false;
    };
    let template = template.split(['?', '#']).next().unwrap_or_default();
    let mut segments = path.trim_start_matches('/').split('/');
    let mut wanted = template.trim_start_matches('/').split('/');
    loop {
        match (segments.next(), wanted.next()) {
            (None, None) => return true,
            (Some(segment), Some(wanted)) if segment_fits(wanted, segment) => {}
            _ => return false,
        }
    }
}

/// Whether a segment is its template: what stands between placeholders in order, and at least one
/// character for each of them.
fn segment_fits(template: &str, segment: &str) -> bool {
    let segment = percent_decode_str(segment).decode_utf8_lossy();
    if template.contains('{') && matches!(segment.as_ref(), "." | "..") {
        return false;
    }
    let mut literals = literals(template).into_iter();
    let Some(mut rest) = literals
        .next()
        .and_then(|first| segment.strip_prefix(first.as_ref()))
    else {
        return false;
    };
    let mut literals = literals.peekable();
    while let Some(literal) = literals.next() {
        // The placeholder before this literal takes at least one character.
        let Some((at, first)) = rest
            .char_indices()
            .next()
            .map(|(at, c)| (at + c.len_utf8(), c))
        else {
            return false;
        };
        debug_assert!(at >= first.len_utf8());
        let after = rest.get(at..).unwrap_or_default();
        let found = match literals.peek() {
            None => after.ends_with(literal.as_ref()).then_some(""),
            Some(_) => after
                .find(literal.as_ref())
                .and_then(|at| after.get(at + literal.len()..)),
        };
        let Some(next) = found else {
            return false;
        };
        rest = next;
    }
    rest.is_empty()
}

/// What stands before, between and after the placeholders of a segment.
fn literals(template: &str) -> Vec<std::borrow::Cow<'_, str>> {
    let mut pieces = template.split('{');
    let first = pieces.next().unwrap_or_default();
    let after = pieces.map(|piece| piece.split_once('}').map_or("", |(_, after)| after));
    std::iter::once(first)
        .chain(after)
        .map(|literal| percent_decode_str(literal).decode_utf8_lossy())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_its_template_fits() {
        for (template, path) in [
            ("/a", "/a"),
            ("/a/", "/a/"),
            ("/", "/"),
            ("/accounts/{id}", "/accounts/1"),
            ("/accounts/{id}", "/accounts/..%2Fx"),
            ("/accounts/{id}/x", "/accounts/a%20b/x"),
            ("/pay/{id}:cancel", "/pay/7:cancel"),
            ("/rates/{base}-{terms}.json", "/rates/USD-EUR.json"),
            ("/a b/{id}", "/a%20b/1"),
            ("/x{id}", "/x;id=1;id=2"),
            ("/x/{id}?view={v}", "/x/1"),
        ] {
            assert!(fits("", template, path), "{template} {path}");
            assert!(
                fits("/base", template, &format!("/base{path}")),
                "{template} {path}"
            );
        }
    }

    #[test]
    fn every_other_path_does_not() {
        for (template, path) in [
            ("/accounts/{id}", "/accounts/"),
            ("/accounts/{id}", "/accounts"),
            ("/accounts/{id}", "/"),
            ("/accounts/{id}", "/accounts/1/2"),
            ("/accounts/{id}", "/accounts/%2e%2E"),
            ("/accounts/{id}", "/cards/1"),
            ("/accounts/{id}/x", "/accounts//x"),
            ("/pay/{id}:cancel", "/pay/:cancel"),
            ("/pay/{id}:cancel", "/pay/7:refund"),
            ("/rates/{a}-{b}", "/rates/USD"),
            ("/rates/{a}-{b}", "/rates/USD-"),
        ] {
            assert!(!fits("", template, path), "{template} {path}");
        }
        assert!(!fits("/base", "/a", "/other/a"));
        assert!(!fits("/base", "/a", "/basement/a"));
    }
}
