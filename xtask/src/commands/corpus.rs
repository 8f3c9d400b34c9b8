//! `cargo xtask corpus`.

use citi_codegen::corpus::{
    DocumentReport, Event, Options, Report, ReportFile, Status, run as measure,
};

use crate::cli;
use crate::exit::Exit;
use crate::house;
use crate::ui::{Ui, findings};

/// Documents that are listed unless all are asked for.
const LISTED: usize = 20;

/// Measures the line on a folder of documents.
pub(crate) fn run(flags: &cli::Corpus) -> Exit {
    let ui = Ui::new(flags.common.json.as_deref());
    let options = Options {
        compile: flags.compile,
        examples: flags.examples,
        wire: flags.wire,
        jobs: flags.jobs,
        limit: flags.limit,
        ..Options::of_workspace(&house::root())
    };
    let mut file = flags.common.json.as_deref().map(|path| {
        if path == std::path::Path::new("-") {
            ReportFile::stream(Box::new(std::io::stdout()))
        } else {
            ReportFile::at(path)
        }
    });
    let result = measure(
        &flags.dir,
        &options,
        &mut |event| show(&ui, &event),
        &mut |report, settled| match &mut file {
            Some(file) => file.update(report, settled),
            None => Ok(()),
        },
    );
    ui.end_progress();
    let report = match result {
        Ok(report) => report,
        Err(error) => {
            ui.error(&error.to_string());
            return Exit::Broken;
        }
    };
    if let Some(mut file) = file
        && let Err(error) = file.finish(&report)
    {
        ui.error(&format!(
            "the report is not written: {error}; name a file that can be written"
        ));
        return Exit::Broken;
    }
    let all: Vec<_> = report
        .documents
        .iter()
        .flat_map(|document| document.diagnostics.iter().cloned())
        .collect();
    let base = match flags.dir.is_file() {
        true => flags.dir.parent().unwrap_or(&flags.dir).to_owned(),
        false => flags.dir.clone(),
    };
    findings::show(&ui, &all, &house::here().join(base), flags.common.verbose);
    list(&ui, &report, flags.common.verbose);
    ui.say(&totals(&report));
    let too_loose = match flags.strict {
        true => findings::strict(&all),
        false => None,
    };
    if let Some(why) = &too_loose {
        ui.error(why);
    }
    if report.is_clean() && too_loose.is_none() {
        Exit::Clean
    } else {
        Exit::Found
    }
}

fn show(ui: &Ui, event: &Event) {
    match event {
        Event::Found(count) => ui.phase("read", *count),
        Event::Generated { path, status, .. } => {
            ui.item(path, if *status == Status::Ok { "" } else { "refused" });
        }
        Event::Compiled { path, done, of } => {
            if *done == 1 {
                ui.phase("compile", *of);
            }
            ui.item(path, "");
        }
        Event::Settled { path, done, of } => {
            if *done == 1 {
                ui.phase("settle", *of);
            }
            ui.item(path, "");
        }
    }
}

/// The documents with which something is wrong.
fn list(ui: &Ui, report: &Report, whole: bool) {
    let wrong: Vec<&DocumentReport> = report
        .documents
        .iter()
        .filter(|document| !fine(document))
        .collect();
    let shown = if whole { wrong.len() } else { LISTED };
    for document in wrong.iter().take(shown) {
        ui.say(&format!("not whole: {}: {}", document.path, what(document)));
    }
    if wrong.len() > shown {
        ui.say(&format!(
            "{} more are not whole; -v shows all",
            wrong.len() - shown
        ));
    }
}

fn fine(document: &DocumentReport) -> bool {
    let mut report = Report::default();
    report.documents.push(document.clone());
    report.is_clean()
}

fn what(document: &DocumentReport) -> String {
    if document.status == Status::Refused {
        return "refused".to_owned();
    }
    let mut parts = Vec::new();
    if document.generated < document.operations {
        parts.push(format!(
            "{} of {} operations",
            document.generated, document.operations
        ));
    }
    if document.compiled == Some(false) {
        parts.push("does not compile".to_owned());
    }
    if document.warnings.unwrap_or_default() > 0 {
        parts.push(format!(
            "{} warnings",
            document.warnings.unwrap_or_default()
        ));
    }
    if document.examples_ok != document.examples {
        parts.push(format!(
            "{} of {} examples",
            document.examples_ok.unwrap_or_default(),
            document.examples.unwrap_or_default()
        ));
    }
    if document.wire_decoded != document.wire_sent {
        parts.push(format!(
            "{} of {} calls taken, {} answers decoded, {} where the mock fails",
            document.wire_ok.unwrap_or_default(),
            document.wire_sent.unwrap_or_default(),
            document.wire_decoded.unwrap_or_default(),
            document.wire_excused.len()
        ));
    }
    parts.join(", ")
}

fn totals(report: &Report) -> String {
    let totals = &report.totals;
    let mut text = format!(
        "{} documents: {} generated, {} refused; {} of {} operations; {} lines",
        totals.documents,
        totals.ok,
        totals.refused,
        totals.generated,
        totals.operations,
        totals.lines.unwrap_or_default()
    );
    if let Some(compiled) = totals.compiled {
        text.push_str(&format!(
            "; {compiled} compile, {} warnings",
            totals.warnings.unwrap_or_default()
        ));
    }
    if let (Some(examples), Some(ok)) = (totals.examples, totals.examples_ok) {
        text.push_str(&format!("; {ok} of {examples} examples"));
    }
    if let (Some(sent), Some(ok)) = (totals.wire_sent, totals.wire_ok) {
        text.push_str(&format!(
            "; {ok} of {sent} calls taken, {} answers decoded, {} calls where the mock fails",
            totals.wire_decoded.unwrap_or_default(),
            totals.wire_excused
        ));
    }
    text.push_str(&format!(
        "; {} untyped and {} floating-point fields; {}",
        totals.untyped_fields.unwrap_or_default(),
        totals.float_fields.unwrap_or_default(),
        crate::ui::seconds(totals.ms)
    ));
    text
}
