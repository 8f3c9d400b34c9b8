//! The run itself.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::document::{Planned, Source, plan};
use super::inputs::{Inputs, gather};
use super::{
    Difference, Event, Options, Outcome, RegenerateError, Report, Workspace, World, category,
    overlays, skeleton, snapshots, stamp, unknown,
};
use crate::diagnostic::{Diagnostic, Severity};
use crate::emit::Files;
use crate::lower::Names;
use crate::lower::plan::ModulePlan;
use crate::portal::manifest::{Category, Manifest, schema_text};
use crate::write::{replace, unified, write_below};

/// The command that puts right what a check found in what is generated.
const REPAIR: &str = "cargo xtask regenerate";
/// How much stack a thread of the run gets.
const STACK: usize = 64 << 20;

/// `specs/` → crates. `report` holds what is known when it ends, however it ends.
///
/// Documents are read and crates are emitted in parallel; what is written is the same in any
/// order. With [`Options::check`] nothing is written.
///
/// # Errors
/// Broken input, and files that can't be read or written; see [`RegenerateError`].
pub fn regenerate(
    workspace: &Workspace,
    options: &Options,
    world: &World<'_>,
    report: &mut Report,
) -> Result<Outcome, RegenerateError> {
    let start = (world.now)();
    (world.report)(report);
    let outcome = unless_stamped(workspace, options, world, report);
    report.ms = world.ms_since(start);
    (world.report)(report);
    outcome
}

/// A run, if there is anything to do.
fn unless_stamped(
    workspace: &Workspace,
    options: &Options,
    world: &World<'_>,
    report: &mut Report,
) -> Result<Outcome, RegenerateError> {
    let whole =
        !options.check && !options.strict && options.portal.is_none() && options.only.is_none();
    let Some(file) = options.stamp.as_deref().filter(|_| whole) else {
        return run(workspace, options, world, report);
    };
    if stamp::nothing_to_do(file, workspace, report) {
        return Ok(Outcome::Clean);
    }
    let before = stamp::before(workspace);
    let outcome = run(workspace, options, world, report)?;
    if let (Outcome::Clean, Some(before)) = (&outcome, before) {
        let packages: Vec<String> = workspace
            .manifest()?
            .categories
            .iter()
            .map(|category| category.package.clone())
            .collect();
        stamp::leave(file, workspace, before, &packages, report);
    }
    Ok(outcome)
}

fn run(
    workspace: &Workspace,
    options: &Options,
    world: &World<'_>,
    report: &mut Report,
) -> Result<Outcome, RegenerateError> {
    let manifest = workspace.manifest()?;
    let categories = chosen(&manifest, options.only.as_deref())?;
    let inputs = gather(workspace, &manifest, options, world, report)?;
    let ids: BTreeSet<&str> = manifest.documents().map(|(_, id)| id).collect();
    let mut names = match workspace.read("specs/names.lock")? {
        Some(text) => Names::read(&text)?,
        None => Names::default(),
    };

    let planned = plan_all(
        workspace,
        &manifest,
        &categories,
        &inputs,
        &names,
        &ids,
        world,
    )?;
    let mut modules: BTreeMap<&str, Vec<ModulePlan>> = BTreeMap::new();
    let mut outlines: BTreeMap<&str, String> = BTreeMap::new();
    let mut refused = Vec::new();
    for (category, id, mut planned) in planned {
        report.documents += 1;
        report.operations += planned.operations;
        report.diagnostics.append(&mut planned.findings);
        refused.append(&mut planned.refused);
        names.adopt(id, &mut planned.names);
        outlines
            .entry(&category.name)
            .or_default()
            .push_str(&planned.outline);
        modules
            .entry(&category.name)
            .or_default()
            .extend(planned.plan);
    }
    (world.report)(report);
    if !refused.is_empty() {
        return Err(RegenerateError::Refused(refused));
    }
    let loses = |finding: &Diagnostic| finding.severity >= Severity::Warning;
    if options.strict && report.diagnostics.iter().any(loses) {
        return Ok(Outcome::Approximated);
    }
    names.retain(&ids.iter().map(|id| (*id).to_owned()).collect());
    let crates = emit_all(&categories, modules, world)?;
    let made = Made {
        inputs,
        crates,
        outlines,
        names,
    };
    put(workspace, options, world, made, report)
}

/// Everything that a run makes, before the first file is written.
struct Made<'m> {
    inputs: Inputs,
    crates: Vec<(&'m Category, category::Made)>,
    outlines: BTreeMap<&'m str, String>,
    names: Names,
}

/// The categories of the run.
fn chosen<'m>(
    manifest: &'m Manifest,
    only: Option<&str>,
) -> Result<Vec<&'m Category>, RegenerateError> {
    let Some(name) = only else {
        return Ok(manifest.categories.iter().collect());
    };
    match manifest.category(name) {
        Some(category) => Ok(vec![category]),
        None => Err(RegenerateError::UnknownCategory {
            name: name.to_owned(),
            known: manifest
                .categories
                .iter()
                .map(|category| category.name.clone())
                .collect(),
        }),
    }
}

/// Every document, from its bytes to its plan; in the manifest's order.
fn plan_all<'m>(
    workspace: &Workspace,
    manifest: &'m Manifest,
    categories: &[&'m Category],
    inputs: &Inputs,
    names: &Names,
    ids: &BTreeSet<&str>,
    world: &World<'_>,
) -> Result<Vec<(&'m Category, &'m str, Planned)>, RegenerateError> {
    let corrections = overlays::read(workspace, ids)?;
    let documents: Vec<(&'m Category, &'m str)> = categories
        .iter()
        .flat_map(|category| category.documents.iter().map(|id| (*category, id.as_str())))
        .collect();
    (world.progress)(Event::Phase {
        name: "read",
        items: documents.len(),
    });
    let progress = world.progress;
    let plan_one = |(category, id): (&'m Category, &'m str)| {
        let (file, bytes) = inputs.documents.get(id)?;
        let planned = plan(Source {
            id,
            name: format!("specs/{file}"),
            bytes: bytes.clone(),
            kind: category.kind,
            corrections: corrections.get(id).map(Vec::as_slice).unwrap_or_default(),
            options: category.options(id, &manifest.defaults),
            names: names.only(id),
        });
        progress(Event::Item { name: id, note: "" });
        Some((category, id, planned))
    };
    let mut planned: Vec<_> = roomy(|| documents.into_par_iter().filter_map(plan_one).collect());
    unknown::refuse(workspace, manifest, categories, &mut planned)?;
    Ok(planned)
}

/// Every crate, from its plans to its files.
fn emit_all<'m>(
    categories: &[&'m Category],
    mut modules: BTreeMap<&str, Vec<ModulePlan>>,
    world: &World<'_>,
) -> Result<Vec<(&'m Category, category::Made)>, RegenerateError> {
    (world.progress)(Event::Phase {
        name: "emit",
        items: categories.len(),
    });
    let work: Vec<(&'m Category, Vec<ModulePlan>)> = categories
        .iter()
        .map(|category| {
            (
                *category,
                modules.remove(category.name.as_str()).unwrap_or_default(),
            )
        })
        .collect();
    let progress = world.progress;
    let make = |(category, modules): (&'m Category, Vec<ModulePlan>)| {
        let made = category::make(category, modules)?;
        progress(Event::Item {
            name: &category.name,
            note: "",
        });
        Ok((category, made))
    };
    roomy(|| work.into_par_iter().map(make).collect())
}

/// Does `work` on threads with room for deep documents: they recurse in several stages, and an overflow can't be
/// caught.
fn roomy<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().stack_size(STACK).build() {
        Ok(pool) => pool.install(work),
        // A system that gives no such threads may still do with its own.
        Err(_) => work(),
    }
}

/// Everything that was made, written or compared.
fn put(
    workspace: &Workspace,
    options: &Options,
    world: &World<'_>,
    made: Made<'_>,
    report: &mut Report,
) -> Result<Outcome, RegenerateError> {
    let Made {
        inputs,
        crates,
        outlines,
        names,
    } = made;
    let mut differences = inputs.differences;
    let has_tests = workspace.root().join("tests/Cargo.toml").exists();
    (world.progress)(Event::Phase {
        name: if options.check { "compare" } else { "write" },
        items: crates.len(),
    });
    if let (false, Some(fetched)) = (options.check, inputs.fetched) {
        report.pull = Some(fetched.store(&workspace.specs())?);
    }
    for (category, made) in crates {
        put_crate(
            workspace,
            options.check,
            category,
            &made.files,
            report,
            &mut differences,
        )?;
        let outline = outlines
            .get(category.name.as_str())
            .map_or("", String::as_str);
        for (file, text) in snapshots::files(&category.name, outline, &made)
            .iter()
            .filter(|_| has_tests)
        {
            put_file(
                workspace,
                options.check,
                file,
                text,
                report,
                &mut differences,
            )?;
        }
        (world.progress)(Event::Item {
            name: &category.name,
            note: "",
        });
        (world.report)(report);
    }
    for (file, text) in [
        ("specs/names.lock", names.to_text()),
        ("specs/portal.schema.json", schema_text()),
    ] {
        put_file(
            workspace,
            options.check,
            file,
            &text,
            report,
            &mut differences,
        )?;
    }
    Ok(if differences.is_empty() {
        Outcome::Clean
    } else {
        Outcome::Differs(differences)
    })
}

fn put_crate(
    workspace: &Workspace,
    check: bool,
    category: &Category,
    files: &Files,
    report: &mut Report,
    differences: &mut Vec<Difference>,
) -> Result<(), RegenerateError> {
    let package = format!("crates/{}", category.package);
    if !workspace.root().join(&package).join("Cargo.toml").exists() {
        for (file, text) in skeleton::skeleton(category) {
            let file = format!("{package}/{file}");
            put_file(workspace, check, &file, &text, report, differences)?;
        }
    }
    let folder = format!("{package}/src/generated");
    let dir = workspace.root().join(&folder);
    let written = write_below(&dir, &format!("{folder}/"), files, check)?;
    report.files_written += written.written.len();
    report.files_unchanged += written.unchanged;
    let changed = written.written.iter().chain(&written.removed);
    report
        .changed
        .extend(changed.map(|file| format!("{folder}/{file}")));
    if check && !written.is_clean() {
        differences.push(Difference {
            what: format!(
                "{folder} is not what would be made: {} to write, {} to remove",
                written.written.len(),
                written.removed.len()
            ),
            diff: written.diff,
            repair: REPAIR.to_owned(),
        });
    }
    Ok(())
}

fn put_file(
    workspace: &Workspace,
    check: bool,
    file: &str,
    text: &str,
    report: &mut Report,
    differences: &mut Vec<Difference>,
) -> Result<(), RegenerateError> {
    let old = workspace.read(file)?;
    if old.as_deref() == Some(text) {
        report.files_unchanged += 1;
        return Ok(());
    }
    report.files_written += 1;
    report.changed.push(file.to_owned());
    if check {
        differences.push(Difference {
            what: format!("{file} is not what would be made"),
            diff: unified(file, old.as_deref().unwrap_or_default(), text),
            repair: REPAIR.to_owned(),
        });
    } else {
        replace(&workspace.root().join(file), text.as_bytes())?;
    }
    Ok(())
}
