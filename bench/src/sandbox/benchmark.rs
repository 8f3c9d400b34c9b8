//! The benchmark: starts, calls, memory.

use std::path::Path;
use std::time::Duration;

use citi_codegen::corpus::wire::Prism;

use super::call::{CALLS, Call};
use super::ours::Ours;
use super::{in_process, load, prism};
use crate::cli::Cli;
use crate::report::{Report, Row};
use crate::ui;

/// How long one server is asked one thing.
const SECONDS: usize = 3;

/// Measures the sandbox.
pub(crate) fn measure(cli: &Cli, report: &mut Report) -> Result<(), String> {
    load::ready()?;
    eprintln!("making ready: Prism");
    let prism = prism::install()?;
    eprintln!("making ready: this project");
    let ours = Ours::install()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    runtime.block_on(measured(&prism, &ours, cli.runs.max(1), report))
}

async fn measured(
    prism: &Prism,
    ours: &Ours,
    runs: usize,
    report: &mut Report,
) -> Result<(), String> {
    let client = reqwest::Client::builder()
        .no_proxy()
        .pool_max_idle_per_host(0)
        .build()
        .map_err(|error| error.to_string())?;
    let scratch = tempfile::tempdir().map_err(|error| error.to_string())?;
    let bar = ui::bar("calls", CALLS.len());
    let mut starts = Starts::default();
    for call in &CALLS {
        bar.set_message(call.name);
        one(
            prism,
            ours,
            &client,
            call,
            runs,
            scratch.path(),
            &mut starts,
            report,
        )
        .await?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    report.row(against(
        "start to the first answer, the token included",
        starts.times(),
        "ms",
    ))?;
    report.row(against("memory after the start", starts.memory, "MB"))?;
    let inside = in_process::measure(ours.many())?;
    let theirs = starts.theirs.as_secs_f64() * 1e3;
    report.row(against(
        "start in a test's own process, the first",
        (inside.first_ms, theirs),
        "ms",
    ))?;
    let many = inside.sandboxes;
    let name = format!("start in a test's own process, one more of {many}");
    report.row(against(&name, (inside.another_ms, theirs), "ms"))?;
    let name = format!("memory of one of {many} in one process");
    report.row(against(&name, (inside.each_mb, starts.memory.1), "MB"))
}

/// The shortest starts, and the least memory after them.
struct Starts {
    ours: Duration,
    theirs: Duration,
    memory: (f64, f64),
}

impl Default for Starts {
    fn default() -> Self {
        Self {
            ours: Duration::MAX,
            theirs: Duration::MAX,
            memory: (f64::MAX, f64::MAX),
        }
    }
}

impl Starts {
    fn times(&self) -> (f64, f64) {
        (
            self.ours.as_secs_f64() * 1e3,
            self.theirs.as_secs_f64() * 1e3,
        )
    }
}

/// One call: as often as each server answers it, the best of some runs, in turns.
#[expect(clippy::too_many_arguments, reason = "it is the inner part of a loop")]
async fn one(
    prism: &Prism,
    ours: &Ours,
    client: &reqwest::Client,
    call: &Call,
    runs: usize,
    scratch: &Path,
    starts: &mut Starts,
    report: &mut Report,
) -> Result<(), String> {
    let mut best = (0.0_f64, 0.0_f64);
    let mut memory = (0.0_f64, 0.0_f64);
    for _ in 0..runs {
        let bank = ours.start(client, call).await?;
        starts.ours = starts.ours.min(bank.took);
        starts.memory.0 = starts.memory.0.min(bank.server.resident()?);
        bank.unlimited(client).await?;
        let counted = load::load(call, &bank.url(call), &bank.token, SECONDS, scratch)?;
        best.0 = best.0.max(counted.per_second());
        memory.0 = memory.0.max(bank.server.resident()?);
        drop(bank);

        let mock = prism::start(prism, client, call).await?;
        starts.theirs = starts.theirs.min(mock.took);
        starts.memory.1 = starts.memory.1.min(mock.server.resident()?);
        let counted = load::load(call, &mock.url(call), "any", SECONDS, scratch)?;
        best.1 = best.1.max(counted.per_second());
        memory.1 = memory.1.max(mock.server.resident()?);
    }
    let name = |what: &str| format!("{}: {what}", call.name);
    report.row(against(&name("answers in a second"), best, "/s"))?;
    report.row(against(&name("memory after them"), memory, "MB"))
}

fn against(name: &str, (ours, theirs): (f64, f64), unit: &'static str) -> Row {
    Row {
        name: name.to_owned(),
        ours,
        theirs,
        ratio: ours / theirs,
        unit,
        documents: 1,
    }
}
