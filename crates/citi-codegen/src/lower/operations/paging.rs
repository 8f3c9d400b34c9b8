//! Which operations page, and how.

use crate::load::Pointer;
use crate::lower::Options;
use crate::lower::plan::PagingPlan;
use crate::lower::types::flatten;
use crate::model::{Document, Operation, Place, Schema, Type};

/// How an operation pages: it takes a cursor, and its answer holds a list and, at the top or one object deeper, the
/// next cursor. `None` if it does not.
pub(super) fn paging(
    operation: &Operation,
    document: &Document,
    options: &Options,
) -> Option<PagingPlan> {
    let cursor = operation.parameters.iter().find(|parameter| {
        parameter.place == Place::Query && options.cursor_parameters.contains(&parameter.name)
    })?;
    let answer = operation
        .responses
        .iter()
        .find(|response| response.status.is_success())?;
    let media = answer.content.iter().find(|media| media.is_json())?;
    let schema = &flatten(document, media.schema.as_ref()?);
    let root = Pointer::root();
    let items = schema
        .properties
        .iter()
        .find(|(_, property)| flatten(document, property).inferred_type() == Some(Type::Array))?;
    let next = next_cursor(schema, options, &root).or_else(|| {
        schema.properties.iter().find_map(|(name, property)| {
            next_cursor(&flatten(document, property), options, &root.key(name))
        })
    })?;
    Some(PagingPlan {
        cursor_parameter: cursor.name.clone(),
        next_cursor: next.to_string(),
        items: root.key(items.0).to_string(),
        walk: None,
    })
}

fn next_cursor(schema: &Schema, options: &Options, at: &Pointer) -> Option<Pointer> {
    options
        .next_cursor_properties
        .iter()
        .find(|name| schema.properties.contains_key(*name))
        .map(|name| at.key(name))
}
