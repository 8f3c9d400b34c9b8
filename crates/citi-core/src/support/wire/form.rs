//! Bodies of forms (`application/x-www-form-urlencoded`).

use serde::Serialize;

use super::flat::{level, text};
use super::query::pairs;
use super::{QueryPairs, Refused, Style};
use crate::json::Shallow;

/// Writes a body as a form. A property is a pair, a list of them repeats its name, an object is
/// written `a[b]=c`; `styles` has (property, style, exploded) where the document says otherwise.
///
/// # Errors
/// If the body is no object, or cannot be written.
pub fn form<T: Serialize + ?Sized>(
    value: &T,
    styles: &[(&str, Style, bool)],
) -> Result<String, Refused> {
    let json = text("body", value)?;
    let Shallow::Object(entries) = level("body", &json)? else {
        return Err(Refused::about(
            "body",
            "is sent as a form and must be an object",
        ));
    };
    let mut all = QueryPairs::default();
    for (name, value) in entries {
        let (style, explode) = style_of(&name, styles).unwrap_or((Style::Deep, true));
        all.append(pairs(&name, style, explode, false, value.get())?);
    }
    Ok(all.to_form())
}

/// What the document says of a property.
pub(super) fn style_of(name: &str, styles: &[(&str, Style, bool)]) -> Option<(Style, bool)> {
    styles
        .iter()
        .find(|(property, ..)| *property == name)
        .map(|(_, style, explode)| (*style, *explode))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Json;

    fn write(json: &str, styles: &[(&str, Style, bool)]) -> String {
        form(&json.parse::<Json>().unwrap(), styles).unwrap()
    }

    #[test]
    fn properties_lists_and_objects() {
        assert_eq!(
            write(
                r#"{"amount":12.50,"note":"a b&c","tags":["x","y"],"to":{"iban":"DE1","by":{"a":1}},"no":null,"none":[]}"#,
                &[]
            ),
            "amount=12.50&note=a+b%26c&tags=x&tags=y&to%5Biban%5D=DE1&to%5Bby%5D%5Ba%5D=1"
        );
        assert_eq!(write("{}", &[]), "");
    }

    #[test]
    fn a_style_of_the_document_wins() {
        let styles = [
            ("tags", Style::Form, false),
            ("ids", Style::Pipe, false),
            ("to", Style::Form, true),
        ];
        assert_eq!(
            write(
                r#"{"tags":["x","y,z"],"ids":[1,2],"to":{"a":1},"b":{"c":2}}"#,
                &styles
            ),
            "tags=x,y%2Cz&ids=1%7C2&a=1&b%5Bc%5D=2"
        );
    }

    #[test]
    fn only_an_object_is_a_form() {
        assert!(form(&[1], &[]).is_err());
        assert!(form(&None::<u8>, &[]).is_err());
    }
}
