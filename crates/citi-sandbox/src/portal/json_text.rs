//! JSON laid out for people, sign by sign.

/// JSON with its blanks set and nothing else changed: `1250.00` stays `1250.00`. What is no JSON comes out
/// in some form, and never fails.
pub(super) fn laid_out(text: &str) -> String {
    let mut out = String::with_capacity(text.len().saturating_mul(2));
    let mut depth = 0_usize;
    let mut signs = text.chars().peekable();
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.push_str(&"  ".repeat(depth.min(64)));
    };
    while let Some(sign) = signs.next() {
        match sign {
            '"' => {
                out.push(sign);
                while let Some(inner) = signs.next() {
                    out.push(inner);
                    match inner {
                        '\\' => out.extend(signs.next()),
                        '"' => break,
                        _ => {}
                    }
                }
            }
            '{' | '[' => {
                out.push(sign);
                while signs.next_if(|it| it.is_whitespace()).is_some() {}
                match signs.next_if(|it| matches!(it, '}' | ']')) {
                    Some(end) => out.push(end),
                    None => {
                        depth = depth.saturating_add(1);
                        line(&mut out, depth);
                    }
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line(&mut out, depth);
                out.push(sign);
            }
            ',' => {
                out.push(sign);
                line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            _ if sign.is_whitespace() => {}
            _ => out.push(sign),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_strings_and_order_stay() {
        assert_eq!(
            laid_out(r#"{"b":1250.00, "a":["x, {y}",{ }],"c":"\""}"#),
            "{\n  \"b\": 1250.00,\n  \"a\": [\n    \"x, {y}\",\n    {}\n  ],\n  \"c\": \"\\\"\"\n}"
        );
    }

    #[test]
    fn what_breaks_off_comes_out_as_far_as_it_goes() {
        assert_eq!(laid_out(r#"}{"a":"b"#), "\n}{\n  \"a\": \"b");
        assert_eq!(laid_out(&"[".repeat(1000)).matches('[').count(), 1000);
    }
}
