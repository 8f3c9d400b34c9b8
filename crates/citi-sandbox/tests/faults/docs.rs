//! `docs/sandbox/`: made from the tables of the code, and held against them.

use std::fmt::Write as _;
use std::path::Path;

use citi_sandbox::{ADMIN, FaultKind, FaultPlace, FindingCode, Form, MAGIC, Severity};

/// Holds a page against the code; writes it anew if `INSTA_UPDATE` says `always`.
fn held(name: &str, made: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/sandbox");
    let path = folder.join(name);
    if std::env::var("INSTA_UPDATE").is_ok_and(|value| value == "always") {
        std::fs::write(&path, made).unwrap();
    }
    let stands = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        stands == made,
        "docs/sandbox/{name} is not what the code says; \
         INSTA_UPDATE=always cargo test -p citi-sandbox --test faults docs"
    );
}

const FAULTS: &str = "\
# Faults

What can go wrong in `citi-sandbox`, and how it is asked for. The tables are held against the code by a test;
`INSTA_UPDATE=always cargo test -p citi-sandbox --test faults docs` writes them anew.

A fault is written `kind; name=value; …`. The same text stands in the request header, in the program's flag
and in `\"…\".parse::<Fault>()`; the admin API takes the same names as members of a JSON object.

| where | how | acts on |
| --- | --- | --- |
| request header | `X-Sandbox-Fault: slow; ms=500` | that request |
| a value of the request | see below | that request |
| admin API | `POST /_sandbox/faults` with `{\"kind\": \"slow\", \"ms\": 500, \"operation\": \"getRates\", \"count\": 3}`; `GET` lists, `DELETE` takes all away, `DELETE /_sandbox/faults/{id}` one | what the rule says |
| library | `sandbox.fault(Fault::slow(latency).operation(\"getRates\").times(3))?` | what the rule says |
| program | `citi-sandbox --fault 'slow; ms=500; operation=getRates; count=3'` | what the rule says |

Every rule takes these beside the parameters of its kind. Without them it acts on each request to an operation
of the documents, and for ever; on `oauth2/token` and on events only if it names them, unless its kind acts on nothing
else.

| name | value |
| --- | --- |
| `operation` | an `operationId`, `oauth2/token`, or a type of event |
| `client` | a client id, be it registered already or not: the rule waits for its requests |
| `probability` | from 0 to 1, with six decimals at most; drawn from the sandbox's seed, 1 if left out |
| `count` | how often it acts; without end if left out |
| `from`, `until` | when it acts, by the sandbox's clock: `2026-03-02T14:00:00Z`, the end left out; `until` is the later one |

Rules stand in the order in which they were made; the first that fits and whose chance comes true acts, one for a
request, one for an event, one for an attempt to deliver it. Before the rules come the header and the ids in
the path, after them the values in the body. An answer names what it met: `X-Sandbox-Fault: fault-1; kind=slow`;
so do the log of requests and that of deliveries. A fault that finds nothing to act on is not counted: an answer without
an enum, a payment that was refused and so can't be lost after booking.
Rules are part of images and of `--data`, with the counts that they have left (state.md); a reset leaves those of the
start alone, with fresh counts, and an application that is removed takes those along that are for it alone.

## Kinds

";

fn place(place: FaultPlace) -> &'static str {
    match place {
        FaultPlace::Operation => "operations",
        FaultPlace::Token => "`oauth2/token`",
        FaultPlace::Event => "events",
        _ => "deliveries",
    }
}

#[test]
fn the_page_of_faults_is_that_of_the_code() {
    let mut page = FAULTS.to_owned();
    page.push_str("| kind | what it does | acts on | parameters |\n| --- | --- | --- | --- |\n");
    for kind in FaultKind::ALL {
        let places: Vec<_> = kind.places().iter().map(|it| place(*it)).collect();
        let parameters: Vec<_> = kind
            .parameters()
            .iter()
            .map(|it| {
                let values = match it.form {
                    Form::Whole {
                        least,
                        most,
                        default,
                    } => format!("{least} to {most}, else {default}"),
                    Form::Word(words) => words.join(", "),
                    _ => String::new(),
                };
                format!("`{}`: {} ({values})", it.name, it.about)
            })
            .collect();
        writeln!(
            page,
            "| `{kind}` | {} | {} | {} |",
            kind.about(),
            places.join(", "),
            parameters.join("<br>")
        )
        .unwrap();
    }
    page.push_str("\n## Values that ask for a fault\n\n");
    page.push_str("| where | written | what comes of it |\n| --- | --- | --- |\n");
    for value in MAGIC {
        let (place, form, about) = (value.place, value.form, value.about);
        writeln!(page, "| {place} | {form} | {about} |").unwrap();
    }
    held("faults.md", &page);
}

const FINDINGS: &str = "\
# Findings

What `citi-sandbox` accuses clients of, though each request for itself was answered. The table is held against the
code by a test; `INSTA_UPDATE=always cargo test -p citi-sandbox --test faults docs` writes it anew.

They are had from `GET /_sandbox/findings`, from `Sandbox::findings()`, and at the end of the program, which
`--report FILE` writes as JSON and `--strict` ends with 1. Each is kept once for a client and an operation,
with a count, and holds nothing of a request's values. They are part of images and of `--data`; a reset forgets them.

The list goes with the state: a reset empties it, and an image puts back its own. The verdict (`--strict`, `--report`,
`Sandbox::verdict()`) counts all that was found since the process began, whatever was reset or put back. What a test does
wrong on purpose is forgiven by `DELETE /_sandbox/findings` or `Sandbox::clear_findings()`, which empty both.

A client is accused of what it could know. An answer is known to whoever sends the next request by the same connection
and uses no other; to every other request a quarter of a second after it left, by the clock on the wall, however the
sandbox's own clock stands: until then requests may have been under way together. A write that comes again under its key
is known to be one more attempt.

| code | severity | what the client did | what it should do |
| --- | --- | --- | --- |
";

const DOORS: &str = "\
# The sandbox's own doors

What `citi-sandbox` has beside the bank: a list of them comes from `curl http://127.0.0.1:8087/_sandbox`. The table is held
against the code by a test; `INSTA_UPDATE=always cargo test -p citi-sandbox --test faults docs` writes it anew.

They ask nobody who they are, take requests that were sent to this machine alone, and none of another site's page. Bodies
are `Content-Type: application/json`; a wrong one is refused with 400 and its field.

| door | what it is for | a body |
| --- | --- | --- |
";

const PORTAL: &str = "
Programs register at the portal by JSON too, and are themselves from then on by Basic, with client id and client secret:

| door | what it is for | a body |
| --- | --- | --- |
| `POST /portal/applications` | A new application, with its secret. | `{\"name\": \"demo\"}` |
| `GET`, `DELETE /portal/applications/{clientId}` | What it is; it goes. | |
| `GET`, `POST /portal/applications/{clientId}/webhooks` | Its webhooks; one more, with its secret. | `{\"url\": \"http://127.0.0.1:9000/hook\", \"events\": [\"payment.completed\"]}` |
| `DELETE /portal/applications/{clientId}/webhooks/{webhookId}` | It goes. | |
| `POST /portal/applications/{clientId}/webhooks/{webhookId}/rotate` | Another secret, which signs a day later. | |
| `POST /portal/applications/{clientId}/webhooks/{webhookId}/test` | An event of a type to this webhook. | `{\"type\": \"payment.completed\"}` |
";

#[test]
fn the_page_of_doors_is_that_of_the_code() {
    let mut page = DOORS.to_owned();
    for door in ADMIN {
        let (method, path, about) = (door.method, door.path, door.about);
        let body = door.body.map(|it| format!("`{it}`")).unwrap_or_default();
        writeln!(page, "| `{method} {path}` | {about} | {body} |").unwrap();
    }
    page.push_str(PORTAL);
    held("admin.md", &page);
}

#[test]
fn the_page_of_findings_is_that_of_the_code() {
    let mut page = FINDINGS.to_owned();
    for code in FindingCode::ALL {
        let severity = match code.severity() {
            Severity::Error => "error",
            _ => "warning",
        };
        writeln!(
            page,
            "| `{code}` | {severity} | {} | {} |",
            code.text(),
            code.remedy()
        )
        .unwrap();
    }
    held("findings.md", &page);
}
