//! The steps, one after the other.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use citi_codegen::regenerate::{Options, Outcome, Report, Workspace, World, regenerate};
use serde::Serialize;

use super::counts::Counts;
use super::step::Step;
use super::{process, tools};
use crate::cli;
use crate::exit::Exit;
use crate::house;
use crate::ui::{Json, Ui, seconds};

/// What the run came to.
#[derive(Debug, Default, Serialize)]
struct Summary {
    steps: Vec<Step>,
    passed: usize,
    failed: usize,
    left_out: Vec<String>,
    ok: bool,
    ms: u64,
}

/// A step of the run.
type Run = fn(&Ui, &Path) -> Step;

/// Goes through every step, whatever the ones before it came to.
pub(crate) fn run(flags: &cli::Test) -> Exit {
    let ui = Ui::new(flags.json.as_deref());
    let json = Json::new(flags.json.as_deref());
    let root = house::root();
    let start = Instant::now();
    let mut summary = Summary::default();
    let steps: [(&'static str, Run); 8] = [
        ("format", format),
        ("generated", generated),
        ("lints", lints),
        ("features", features),
        ("docs", docs),
        ("tests", tests),
        ("doctests", doctests),
        ("licences", licences),
    ];
    for (name, step) in steps {
        ui.say(&format!("── {name}"));
        let step = step(&ui, &root);
        summary.passed += step.passed;
        summary.failed += step.failed;
        summary.left_out.extend(step.left_out.iter().cloned());
        summary.steps.push(step);
        summary.ms = ms_since(start);
        json.update(&summary);
    }
    summary.ok = summary.failed == 0 && (summary.left_out.is_empty() || !flags.require_all);
    close(&ui, &summary, flags.require_all);
    json.finish(&summary, None);
    if summary.ok { Exit::Clean } else { Exit::Found }
}

fn close(ui: &Ui, summary: &Summary, require_all: bool) {
    ui.say("── summary");
    for step in &summary.steps {
        let word = match (step.ok, step.passed + step.failed) {
            (false, _) => "FAILED",
            (true, 0) => "left out",
            (true, _) => "ok",
        };
        ui.say(&format!(
            "{:<10} {word:<9} {:>10}",
            step.name,
            seconds(step.ms)
        ));
    }
    for what in &summary.left_out {
        ui.say(&format!("left out: {what}"));
    }
    if require_all && !summary.left_out.is_empty() {
        ui.error("--require-all: something was left out; see the lines above for what is missing");
    }
    ui.say(&format!(
        "{} passed, {} failed, {} skipped",
        summary.passed,
        summary.failed,
        summary.left_out.len()
    ));
}

fn ms_since(start: Instant) -> u64 {
    u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX)
}

/// A command that passes or fails as a whole.
fn whole(ui: &Ui, name: &'static str, command: &mut Command) -> Step {
    let start = Instant::now();
    let ok = started(ui, command).0;
    Step::check(name, ok, ms_since(start))
}

fn started(ui: &Ui, command: &mut Command) -> (bool, Counts) {
    process::run(ui, command).unwrap_or_else(|error| {
        ui.error(&error);
        (false, Counts::default())
    })
}

fn format(ui: &Ui, root: &Path) -> Step {
    whole(
        ui,
        "format",
        tools::cargo(root).args(["fmt", "--all", "--check"]),
    )
}

fn lints(ui: &Ui, root: &Path) -> Step {
    let arguments = ["clippy", "--workspace", "--all-targets", "--all-features"];
    let mut command = tools::cargo(root);
    whole(
        ui,
        "lints",
        command.args(arguments).args(["--", "-D", "warnings"]),
    )
}

/// Each feature alone, and none: what stands behind one must not need another.
fn features(ui: &Ui, root: &Path) -> Step {
    if !tools::has(root, "hack") {
        return Step::left_out(
            "features",
            "cargo-hack is not installed (cargo install --locked cargo-hack)",
        );
    }
    let arguments = [
        "hack",
        "clippy",
        "--each-feature",
        "--package",
        "citi-core",
        "--package",
        "citi",
    ];
    let mut command = tools::cargo(root);
    whole(
        ui,
        "features",
        command.args(arguments).args(["--", "-D", "warnings"]),
    )
}

fn docs(ui: &Ui, root: &Path) -> Step {
    let arguments = ["doc", "--workspace", "--all-features", "--no-deps"];
    let mut command = tools::cargo(root);
    whole(
        ui,
        "docs",
        command.args(arguments).env("RUSTDOCFLAGS", "-D warnings"),
    )
}

fn generated(ui: &Ui, root: &Path) -> Step {
    let start = Instant::now();
    let options = Options {
        check: true,
        ..Options::default()
    };
    let mut report = Report::default();
    let outcome = regenerate(
        &Workspace::new(root),
        &options,
        &World::default(),
        &mut report,
    );
    match &outcome {
        // Only with --strict, which this is not.
        Ok(Outcome::Clean | Outcome::Approximated) => {}
        Ok(Outcome::Differs(differences)) => {
            for difference in differences {
                ui.difference(difference, false);
            }
        }
        Err(error) => ui.regenerate_error(error),
    }
    let ok = matches!(outcome, Ok(Outcome::Clean));
    Step::check("generated", ok, ms_since(start))
}

fn tests(ui: &Ui, root: &Path) -> Step {
    let start = Instant::now();
    let mut command = tools::cargo(root);
    // What a passing test leaves out stands in its output, which is hidden otherwise.
    if tools::has(root, "nextest") {
        command.args([
            "nextest",
            "run",
            "--workspace",
            "--all-features",
            "--no-fail-fast",
        ]);
        command.args(["--success-output", "immediate", "--status-level", "fail"]);
    } else {
        ui.say("cargo-nextest is not installed; cargo test takes its place");
        command.args([
            "test",
            "--workspace",
            "--all-features",
            "--all-targets",
            "--no-fail-fast",
        ]);
        command.args(["--", "--show-output"]);
    }
    let (ok, counts) = started(ui, &mut command);
    Step::tests("tests", ok, ms_since(start), counts)
}

fn doctests(ui: &Ui, root: &Path) -> Step {
    let start = Instant::now();
    let mut command = tools::cargo(root);
    command.args([
        "test",
        "--workspace",
        "--all-features",
        "--doc",
        "--no-fail-fast",
    ]);
    let (ok, counts) = started(ui, &mut command);
    Step::tests("doctests", ok, ms_since(start), counts)
}

fn licences(ui: &Ui, root: &Path) -> Step {
    if !tools::has(root, "deny") {
        return Step::left_out(
            "licences",
            "cargo-deny is not installed (cargo install --locked cargo-deny)",
        );
    }
    // Advisories need the network; the job that runs by the clock asks for them.
    let arguments = [
        "deny",
        "--all-features",
        "check",
        "licenses",
        "sources",
        "bans",
    ];
    whole(ui, "licences", tools::cargo(root).args(arguments))
}
