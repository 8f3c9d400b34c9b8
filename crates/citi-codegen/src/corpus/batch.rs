//! Some documents whose crates are compiled and tried together.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rayon::prelude::*;
use serde_json::json;

use super::cargo::{CargoError, Finding, Outcome, Task, invoke};
use super::harness::{self, Part};
use super::prepare::Prepared;
use super::scratch::{Host, HostError, Manifest, Room, Workspace, crate_name};
use super::wire::{self, Prism};
use super::{CorpusError, Found, Options, exact, examples, finding};
use crate::diagnostic::{Diagnostic, Severity};

/// How long the examples of one document may take, and the calls of one.
const PATIENCE: Duration = Duration::from_secs(300);
/// How often a harness is compiled again without what did not compile.
const ROUNDS: usize = 4;

/// What a batch works with.
pub(super) struct Tools<'a> {
    pub(super) options: &'a Options,
    pub(super) pool: &'a rayon::ThreadPool,
    pub(super) host: &'a Host,
    pub(super) scratch: &'a Workspace,
    pub(super) prism: Option<&'a Prism>,
}

/// Some documents whose crates are compiled and tried together.
pub(super) struct Batch {
    number: usize,
    members: Vec<Member>,
}

struct Member {
    package: String,
    file: PathBuf,
    compiled: bool,
    prepared: Prepared,
}

impl Member {
    fn harness_package(&self) -> String {
        format!("{}-harness", self.package)
    }
}

impl Batch {
    pub(super) fn new(number: usize, members: Vec<(&Found, Prepared)>) -> Self {
        let members = members
            .into_iter()
            .map(|(found, prepared)| Member {
                package: crate_name(&found.path),
                file: found.file.clone(),
                compiled: false,
                prepared,
            })
            .collect();
        Self { number, members }
    }

    /// The documents, with what was measured of them.
    pub(super) fn into_prepared(self) -> impl Iterator<Item = Prepared> {
        self.members.into_iter().map(|member| member.prepared)
    }

    /// Compiles, and tries what compiles; `compiled` hears of each document whose crate is done.
    pub(super) fn measure(
        &mut self,
        tools: &Tools<'_>,
        compiled: &mut dyn FnMut(&str),
    ) -> Result<(), CorpusError> {
        self.compile(tools, compiled)?;
        if !tools.options.tries() {
            return Ok(());
        }
        for member in &mut self.members {
            let report = &mut member.prepared.report;
            if tools.options.examples {
                report.examples_ok = Some(0);
            }
            if tools.options.wire {
                report.wire_sent = Some(0);
                report.wire_ok = Some(0);
                report.wire_decoded = Some(0);
            }
        }
        let ready = self.harnesses(tools)?;
        let Some(program) = self.runner(tools, &ready)? else {
            return Ok(());
        };
        let tried = self
            .members
            .iter_mut()
            .filter(|member| ready.contains(&member.package))
            .collect::<Vec<_>>();
        tools.pool.install(|| {
            tried
                .into_par_iter()
                .try_for_each(|member| member.attempt(tools, &program))
        })?;
        Ok(())
    }

    fn compile(
        &mut self,
        tools: &Tools<'_>,
        compiled: &mut dyn FnMut(&str),
    ) -> Result<(), CargoError> {
        // What is tried is built anyway: checking it first would do much of that twice.
        let task = match tools.options.tries() {
            true => Task::Build,
            false => Task::Check,
        };
        let folders: Vec<(PathBuf, String)> = self
            .members
            .iter()
            .map(|member| {
                let folder = tools.scratch.folder(Room::Crates, &member.package);
                (folder, member.prepared.report.path.clone())
            })
            .collect();
        let packages: Vec<_> = self.members.iter().map(|m| m.package.clone()).collect();
        let messages = invoke(
            tools.scratch,
            task,
            &packages,
            tools.options.jobs,
            &mut |folder| {
                if let Some((_, path)) = folders.iter().find(|(known, _)| known == folder) {
                    compiled(path);
                }
            },
        )?;
        for member in &mut self.members {
            let folder = tools.scratch.folder(Room::Crates, &member.package);
            let outcome = messages.outcome(&folder);
            member.compiled = outcome.compiled();
            let report = &mut member.prepared.report;
            report.compiled = Some(outcome.compiled());
            report.warnings = Some(outcome.warnings.len());
            let path = report.path.clone();
            report
                .diagnostics
                .extend(compiler_findings(&path, &outcome));
        }
        Ok(())
    }

    /// Writes and builds the harnesses of what compiles; gives the packages whose harness is ready.
    fn harnesses(&mut self, tools: &Tools<'_>) -> Result<BTreeSet<String>, CorpusError> {
        support(tools)?;
        let mut waiting: BTreeSet<String> = BTreeSet::new();
        for member in self.members.iter().filter(|member| member.compiled) {
            member.write_harness(tools)?;
            waiting.insert(member.package.clone());
        }
        let mut ready = BTreeSet::new();
        for _ in 0..ROUNDS {
            let packages: Vec<_> = waiting
                .iter()
                .map(|name| format!("{name}-harness"))
                .collect();
            let messages = invoke(
                tools.scratch,
                Task::Build,
                &packages,
                tools.options.jobs,
                &mut |_| {},
            )?;
            for member in &mut self.members {
                if !waiting.contains(&member.package) {
                    continue;
                }
                let name = member.harness_package();
                let outcome = messages.outcome(&tools.scratch.folder(Room::Harness, &name));
                if outcome.compiled() {
                    waiting.remove(&member.package);
                    ready.insert(member.package.clone());
                } else if member.leave_out(&outcome.errors) {
                    member.write_harness(tools)?;
                } else {
                    waiting.remove(&member.package);
                    let folder = tools.scratch.folder(Room::Harness, "support");
                    member.no_harness(&outcome, &messages.outcome(&folder));
                }
            }
            if waiting.is_empty() {
                break;
            }
        }
        // A member of the workspace that does not compile must not be in the runner's way.
        for member in &self.members {
            if !ready.contains(&member.package) {
                tools
                    .scratch
                    .remove(Room::Harness, &member.harness_package())?;
            }
        }
        Ok(ready)
    }

    /// Builds the program that holds the harnesses; `None` if there is none to hold.
    fn runner(
        &mut self,
        tools: &Tools<'_>,
        ready: &BTreeSet<String>,
    ) -> Result<Option<PathBuf>, CorpusError> {
        if ready.is_empty() {
            return Ok(None);
        }
        let name = format!("runner-{}", self.number);
        let packages: Vec<_> = ready.iter().map(|name| format!("{name}-harness")).collect();
        let mut manifest =
            Manifest::new(tools.host, &name).depend_on_path("support", "../../harness/support");
        for package in &packages {
            manifest = manifest.depend_on_path(package, &format!("../../harness/{package}"));
        }
        let source = runner_source(ready);
        let files = [("Cargo.toml", &*manifest.text()), ("src/main.rs", &*source)];
        tools.scratch.write(Room::Runners, &name, files)?;
        let messages = invoke(
            tools.scratch,
            Task::Build,
            std::slice::from_ref(&name),
            tools.options.jobs,
            &mut |_| {},
        )?;
        let outcome = messages.outcome(&tools.scratch.folder(Room::Runners, &name));
        if let (None, Some(error)) = (&outcome.executable, outcome.errors.first()) {
            for member in &mut self.members {
                member.say(
                    finding::NOT_TRIED,
                    "",
                    format!("the trying program: {}", error.text),
                );
            }
        }
        Ok(outcome.executable)
    }
}

fn runner_source(ready: &BTreeSet<String>) -> String {
    let packages: Vec<_> = ready.iter().map(|name| format!("{name}-harness")).collect();
    let mut text = harness::source(&packages);
    // The words name the generated crate, the code its harness.
    for name in ready {
        text = text.replace(
            &format!("Some(\"{name}-harness\")"),
            &format!("Some(\"{name}\")"),
        );
    }
    text
}

/// Writes the crate that all harnesses share.
fn support(tools: &Tools<'_>) -> Result<(), CorpusError> {
    let manifest = Manifest::new(tools.host, "support")
        .depend(
            tools.host,
            &["citi-core", "reqwest", "serde", "serde_json", "tokio"],
        )?
        .text();
    let files = [("Cargo.toml", &*manifest), ("src/lib.rs", harness::SUPPORT)];
    tools.scratch.write(Room::Harness, "support", files)?;
    Ok(())
}

fn compiler_findings(path: &str, outcome: &Outcome) -> Vec<Diagnostic> {
    let finding = |code, severity, found: &Finding| {
        let name = found.code.as_deref().unwrap_or("rustc");
        let place = found.place.as_ref();
        let place = place.map_or_else(String::new, |(file, line)| format!("at {file}:{line}"));
        finding::at(code, severity, path, "")
            .found(format!("{name}: {}", found.text))
            .done(place)
            .remedy("report it with the document; it is a fault of the generator")
    };
    let errors = outcome.errors.iter();
    let warnings = outcome.warnings.iter();
    let mut all: Vec<_> = errors
        .take(5)
        .map(|found| finding(finding::COMPILE_ERROR, Severity::Error, found))
        .collect();
    all.extend(
        warnings
            .take(5)
            .map(|found| finding(finding::COMPILE_WARNING, Severity::Warning, found)),
    );
    if !outcome.built && outcome.errors.is_empty() {
        all.push(
            finding::at(finding::COMPILE_ERROR, Severity::Error, path, "")
                .found("the compiler never came to it: a crate that it needs does not compile"),
        );
    }
    all
}

impl Member {
    fn say(&mut self, code: crate::diagnostic::Code, pointer: &str, found: String) {
        let path = self.prepared.report.path.clone();
        let finding = finding::at(code, Severity::Error, &path, pointer).found(found);
        self.prepared.report.diagnostics.push(finding);
    }

    fn write_harness(&self, tools: &Tools<'_>) -> Result<(), CorpusError> {
        let Some(harness) = &self.prepared.harness else {
            return Ok(());
        };
        let name = self.harness_package();
        let manifest: Result<_, HostError> =
            Manifest::new(tools.host, &name).depend(tools.host, &["citi-core"]);
        let manifest = manifest?
            .depend_on_path("support", "../support")
            .depend_on_path(&self.package, &format!("../../crates/{}", self.package))
            .text();
        let text = harness.text();
        let files = [("Cargo.toml", &*manifest), ("src/lib.rs", &*text)];
        tools.scratch.write(Room::Harness, &name, files)?;
        Ok(())
    }

    /// Leaves out of the harness what the compiler refuses; whether that can help.
    fn leave_out(&mut self, errors: &[Finding]) -> bool {
        let Some(harness) = &mut self.prepared.harness else {
            return false;
        };
        let own = |file: &str| file.ends_with("lib.rs") && file.contains("-harness/");
        let lines = errors.iter().filter_map(|error| {
            let (file, line) = error.place.as_ref()?;
            own(file).then_some(*line)
        });
        let lines: Vec<_> = lines.collect();
        if !harness.leave_out(lines) {
            return false;
        }
        let parts: Vec<Part> = harness.left_out().iter().copied().collect();
        let why = errors.first().map(|e| e.text.clone()).unwrap_or_default();
        let found = format!(
            "{} of its types and calls can't be tried: {why}",
            parts.len()
        );
        self.say(finding::NOT_TRIED, "", found);
        true
    }

    fn no_harness(&mut self, own: &Outcome, support: &Outcome) {
        let error = own.errors.first().or(support.errors.first());
        let why = error
            .map_or("no reason given", |error| &error.text)
            .to_owned();
        self.say(finding::NOT_TRIED, "", format!("it can't be tried: {why}"));
    }

    /// Puts the examples through their types and calls the operations.
    fn attempt(&mut self, tools: &Tools<'_>, program: &Path) -> Result<(), CorpusError> {
        if tools.options.examples {
            self.examples(tools, program)?;
        }
        if let Some(prism) = tools.prism {
            self.calls(tools, program, prism)?;
        }
        Ok(())
    }

    fn examples(&mut self, tools: &Tools<'_>, program: &Path) -> Result<(), CorpusError> {
        let Some(document) = &self.prepared.document else {
            return Ok(());
        };
        let cases = &self.prepared.cases;
        let asked: Vec<_> = cases.iter().filter(|case| case.kind.is_some()).collect();
        let lines: Vec<_> = asked
            .iter()
            .map(|case| json!({"kind": case.kind, "text": case.value.to_json()}))
            .collect();
        let answers = self.ask(tools, program, "examples", &lines, None)?;
        let path = &self.prepared.report.path;
        let mut ok = 0;
        let mut bad = Vec::new();
        for case in cases.iter().filter(|case| case.kind.is_none()) {
            bad.push((
                &case.pointer,
                "the plan has no type for its schema".to_owned(),
            ));
        }
        for (index, case) in asked.iter().enumerate() {
            let answer = answers.get(index);
            let result = match answer.and_then(|answer| answer.get("text")?.as_str()) {
                Some(text) => match exact::parse(text) {
                    Some(after) => examples::compare(document, &case.schema, &case.value, &after),
                    None => Err("what it is encoded to is no JSON".to_owned()),
                },
                None => {
                    let error = answer.and_then(|answer| answer.get("error")?.as_str());
                    Err(error
                        .unwrap_or("the trying program ended before it")
                        .to_owned())
                }
            };
            match result {
                Ok(()) => ok += 1,
                Err(why) => bad.push((&case.pointer, why)),
            }
        }
        let findings = bad
            .into_iter()
            .map(|(pointer, why)| {
                finding::at(finding::EXAMPLE, Severity::Error, path, pointer.as_str()).found(why)
            })
            .collect();
        let findings = finding::few(findings);
        self.prepared.report.examples_ok = Some(ok);
        self.prepared.report.diagnostics.extend(findings);
        Ok(())
    }

    fn calls(
        &mut self,
        tools: &Tools<'_>,
        program: &Path,
        prism: &Prism,
    ) -> Result<(), CorpusError> {
        let Some(harness) = &self.prepared.harness else {
            return Ok(());
        };
        let calls = harness.calls().to_vec();
        if calls.is_empty() {
            return Ok(());
        }
        let file = match &self.prepared.copy {
            Some(text) => {
                let folder = tools.scratch.root().join("data").join(&self.package);
                std::fs::create_dir_all(&folder)?;
                let path = folder.join("mock.json");
                std::fs::write(&path, text)?;
                path
            }
            None => self.file.clone(),
        };
        let mut lines: Vec<_> = calls
            .iter()
            .map(|call| {
                let arguments: serde_json::Map<_, _> = call
                    .arguments
                    .iter()
                    .map(|a| (a.setter.clone(), json!(a.json)))
                    .collect();
                json!({"arguments": arguments, "headers": call.headers, "query": call.query})
            })
            .collect();
        let mut verdicts: BTreeMap<usize, wire::Verdict> = BTreeMap::new();
        let mut sent = 0;
        // A mock whose process ends is started again, without the call that it ended on.
        while lines.iter().any(|line| !line.is_null()) {
            let mut mock = match prism.start(&file) {
                Ok(mock) => mock,
                Err(error) => {
                    self.say(finding::NO_MOCK, "", error.to_string());
                    break;
                }
            };
            let answers = self.ask(tools, program, "calls", &lines, Some(&mock.base_url()))?;
            let mut last_words = mock.last_words();
            let before = verdicts.len();
            for answer in answers {
                let Ok(told) = serde_json::from_value::<wire::Told>(answer) else {
                    continue;
                };
                let unanswered = told.sent && told.status.is_none();
                let verdict = match (unanswered, &mut last_words) {
                    (true, Some(words)) => wire::Verdict::Excused {
                        taken: false,
                        reason: "the mock's process ends on this call".to_owned(),
                        evidence: std::mem::take(words),
                    },
                    _ => wire::judge(&told),
                };
                sent += usize::from(told.sent);
                verdicts.insert(told.call, verdict);
                if let Some(line) = lines.get_mut(told.call) {
                    *line = serde_json::Value::Null;
                }
                if unanswered && last_words.is_some() {
                    break;
                }
            }
            if last_words.is_none() || verdicts.len() == before {
                break;
            }
        }
        let (mut ok, mut decoded) = (0, 0);
        for (index, call) in calls.iter().enumerate() {
            let verdict = verdicts.remove(&index).unwrap_or_else(|| {
                wire::Verdict::Bad("not sent: the trying program ended before it".to_owned())
            });
            match verdict {
                wire::Verdict::Good => {
                    ok += 1;
                    decoded += 1;
                }
                wire::Verdict::Excused {
                    taken,
                    reason,
                    evidence,
                } => {
                    ok += usize::from(taken);
                    self.prepared.report.wire_excused.push(wire::Excuse {
                        operation: call.operation.clone(),
                        taken,
                        reason,
                        evidence,
                    });
                }
                wire::Verdict::Undecoded(why) => {
                    ok += 1;
                    self.say(
                        finding::CALL,
                        &call.pointer,
                        format!("{}: {why}", call.operation),
                    );
                }
                wire::Verdict::Bad(why) => self.say(
                    finding::CALL,
                    &call.pointer,
                    format!("{}: {why}", call.operation),
                ),
            }
        }
        self.prepared.report.wire_sent = Some(sent);
        self.prepared.report.wire_ok = Some(ok);
        self.prepared.report.wire_decoded = Some(decoded);
        Ok(())
    }

    /// Gives the trying program its lines and takes its answers.
    fn ask(
        &self,
        tools: &Tools<'_>,
        program: &Path,
        mode: &str,
        lines: &[serde_json::Value],
        base: Option<&str>,
    ) -> std::io::Result<Vec<serde_json::Value>> {
        let folder = tools.scratch.root().join("data").join(&self.package);
        let file = harness::hand_over(&folder, &format!("{mode}.jsonl"), lines)?;
        let file = file.to_string_lossy().into_owned();
        let mut words = vec![self.package.as_str(), mode, &file];
        words.extend(base);
        let said = harness::run(program, &words, PATIENCE)?;
        Ok(said
            .iter()
            .map(|line| serde_json::from_str(line).unwrap_or_default())
            .collect())
    }
}
