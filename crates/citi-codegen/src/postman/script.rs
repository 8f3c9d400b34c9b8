//! The tests of a request, in JavaScript.

use super::captures::{Captures, Found, answer, echoed};
use super::json::string;
use super::json_schema::json_schema;
use crate::model::{Document, Media, Operation, Place, Status};

/// The lines of an operation's tests.
pub(super) fn tests(
    document: &Document,
    operation: &Operation,
    captures: &Captures,
) -> Vec<String> {
    let name = operation.id.as_deref().unwrap_or(&operation.path);
    let test = |what: &str| {
        format!(
            "pm.test({}, function () {{\n",
            string(&format!("{name}: {what}"))
        )
    };
    let successes: Vec<_> = operation
        .responses
        .iter()
        .filter(|it| it.status.is_success())
        .collect();
    let mut text = test("the status is a documented success");
    text.push_str(&format!(
        "    pm.expect(pm.response.code).to.satisfy(function (code) {{ return {}; }});\n}});\n",
        statuses(successes.iter().map(|it| it.status))
    ));
    let mut types: Vec<String> = Vec::new();
    for media in successes.iter().flat_map(|it| &it.content) {
        if !types.contains(&media.essence()) {
            types.push(media.essence());
        }
    }
    if !types.is_empty() {
        let types: Vec<_> = types.iter().map(|it| string(it)).collect();
        text.push_str(&test("the content type is a documented one"));
        text.push_str(&format!(
            "    const type = (pm.response.headers.get(\"Content-Type\") || \"\").split(\";\")[0].trim().toLowerCase();\n    \
             pm.expect(type).to.be.oneOf([{}]);\n}});\n",
            types.join(", ")
        ));
    }
    let schemas = successes.iter().filter_map(|it| {
        let media = it.content.iter().find(|media| Media::is_json(media))?;
        Some((it.status, media.schema.as_ref()?))
    });
    // Answers of the same form have one test.
    let mut tested: Vec<(Vec<Status>, String)> = Vec::new();
    for (status, schema) in schemas {
        let schema = json_schema(document, schema).to_json_pretty();
        match tested.iter_mut().find(|(_, it)| *it == schema) {
            Some((statuses, _)) => statuses.push(status),
            None => tested.push((vec![status], schema)),
        }
    }
    if !tested.is_empty() {
        text.push_str(&test("the body holds to its schema"));
        text.push_str("    const code = pm.response.code;\n    const schema =");
        for (statuses_, schema) in &tested {
            let is = statuses(statuses_.iter().copied());
            text.push_str(&format!(" {is} ? {} :", schema.replace('\n', "\n    ")));
        }
        text.push_str(" false;\n");
        // A hundredth is no binary number: the validator is to divide with a tolerance.
        text.push_str(
            "    pm.response.to.have.jsonSchema(schema, { multipleOfPrecision: 6 });\n});\n",
        );
    }
    for (variable, found) in captures.found(document, operation) {
        let asked = operation
            .parameters
            .iter()
            .any(|it| it.place == Place::Path && it.name == variable);
        text.push_str(&match (asked, &found) {
            (true, Found::Own) => same(&test, variable),
            (true, Found::InList(list)) => same_in_list(&test, variable, list),
            (false, found) => kept(&test, variable, found),
        });
    }
    for property in echoed(document, operation) {
        text.push_str(&test(&format!("{property} comes back as it was sent")));
        let key = string(&property);
        text.push_str(&format!(
            "    const sent = JSON.parse(pm.request.body.raw);\n    \
             pm.expect(pm.response.json()[{key}]).to.equal(sent[{key}]);\n}});\n"
        ));
    }
    // Without a body there is nothing else to go by.
    if answer(document, operation).is_none() && types.is_empty() {
        text.push_str(&test("there is no body"));
        text.push_str("    pm.expect(pm.response.text()).to.equal(\"\");\n});\n");
    }
    text.lines().map(str::to_owned).collect()
}

/// Whether `code` is one of these, in JavaScript.
fn statuses(statuses: impl Iterator<Item = Status>) -> String {
    let each: Vec<_> = statuses
        .filter_map(|status| match status {
            Status::Code(code) => Some(format!("code === {code}")),
            Status::Range(hundred) => Some(format!("Math.floor(code / 100) === {hundred}")),
            Status::Default => None,
        })
        .collect();
    match each.is_empty() {
        true => "code >= 200 && code < 300".to_owned(),
        false => format!("({})", each.join(" || ")),
    }
}

/// The answer is about what was asked for.
fn same(test: &dyn Fn(&str) -> String, variable: &str) -> String {
    let key = string(variable);
    format!(
        "{}    pm.expect(pm.response.json()[{key}]).to.equal(pm.variables.get({key}));\n}});\n",
        test(&format!("{variable} is the one that was asked for"))
    )
}

/// Every item is about what was asked for.
fn same_in_list(test: &dyn Fn(&str) -> String, variable: &str, list: &str) -> String {
    let (key, list) = (string(variable), string(list));
    format!(
        "{}    pm.response.json()[{list}].forEach(function (one) {{\n        \
         pm.expect(one[{key}]).to.equal(pm.variables.get({key}));\n    }});\n}});\n",
        test(&format!("{variable} of each is the one that was asked for"))
    )
}

/// The answer holds what later requests need. A list leaves the variable as it is if it holds that value.
fn kept(test: &dyn Fn(&str) -> String, variable: &str, found: &Found) -> String {
    let key = string(variable);
    let what = test(&format!("{variable} is there for the requests that follow"));
    match found {
        Found::Own => format!(
            "{what}    const value = pm.response.json()[{key}];\n    \
             pm.expect(value).to.be.a(\"string\").that.is.not.empty;\n    \
             pm.collectionVariables.set({key}, value);\n}});\n"
        ),
        Found::InList(list) => format!(
            "{what}    const all = pm.response.json()[{}].map(function (one) {{ return one[{key}]; }});\n    \
             pm.expect(all).to.be.an(\"array\").that.is.not.empty;\n    \
             if (!all.includes(pm.variables.get({key}))) {{\n        \
             pm.collectionVariables.set({key}, all[0]);\n    }}\n}});\n",
            string(list)
        ),
    }
}
