//! newman runs the exported collection.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use citi_codegen::postman::{Options, published};
use citi_codegen::regenerate::Workspace;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::bank::Bank;
use crate::tools::{judged, newman, one_line};

/// What goes wrong at one operation, and the test that must see it.
const AT_ONE: (&str, &str) = ("internal-error", ": the status is a documented success");
/// What goes wrong at all operations, and the test of each that must see it.
const AT_ALL: [(&str, &str); 3] = [
    (
        "wrong-content-type",
        ": the content type is a documented one",
    ),
    (LONG_STRING, ": the body holds to its schema"),
    ("broken-json", ": the body holds to its schema"),
];
/// What finds no place in an answer without free text; the answer says whether it did.
const LONG_STRING: &str = "long-string; length=9000";
/// What goes wrong at the token address.
const AT_TOKEN: [(&str, &str); 4] = [
    ("bad-gateway", ": the status is 200"),
    ("bad-gateway", ": nobody may keep the answer"),
    (
        "wrong-content-type",
        ": the content type is application/json",
    ),
    ("broken-json", ": it is a bearer's and lives for a while"),
];
const TOKEN: &str = "Get a token";
const ALL: &str = "all";

/// Asks for the fault of this round at its requests; the tests stay as they were exported.
const BREAK: &str = "\
const at = pm.iterationData.get(\"request\");
const name = pm.info.requestName;
if (at === name || (at === \"all\" && name !== \"Get a token\")) {
    pm.request.headers.upsert({ key: \"X-Sandbox-Fault\", value: pm.iterationData.get(\"fault\") });
}";

/// One time through the collection, in which one request meets a fault, or all operations do.
#[derive(Debug, Serialize)]
struct Round {
    request: String,
    fault: &'static str,
    #[serde(skip)]
    seen_by: &'static str,
}

impl Round {
    fn new(request: &str, (fault, seen_by): (&'static str, &'static str)) -> Self {
        Self {
            request: request.to_owned(),
            fault,
            seen_by,
        }
    }

    fn meets(&self, request: &str) -> bool {
        self.request == request || (self.request == ALL && request != TOKEN)
    }
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
    response: Option<Answer>,
    #[serde(default)]
    assertions: Vec<Assertion>,
}

impl Execution {
    fn failed(&self) -> impl Iterator<Item = &str> {
        let failed = self.assertions.iter().filter(|it| it.error.is_some());
        failed.map(|it| it.assertion.as_str())
    }

    /// Whether the bank says that a fault acted.
    fn met_a_fault(&self) -> bool {
        let headers = self.response.iter().flat_map(|it| &it.header);
        let mut names = headers.map(|it| &it.key);
        names.any(|it| it.eq_ignore_ascii_case("X-Sandbox-Fault"))
    }
}

#[derive(Deserialize)]
struct Answer {
    header: Vec<Header>,
}

#[derive(Deserialize)]
struct Header {
    key: String,
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

pub(crate) fn exported() -> String {
    exported_with(&Options::default())
}

fn exported_with(options: &Options) -> String {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    published(&Workspace::new(root), options).unwrap()
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
    let one_by_one = names.iter().filter(|it| *it != TOKEN);
    let one_by_one = one_by_one.map(|it| Round::new(it, AT_ONE));
    let together = AT_ALL.map(|it| Round::new(ALL, it));
    let token = AT_TOKEN.map(|it| Round::new(TOKEN, it));
    let rounds: Vec<_> = one_by_one.chain(together).chain(token).collect();

    let bank = Bank::open().await;
    let folder = tempfile::tempdir().unwrap();
    let text = collection.to_string();
    let (report, well) = run(newman, &bank, folder.path(), &text, &rounds);
    assert!(!well, "newman says that all is well");

    let (mut all, mut failed) = (BTreeSet::new(), BTreeSet::new());
    let mut acted: BTreeMap<&str, usize> = BTreeMap::new();
    for execution in &report.run.executions {
        all.extend(execution.assertions.iter().map(|it| it.assertion.as_str()));
        failed.extend(execution.failed());
        let round = &rounds[execution.cursor.iteration];
        let name = &execution.item.name;
        let here: Vec<_> = execution.failed().collect();
        assert_eq!(
            execution.met_a_fault(),
            round.meets(name) && !(round.fault == LONG_STRING && here.is_empty()),
            "{round:?}: {name}"
        );
        if execution.met_a_fault() {
            *acted.entry(round.fault).or_default() += 1;
            let seen = here.iter().any(|it| it.ends_with(round.seen_by));
            assert!(seen, "{round:?}: {name} has seen {here:?}");
        }
        // A request that comes before the one that meets a fault knows nothing of it.
        let place = |name: &str| names.iter().position(|it| it == name);
        if place(name) < place(&round.request) {
            assert!(here.is_empty(), "{round:?}: {name} has seen {here:?}");
        }
    }
    let texts = acted[LONG_STRING];
    assert!(texts >= 10, "a text grew in {texts} answers");
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

#[tokio::test]
async fn the_portal_serves_the_collection_with_its_own_address() {
    let bank = Bank::open().await;
    let base_url = bank.sandbox.base_url().to_owned();
    let answer = reqwest::get(format!("{base_url}/portal/postman.json")).await;
    let options = Options {
        base_url,
        ..Options::default()
    };
    let served = answer.unwrap().text().await.unwrap();
    assert!(served == exported_with(&options), "another collection");
}
