//! `cargo xtask generate`.

use citi_codegen::corpus::{Report, Status, generate_one};
use citi_codegen::diagnostic::Severity;
use citi_codegen::lower;

use crate::cli;
use crate::exit::Exit;
use crate::house;
use crate::ui::{Json, Ui, findings};

/// Generates a crate from one document.
pub(crate) fn run(flags: &cli::Generate) -> Exit {
    let ui = Ui::new(flags.common.json.as_deref());
    let json = Json::new(flags.common.json.as_deref());
    let mut report = Report::default();
    let options = lower::Options::default();
    let core = house::root().join("crates/citi-core");
    let made = generate_one(
        &flags.input,
        &flags.out,
        &flags.name,
        &core,
        &options,
        flags.strict,
    );
    let document = match made {
        Ok(document) => document,
        Err(error) => {
            ui.error(&error.to_string());
            json.finish(&report, Some(error.to_string()));
            return Exit::Broken;
        }
    };
    findings::show(
        &ui,
        &document.diagnostics,
        &house::here(),
        flags.common.verbose,
    );
    let refused = document.status == Status::Refused;
    let too_loose = match flags.strict && !refused {
        true => findings::strict(&document.diagnostics),
        false => None,
    };
    let errors = document
        .diagnostics
        .iter()
        .any(|finding| finding.severity == Severity::Error);
    if let Some(why) = &too_loose {
        ui.error(&format!("{why}; {} is as it was", flags.out.display()));
    } else if refused {
        ui.error(&format!(
            "{}: no crate comes of it, and {} is as it was; the findings above say why",
            flags.input.display(),
            flags.out.display()
        ));
    } else if errors {
        ui.error(&format!(
            "{}: {} of {} operations; the errors above say what is missing from {}",
            flags.name,
            document.generated,
            document.operations,
            flags.out.display()
        ));
    } else {
        ui.say(&format!(
            "{}: {} of {} operations, {} lines, in {}; next: cd {} && cargo doc --open",
            flags.name,
            document.generated,
            document.operations,
            document.lines.unwrap_or_default(),
            crate::ui::seconds(document.ms),
            flags.out.display(),
        ));
    }
    let ms = document.ms;
    report.documents.push(document);
    report.sum_up(ms);
    json.finish(&report, refused.then(|| "refused".to_owned()));
    verdict(refused, errors || too_loose.is_some())
}

/// What the shell hears: a document that is refused was broken; one of which something is missing was not.
fn verdict(refused: bool, incomplete: bool) -> Exit {
    match (refused, incomplete) {
        (true, _) => Exit::Broken,
        (false, true) => Exit::Found,
        (false, false) => Exit::Clean,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_of_which_something_is_missing_is_not_clean() {
        assert_eq!(verdict(false, false), Exit::Clean);
        assert_eq!(verdict(false, true), Exit::Found);
        assert_eq!(verdict(true, true), Exit::Broken);
    }
}
