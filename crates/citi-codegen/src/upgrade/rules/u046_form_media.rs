//! U046: A form is sent in a content type that can't carry it.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U046"),
    severity: Severity::Note,
    title: "A form is sent in a content type that can't carry it",
    explanation: "Form fields need `application/x-www-form-urlencoded`, and files `multipart/form-data`. If `consumes` names neither, or only one that can't carry a file, the right one is taken.",
    done: "The content type that can carry it is taken.",
    remedy: "",
    before: r#"swagger: "2.0"
consumes: [application/json]
paths:
  /accounts:
    post:
      parameters: [{in: formData, name: scan, type: file}]
      responses: {"200": {description: It is done.}}"#,
    after: r#"swagger: "2.0"
consumes: [multipart/form-data]
paths:
  /accounts:
    post:
      parameters: [{in: formData, name: scan, type: file}]
      responses: {"200": {description: It is done.}}"#,
};

const URL_ENCODED: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// The content types of a form: those of `consumes` that can carry it, or the right one; and
/// whether `consumes` had to be left.
pub(crate) fn media(consumes: &[String], has_file: bool) -> (Vec<String>, bool) {
    let can = |name: &&String| {
        let essence = name
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        essence == MULTIPART || (!has_file && essence == URL_ENCODED)
    };
    let able: Vec<String> = consumes.iter().filter(can).cloned().collect();
    if able.is_empty() {
        let right = if has_file { MULTIPART } else { URL_ENCODED };
        (vec![right.to_owned()], !consumes.is_empty())
    } else {
        (able, false)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Style;
    use crate::upgrade::testing::{count, upgraded};

    #[test]
    fn files_travel_in_multipart() {
        let (document, found) = upgraded(
            r#"{"swagger":"2.0","consumes":["application/json"],"paths":{"/a":{"post":{"parameters":[
                {"in":"formData","name":"f","type":"file","required":true},{"in":"formData","name":"tags","type":"array","items":{"type":"string"},"collectionFormat":"pipes"}],
              "responses":{"200":{"description":""}}}},
              "/b":{"post":{"consumes":["application/x-www-form-urlencoded"],"parameters":[{"in":"formData","name":"n","type":"integer"}],"responses":{"200":{"description":""}}}}}}"#,
        );
        let body = document.operations[0].body.as_ref().unwrap();
        assert!(body.required);
        let media = &body.content[0];
        assert_eq!(media.name, "multipart/form-data");
        let schema = media.schema.as_ref().unwrap();
        assert_eq!(schema.required, ["f"]);
        assert_eq!(schema.properties["f"].format.as_deref(), Some("binary"));
        assert_eq!(media.encoding["tags"].style, Some(Style::PipeDelimited));
        assert_eq!(media.encoding["tags"].explode, Some(false));
        let other = document.operations[1].body.as_ref().unwrap();
        assert!(!other.required);
        assert_eq!(other.content[0].name, "application/x-www-form-urlencoded");
        assert_eq!(count(&found, "U046"), 1);
    }
}
