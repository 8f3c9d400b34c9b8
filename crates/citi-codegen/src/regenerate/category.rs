//! One category, from its plans to its files.

use super::RegenerateError;
use crate::emit::{Files, emit};
use crate::lower::plan::{CratePlan, ModulePlan};
use crate::portal::manifest::Category;

/// The files of a category, below `crates/<crate>/src/generated`.
pub(super) fn files(
    category: &Category,
    modules: Vec<ModulePlan>,
) -> Result<Files, RegenerateError> {
    let plan = CratePlan {
        name: category.package.clone(),
        modules,
    };
    emit(&plan).map_err(|error| RegenerateError::Emit {
        category: category.name.clone(),
        error,
    })
}
