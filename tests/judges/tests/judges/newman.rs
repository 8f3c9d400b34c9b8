//! newman runs the exported collection.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use citi_codegen::postman::{Options, published};
use citi_codegen::regenerate::Workspace;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::bank::Bank;
use crate::tools::{judged, newman, one_line};

/// What goes wrong at an operation, and the test that must see it.
const AT_OPERATIONS: [(&str, &str); 4] = [
    ("internal-error", ": the status is a documented success"),
    (
        "wrong-content-type",
        ": the content type is a documented one",
    ),
    ("long-string; length=9000", ": the body holds to its schema"),
    ("broken-json", ": the body holds to its schema"),
];
/// What goes wrong at the token address.
const AT_TOKEN: [(&str, &str); 4] = [
    ("bad-gateway", ": the status is 200"),
    (
        "wrong-content-type",
        ": the content type is application/json",
    ),
    ("bad-gateway", ": nobody may keep the answer"),
    ("broken-json", ": it is a bearer's and lives for a while"),
];
const TOKEN: &str = "Get a token";
/// Its answer holds no free text that could grow too long.
const NO_TEXT: &str = "Get live rates";

/// Asks for the fault of this round at its request; the tests stay as they were exported.
const BREAK: &str = "\
if (pm.iterationData.get(\"request\") === pm.info.requestName) {
    pm.request.headers.upsert({ key: \"X-Sandbox-Fault\", value: pm.iterationData.get(\"fault\") });
}";

/// One time through the collection, in which one request meets a fault.
#[derive(Debug, Serialize)]
struct Round {
    request: String,
    fault: &'static str,
    #[serde(skip)]
    seen_by: &'static str,
}

#[derive(Deserialize)]
struct Report {
    run: Run,
}

#[derive(Deserialize)]
struct Run {
    executions: Vec<Execution>,
}

#[derive(Deserialize)]
struct Execution {
    cursor: Cursor,
    item: Named,
    #[serde(default)]
    assertions: Vec<Assertion>,
}

#[derive(Deserialize)]
struct Cursor {
    iteration: usize,
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

#[derive(Deserialize)]
struct Assertion {
    assertion: String,
    error: Option<Value>,
}

fn exported() -> String {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    published(&Workspace::new(root), &Options::default()).unwrap()
}

/// The names of all requests, in their order.
fn requests(item: &Value, names: &mut Vec<String>) {
    for one in item["item"].as_array().into_iter().flatten() {
        match one.get("request") {
            Some(_) => names.push(one["name"].as_str().unwrap().to_owned()),
            None => requests(one, names),
        }
    }
}

/// Runs a collection, and gives newman's own report and whether all was well.
fn run(
    mut newman: std::process::Command,
    bank: &Bank,
    folder: &Path,
    collection: &str,
    rounds: &[Round],
) -> (Report, bool) {
    let (file, data, report) = (
        folder.join("collection.json"),
        folder.join("rounds.json"),
        folder.join("report.json"),
    );
    std::fs::write(&file, collection).unwrap();
    newman.arg("run").arg(file);
    if !rounds.is_empty() {
        std::fs::write(&data, serde_json::to_vec(rounds).unwrap()).unwrap();
        newman.arg("--iteration-data").arg(data);
    }
    for (name, value) in [
        ("baseUrl", bank.sandbox.base_url()),
        ("clientId", &bank.application.client_id),
        ("clientSecret", bank.application.client_secret.expose()),
    ] {
        newman.arg("--env-var").arg(format!("{name}={value}"));
    }
    let output = judged(
        newman
            .args(["--reporters", "json", "--reporter-json-export"])
            .arg(&report),
    );
    let text = std::fs::read(report).unwrap_or_else(|_| panic!("{}", one_line(&output.stderr)));
    (
        serde_json::from_slice(&text).unwrap(),
        output.status.success(),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_of_the_collection_passes_its_tests() {
    let Some(newman) = newman() else {
        return;
    };
    let bank = Bank::open().await;
    let folder = tempfile::tempdir().unwrap();
    let (report, well) = run(newman, &bank, folder.path(), &exported(), &[]);
    let executions = &report.run.executions;
    let failed: Vec<_> = executions
        .iter()
        .flat_map(|it| &it.assertions)
        .filter(|it| it.error.is_some())
        .map(|it| &it.assertion)
        .collect();
    assert!(well && failed.is_empty(), "{failed:?}");
    assert_eq!(executions.len(), 14, "a token and thirteen operations");
    assert!(executions.iter().all(|it| it.assertions.len() >= 3));
    assert_eq!(bank.sandbox.violations(), Vec::<String>::new());
    // A well-behaved client: nothing that the bank complains of.
    assert_eq!(bank.sandbox.findings(), Vec::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_test_fails_when_its_operation_misbehaves_and_no_other_does() {
    let Some(newman) = newman() else {
        return;
    };
    let mut collection: Value = serde_json::from_str(&exported()).unwrap();
    let mut names = Vec::new();
    requests(&collection, &mut names);
    let script = json!({"type": "text/javascript", "exec": BREAK.lines().collect::<Vec<_>>()});
    collection["event"] = json!([{"listen": "prerequest", "script": script}]);
    let rounds: Vec<_> = names
        .iter()
        .flat_map(|request| {
            let faults = match request == TOKEN {
                true => AT_TOKEN,
                false => AT_OPERATIONS,
            };
            faults.map(|(fault, seen_by)| Round {
                request: request.clone(),
                fault,
                seen_by,
            })
        })
        .filter(|it| !(it.request == NO_TEXT && it.fault.starts_with("long-string")))
        .collect();

    let bank = Bank::open().await;
    let folder = tempfile::tempdir().unwrap();
    let (report, well) = run(
        newman,
        &bank,
        folder.path(),
        &collection.to_string(),
        &rounds,
    );
    assert!(!well, "newman says that all is well");

    let mut failed_in: BTreeMap<(usize, &str), BTreeSet<&str>> = BTreeMap::new();
    let mut all = BTreeSet::new();
    let mut failed = BTreeSet::new();
    for execution in &report.run.executions {
        for it in &execution.assertions {
            all.insert(it.assertion.as_str());
            if it.error.is_some() {
                failed.insert(it.assertion.as_str());
                let place = (execution.cursor.iteration, execution.item.name.as_str());
                failed_in.entry(place).or_default().insert(&it.assertion);
            }
        }
    }
    for (number, round) in rounds.iter().enumerate() {
        let here = failed_in.get(&(number, round.request.as_str()));
        let seen = here.is_some_and(|tests| tests.iter().any(|it| it.ends_with(round.seen_by)));
        assert!(seen, "{round:?} is seen by {here:?}");
    }
    // A request that comes before the one that meets a fault knows nothing of it.
    for (number, request) in failed_in.keys() {
        let place = |name: &str| names.iter().position(|it| it == name);
        let faulty = place(&rounds[*number].request);
        assert!(
            place(request) >= faulty,
            "{request} in {:?}",
            rounds[*number]
        );
    }
    let never: Vec<_> = all.difference(&failed).collect();
    assert!(never.is_empty(), "these tests never failed: {never:?}");
}

#[test]
fn the_collection_is_the_same_each_time() {
    let text = exported();
    assert_eq!(text, exported());
    let collection: Value = serde_json::from_str(&text).unwrap();
    let mut names = Vec::new();
    requests(&collection, &mut names);
    assert_eq!(names.len(), 14);
    let unique: BTreeSet<_> = names.iter().collect();
    assert_eq!(
        unique.len(),
        names.len(),
        "a name of a request stands twice"
    );
}
