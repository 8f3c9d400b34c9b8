//! `cargo xtask pull`.

use citi_codegen::regenerate::{Workspace, World, pull};

use super::regenerate::origin;
use crate::cli;
use crate::exit::Exit;
use crate::house;
use crate::ui::{Json, Ui};

/// Fetches.
pub(crate) fn run(flags: &cli::Pull) -> Exit {
    let ui = Ui::new(flags.common.json.as_deref());
    let json = Json::new(flags.common.json.as_deref());
    let portal = match origin(flags.portal.as_deref(), &ui) {
        Ok(portal) => portal,
        Err(exit) => return exit,
    };
    let world = World {
        progress: &|event| ui.progress(event),
        pulled: &|report| json.update(report),
        ..World::default()
    };
    let pulled = pull(&Workspace::new(house::root()), portal.as_ref(), &world);
    ui.end_progress();
    match pulled {
        Ok(report) => {
            for failed in &report.failed {
                ui.error(&format!("{} ({}): {}", failed.id, failed.source, failed.reason));
            }
            for id in &report.changed {
                ui.say(&format!("new text: {id}"));
            }
            ui.say(&format!(
                "{} fetched, {} unchanged, {} failed",
                report.fetched,
                report.unchanged,
                report.failed.len()
            ));
            json.finish(&report, None);
            if report.failed.is_empty() {
                Exit::Clean
            } else {
                Exit::Broken
            }
        }
        Err(error) => {
            ui.regenerate_error(&error);
            json.finish(&citi_codegen::portal::pull::PullReport::default(), Some(error.to_string()));
            Exit::Broken
        }
    }
}
