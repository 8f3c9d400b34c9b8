//! One category, from its plans to its files.

use super::RegenerateError;
use crate::emit::{Files, emit, operation_outline, public_api};
use crate::lower::plan::{CratePlan, ModulePlan};
use crate::portal::manifest::Category;

/// What a category becomes.
pub(super) struct Made {
    /// Its files, below `crates/<crate>/src/generated`.
    pub(super) files: Files,
    /// Its operation tables, as text.
    pub(super) operations: String,
    /// Its public items, as text.
    pub(super) api: String,
}

/// The files of a category, and what they offer.
pub(super) fn make(category: &Category, modules: Vec<ModulePlan>) -> Result<Made, RegenerateError> {
    let plan = CratePlan {
        name: category.package.clone(),
        modules,
    };
    let failed = |error| RegenerateError::Emit {
        category: category.name.clone(),
        error,
    };
    let files = emit(&plan).map_err(failed)?;
    Ok(Made {
        operations: operation_outline(&plan),
        api: public_api(&files).map_err(failed)?,
        files,
    })
}
