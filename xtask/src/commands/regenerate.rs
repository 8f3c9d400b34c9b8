//! `cargo xtask regenerate`.

use citi_codegen::portal::pull::Origin;
use citi_codegen::regenerate::{Options, Outcome, Report, Workspace, World, regenerate};

use crate::cli;
use crate::exit::Exit;
use crate::house;
use crate::ui::{Json, Ui, findings};

/// Generates, or checks.
pub(crate) fn run(flags: &cli::Regenerate) -> Exit {
    let ui = Ui::new(flags.common.json.as_deref());
    let json = Json::new(flags.common.json.as_deref());
    let mut report = Report::default();
    let portal = match origin(flags.portal.as_deref()) {
        Ok(portal) => portal,
        Err(error) => {
            ui.error(&error);
            json.finish(&report, Some(error));
            return Exit::Broken;
        }
    };
    let options = Options {
        check: flags.check,
        portal,
        only: flags.only.clone(),
        stamp: Some(house::target().join("regenerate.stamp")),
        strict: flags.strict,
    };
    let world = World {
        progress: &|event| ui.progress(event),
        report: &|report| json.update(report),
        ..World::default()
    };
    let outcome = regenerate(
        &Workspace::new(house::root()),
        &options,
        &world,
        &mut report,
    );
    ui.end_progress();
    if report.documents > 0 {
        findings::show(
            &ui,
            &report.diagnostics,
            &house::root(),
            flags.common.verbose,
        );
    }
    let exit = match &outcome {
        Ok(Outcome::Clean) => Exit::Clean,
        Ok(Outcome::Differs(differences)) => {
            for difference in differences {
                ui.difference(difference, flags.common.verbose);
            }
            Exit::Found
        }
        Ok(Outcome::Approximated) => {
            ui.error(&findings::strict(&report.diagnostics).unwrap_or_default());
            Exit::Found
        }
        Err(error) => {
            ui.regenerate_error(error);
            Exit::Broken
        }
    };
    if report.documents > 0 {
        ui.say(&summary(&report, flags.check));
    }
    json.finish(&report, outcome.err().map(|error| error.to_string()));
    exit
}

/// What `--portal` was given.
pub(crate) fn origin(text: Option<&str>) -> Result<Option<Origin>, String> {
    text.map(|text| Origin::read(text, &house::here()))
        .transpose()
        .map_err(|error| error.to_string())
}

fn summary(report: &Report, check: bool) -> String {
    format!(
        "{} documents, {} operations; {} files {}, {} unchanged; {} findings; {}",
        report.documents,
        report.operations,
        report.files_written,
        if check { "differ" } else { "written" },
        report.files_unchanged,
        report.diagnostics.len(),
        crate::ui::seconds(report.ms),
    )
}
