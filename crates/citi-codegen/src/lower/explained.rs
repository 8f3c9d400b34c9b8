//! What planning a crate can find, explained.

use crate::diagnostic::{Code, Explained, Severity};

/// What planning a crate can find, explained.
pub(crate) const EXPLAINED: &[Explained] = &[
    Explained {
        code: Code("E010"),
        severity: Severity::Warning,
        title: "A pattern can't be checked",
        explanation: "It is no regular expression of ECMA 262, which documents are written in (those of Java and .NET have more), or it has more than 4,096 bytes.",
        done: "Values are sent without that check.",
        remedy: "correct the pattern with an overlay",
        before: r#"components:
  schemas:
    Order: {type: object, properties: {code: {type: string, pattern: "(?i)[a-z]++"}}}"#,
        after: r#"components:
  schemas:
    Order: {type: object, properties: {code: {type: string, pattern: "[A-Za-z]+"}}}"#,
    },
    Explained {
        code: Code("E011"),
        severity: Severity::Note,
        title: "A property is required and declared nowhere",
        explanation: "`required` names a property that `properties` does not have, nor any part of `allOf`.",
        done: "It can be given as arbitrary JSON; in a closed object, or for a misspelt name, the requirement is left out.",
        remedy: "",
        before: r#"components:
  schemas:
    Order: {type: object, required: [id, gone], properties: {id: {type: string}}}"#,
        after: r#"components:
  schemas:
    Order: {type: object, required: [id], properties: {id: {type: string}}}"#,
    },
    Explained {
        code: Code("E012"),
        severity: Severity::Warning,
        title: "A reference leads nowhere",
        explanation: "A schema refers to one that the model does not have.",
        done: "It is taken as arbitrary JSON.",
        remedy: "correct the reference with an overlay",
        before: r##"Total: {$ref: "#/components/schemas/Gone"}"##,
        after: "Total: {type: string}",
    },
    Explained {
        code: Code("E013"),
        severity: Severity::Warning,
        title: "Schemas stand in each other too deep",
        explanation: "More than 96 schemas without a name stand within each other, or a union stands within itself.",
        done: "The rest is arbitrary JSON.",
        remedy: "give the inner schemas names",
        before: "Deep: {items: {items: {items: …}}}",
        after: r##"Deep: {items: {$ref: "#/components/schemas/Inner"}}"##,
    },
    Explained {
        code: Code("E020"),
        severity: Severity::Note,
        title: "A body can be sent in several ways",
        explanation: "The operation takes its body as several content types that are written differently.",
        done: "`body` sends the first that fits best, which is JSON where it is offered; the builder has a setter for each other form.",
        remedy: "",
        before: r#"paths:
  /accounts:
    post:
      requestBody: {content: {application/json: {schema: {type: object}}, application/xml: {schema: {type: object}}}}
      responses: {"200": {description: It is done.}}"#,
        after: r#"paths:
  /accounts:
    post:
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses: {"200": {description: It is done.}}"#,
    },
    Explained {
        code: Code("E021"),
        severity: Severity::Warning,
        title: "A name can't be that of a header",
        explanation: "RFC 9110 (§5.1) takes no blanks and few signs in the name of a header.",
        done: "The parameter is left out of the call.",
        remedy: "correct the name with an overlay",
        before: r#"paths:
  /accounts:
    get:
      parameters: [{name: "my header", in: header, schema: {type: string}}]
      responses: {"200": {description: It is done.}}"#,
        after: r#"paths:
  /accounts:
    get:
      parameters: [{name: My-Header, in: header, schema: {type: string}}]
      responses: {"200": {description: It is done.}}"#,
    },
    Explained {
        code: Code("E022"),
        severity: Severity::Warning,
        title: "The pages of a list can't be walked",
        explanation: "The operation gives a list page by page, but its answer does not hold the next cursor, or several answers could.",
        done: "It has no `pages()`: each page is a call that the user makes.",
        remedy: "describe the page as one object with the cursor in it, with an overlay",
        before: "an answer that is a list, beside a parameter `cursor`",
        after: "an answer that holds the list and `nextCursor`",
    },
    Explained {
        code: Code("E023"),
        severity: Severity::Warning,
        title: "A page holds several lists",
        explanation: "Which of them is meant can't be told.",
        done: "It has `pages()` and no `items()`.",
        remedy: "take what you need out of each page",
        before: "an answer that holds `debits`, `credits` and `nextCursor`",
        after: "an answer that holds `bookings` and `nextCursor`",
    },
    Explained {
        code: Code("E024"),
        severity: Severity::Warning,
        title: "A header of an answer has a name that none can have",
        explanation: "RFC 9110 (§5.1) takes no blanks and few signs in the name of a header.",
        done: "It is not among the headers that can be read by name.",
        remedy: "correct the name with an overlay",
        before: r#"paths:
  /accounts:
    get:
      responses: {"200": {description: It is done., headers: {"my header": {schema: {type: string}}}}}"#,
        after: r#"paths:
  /accounts:
    get:
      responses: {"200": {description: It is done., headers: {My-Header: {schema: {type: string}}}}}"#,
    },
    Explained {
        code: Code("E025"),
        severity: Severity::Note,
        title: "The only answer is a redirect",
        explanation: "No success is documented, but an answer that sends the caller elsewhere: to a page where a user signs in.",
        done: "The call gives that answer; its headers say where to go. The runtime follows no redirect.",
        remedy: "",
        before: r#"paths:
  /authorize:
    get:
      responses: {"302": {description: Sign in there.}}"#,
        after: r#"paths:
  /authorize:
    get:
      responses: {"200": {description: Already signed in.}, "302": {description: Sign in there.}}"#,
    },
    Explained {
        code: Code("E026"),
        severity: Severity::Note,
        title: "An answer without a body is described with one",
        explanation: "Answers with 1xx, 204, 205 and 304 have no body (RFC 9110 §15).",
        done: "It is an answer without a body.",
        remedy: "if the bank does send one, give the answer its true status with an overlay",
        before: r#"paths:
  /accounts:
    delete:
      responses: {"204": {description: It is gone., content: {application/json: {schema: {type: object}}}}}"#,
        after: r#"paths:
  /accounts:
    delete:
      responses: {"204": {description: It is gone.}}"#,
    },
    Explained {
        code: Code("E027"),
        severity: Severity::Error,
        title: "Answers that hold what must not be shown would be kept",
        explanation: "The manifest lists the operation as cacheable, and its arguments or its answer have a property that `Debug` hides: an account's number, a card's, a name that `sensitive` lists.",
        done: "Nothing is generated.",
        remedy: "take the operation out of `cacheable` in specs/portal.toml",
        before: "cacheable = { getAccount = 30 }",
        after: "cacheable = { getRates = 30 }",
    },
    Explained {
        code: Code("E028"),
        severity: Severity::Error,
        title: "Answers of an operation that is more than a question would be kept",
        explanation: "The manifest lists the operation as cacheable, and its method is not GET: an answer that is kept would stand for something that was never done.",
        done: "Nothing is generated.",
        remedy: "take the operation out of `cacheable` in specs/portal.toml",
        before: "cacheable = { createQuote = 30 }",
        after: "cacheable = { getRates = 30 }",
    },
];
