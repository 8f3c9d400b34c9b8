//! Values in cookies.

use http::HeaderValue;
use serde::Serialize;

use super::Refused;
use super::encode::strict;
use super::flat::Flat;
use super::header::header_value;

/// Adds the value of a cookie parameter (style `form`) to the one `Cookie` header of a request
/// (RFC 6265 §5.4). Values are percent-encoded.
///
/// # Errors
/// If the value cannot be written, or the name cannot be a cookie's.
pub fn cookie<T: Serialize + ?Sized>(
    cookies: &mut Option<HeaderValue>,
    name: &str,
    explode: bool,
    value: &T,
) -> Result<(), Refused> {
    let one = |text: &str| format!("{name}={text}");
    let more = match Flat::new(name, value)? {
        Flat::None => return Ok(()),
        Flat::Scalar(text) => vec![one(&strict(&text))],
        Flat::List(items) if explode => items.iter().map(|item| one(&strict(item))).collect(),
        Flat::List(items) if items.is_empty() => Vec::new(),
        Flat::List(items) => {
            vec![one(&items
                .iter()
                .map(|item| strict(item))
                .collect::<Vec<_>>()
                .join(","))]
        }
        Flat::Object(entries) if explode => entries
            .iter()
            .map(|(key, value)| format!("{}={}", strict(key), strict(value)))
            .collect(),
        Flat::Object(entries) if entries.is_empty() => Vec::new(),
        Flat::Object(entries) => {
            let flat = entries
                .iter()
                .flat_map(|(key, value)| [strict(key), strict(value)]);
            vec![one(&flat.collect::<Vec<_>>().join(","))]
        }
    };
    if more.is_empty() {
        return Ok(());
    }
    if name.is_empty()
        || name
            .bytes()
            .any(|byte| !byte.is_ascii_graphic() || b"=;,\"\\".contains(&byte))
    {
        return Err(Refused::about(name, "cannot be the name of a cookie"));
    }
    let before = cookies.as_ref().and_then(|cookies| cookies.to_str().ok());
    let all: Vec<&str> = before
        .into_iter()
        .chain(more.iter().map(String::as_str))
        .collect();
    let header = header_value(name, &all.join("; "))?;
    *cookies = Some(header);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Json;

    fn write<T: Serialize + ?Sized>(explode: bool, value: &T) -> Option<String> {
        let mut cookies = None;
        cookie(&mut cookies, "n", explode, value).unwrap();
        cookies.map(|cookies| cookies.to_str().unwrap().to_owned())
    }

    #[test]
    fn the_form_style() {
        let object: Json = r#"{"R":1.0,"G":"a b"}"#.parse().unwrap();
        assert_eq!(write(true, "a;b").as_deref(), Some("n=a%3Bb"));
        assert_eq!(write(true, &["a", "b"]).as_deref(), Some("n=a; n=b"));
        assert_eq!(write(false, &["a", "b"]).as_deref(), Some("n=a,b"));
        assert_eq!(write(true, &object).as_deref(), Some("R=1.0; G=a%20b"));
        assert_eq!(write(false, &object).as_deref(), Some("n=R,1.0,G,a%20b"));
        assert_eq!(write(true, &None::<u8>), None);
        assert_eq!(write(false, &[] as &[u8]), None);
        assert_eq!(write(true, &[] as &[u8]), None);
    }

    #[test]
    fn cookies_share_one_header() {
        let mut cookies = None;
        cookie(&mut cookies, "a", true, &1).unwrap();
        cookie(&mut cookies, "b", true, "x\r\ny").unwrap();
        let header = cookies.unwrap();
        assert_eq!(header.to_str().unwrap(), "a=1; b=x%0D%0Ay");
        assert!(header.is_sensitive());
        assert!(cookie(&mut None, "a b", true, &1).is_err());
        assert!(cookie(&mut None, "a=b", true, &1).is_err());
    }
}
