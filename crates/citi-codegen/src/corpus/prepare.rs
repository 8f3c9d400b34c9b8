//! One document through the whole line.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::Instant;

use super::examples::{self, Attached};
use super::harness::Harness;
use super::wire;
use super::{DocumentReport, Status, count_float_fields, count_operations, finding};
use crate::diagnostic::{Diagnostics, Severity};
use crate::emit::{self, Files};
use crate::load::{self, Node, Pointer, Span};
use crate::lower::plan::{CratePlan, ModulePlan, RustType, Shape};
use crate::lower::{self, Names};
use crate::model::{Document, Schema};
use crate::upgrade;

/// What is made beside the crate.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wanted {
    pub(super) examples: bool,
    pub(super) wire: bool,
}

/// A document that went through the line.
pub(super) struct Prepared {
    pub(super) report: DocumentReport,
    /// The crate's files; `None` if there is no crate.
    pub(super) files: Option<Files>,
    pub(super) document: Option<Document>,
    /// The document for the mock, where that can't take the file, as JSON.
    pub(super) copy: Option<String>,
    pub(super) cases: Vec<Case>,
    pub(super) harness: Option<Harness>,
}

/// An example to be tried.
pub(super) struct Case {
    pub(super) schema: Schema,
    pub(super) value: Node,
    pub(super) pointer: Pointer,
    pub(super) span: Span,
    /// Index of its type in the harness; `None`: the plan has no type for it.
    pub(super) kind: Option<usize>,
}

/// Reads the document in `file`, known as `path`, and generates the crate `name` from it. Whatever
/// goes wrong, a panic too, is in the report.
pub(super) fn prepare(
    path: &str,
    file: &Path,
    name: &str,
    core: &Path,
    options: &lower::Options,
    wanted: Wanted,
) -> Prepared {
    let begun = Instant::now();
    let mut prepared = Prepared {
        report: DocumentReport::new(path),
        files: None,
        document: None,
        copy: None,
        cases: Vec::new(),
        harness: None,
    };
    let mut diagnostics = Diagnostics::new(path);
    let result = catch_unwind(AssertUnwindSafe(|| {
        fill(
            &mut prepared,
            &mut diagnostics,
            file,
            name,
            core,
            options,
            wanted,
        );
    }));
    if let Err(payload) = result {
        let text = payload
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| payload.downcast_ref::<&str>().copied())
            .unwrap_or("no message");
        prepared.files = None;
        prepared.report.generated = 0;
        diagnostics.push(
            finding::about(finding::PANIC, Severity::Error, path)
                .found(format!("generation broke: {}", first_line(text)))
                .remedy("report it with the document; it is a fault of the generator"),
        );
    }
    prepared.report.diagnostics = diagnostics.into_findings();
    prepared.report.ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    prepared
}

fn fill(
    prepared: &mut Prepared,
    diagnostics: &mut Diagnostics,
    file: &Path,
    name: &str,
    core: &Path,
    options: &lower::Options,
    wanted: Wanted,
) {
    let path = prepared.report.path.clone();
    let bytes = match load::read_file(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            let found = finding::about(finding::UNREADABLE, Severity::Error, &path);
            diagnostics.push(
                found
                    .found(format!("the file can't be read: {error}"))
                    .remedy("name a file that can"),
            );
            return;
        }
    };
    let loaded = match load::load(&path, &bytes) {
        Ok(loaded) => loaded,
        Err(found) => {
            *diagnostics = found;
            return;
        }
    };
    *diagnostics = loaded.diagnostics;
    let report = &mut prepared.report;
    report.operations = count_operations(&loaded.root);
    report.version = ["openapi", "swagger"]
        .iter()
        .find_map(|key| loaded.root.get(key)?.scalar_text());
    let id = Path::new(&path).file_stem();
    let id = id.map(|id| id.to_string_lossy().into_owned());
    let id = id.unwrap_or_default();
    let published = wanted.wire.then(|| loaded.root.clone());
    let Some(document) = upgrade::upgrade(&id, loaded.root, diagnostics) else {
        return;
    };
    report.status = Status::Ok;
    let module = lower::lower(&document, options, &mut Names::default(), diagnostics);
    let plan = CratePlan {
        name: name.to_owned(),
        modules: vec![module],
    };
    if let Some(module) = plan.modules.first() {
        trying(prepared, &document, module, name, wanted);
        if let Some((copy, changes)) = published.and_then(|node| wire::copy(&node, module)) {
            prepared.copy = Some(copy.to_json());
            prepared.report.wire_changes = changes;
        }
    }
    let emitted = emit::emit(&plan).and_then(|files| emit::crate_files(name, &plan, files, core));
    match (emitted, plan.modules.first()) {
        (Ok(files), Some(module)) => {
            measure(&mut prepared.report, module, &files);
            prepared.files = Some(files);
        }
        (Ok(_), None) => {}
        (Err(error), _) => {
            let found = finding::about(finding::NOT_EMITTED, Severity::Error, &path);
            diagnostics.push(
                found
                    .found(format!("no code can be written: {error}"))
                    .remedy("report it with the document; it is a fault of the generator"),
            );
        }
    }
    prepared.document = Some(document);
}

/// What is tried later: examples with their types, and calls.
fn trying(
    prepared: &mut Prepared,
    document: &Document,
    module: &ModulePlan,
    name: &str,
    wanted: Wanted,
) {
    let mut types = Types::default();
    if wanted.examples {
        prepared.cases = examples::collect(document)
            .into_iter()
            .map(|attached| case(document, module, attached, &mut types))
            .collect();
        prepared.report.examples = Some(prepared.cases.len());
    }
    if wanted.examples || wanted.wire {
        let calls = match wanted.wire {
            true => wire::calls(document, module),
            false => Vec::new(),
        };
        prepared.harness = Some(Harness::new(name, types.list, calls));
    }
}

fn measure(report: &mut DocumentReport, module: &ModulePlan, files: &Files) {
    report.generated = module.operations.len();
    let fields = module.types.iter().flat_map(|def| match &def.shape {
        Shape::Struct(plan) => plan.fields.as_slice(),
        _ => &[],
    });
    report.untyped_fields = Some(fields.filter(|field| field.untyped).count());
    let generated = files
        .iter()
        .filter(|(path, _)| path.starts_with("src/generated/"));
    let mut floats = 0;
    let mut lines = 0;
    for (_, text) in generated {
        lines += text.lines().count();
        // A file that is no Rust shows when it is compiled.
        floats += count_float_fields(text).unwrap_or_default();
    }
    report.float_fields = Some(floats);
    report.lines = Some(lines);
}

/// The types that examples go through, each once.
#[derive(Default)]
struct Types {
    list: Vec<RustType>,
    indices: BTreeMap<String, usize>,
}

impl Types {
    fn index(&mut self, ty: RustType) -> usize {
        let next = self.list.len();
        let index = *self.indices.entry(format!("{ty:?}")).or_insert(next);
        if index == next {
            self.list.push(ty);
        }
        index
    }
}

fn case(
    document: &Document,
    module: &ModulePlan,
    attached: Attached<'_>,
    types: &mut Types,
) -> Case {
    let ty = type_of(document, module, attached.schema);
    let ty = match attached.value.is_null() {
        true => ty.map(RustType::optional),
        false => ty,
    };
    Case {
        kind: ty.map(|ty| types.index(ty)),
        schema: attached.schema.clone(),
        value: attached.value,
        pointer: attached.pointer,
        span: attached.span,
    }
}

/// The type that the plan gives a schema: by its own place, else by that of what it refers to.
fn type_of(document: &Document, module: &ModulePlan, schema: &Schema) -> Option<RustType> {
    let mut schema = schema;
    for _ in 0..=document.schemas.len() {
        if let Some(ty) = module.type_index.get(schema.pointer.as_str()) {
            return Some(ty.clone());
        }
        schema = document.schemas.get(schema.reference.as_ref()?)?;
    }
    None
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}
