//! One file, replaced in one step.

use std::io::Write as _;
use std::path::Path;

use super::WriteError;

/// Replaces the file at `path` in one step: whoever reads it sees the old bytes or the new ones.
/// Folders on the way are made.
///
/// ```
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("new/rates.yaml");
/// citi_codegen::write::replace(&path, b"openapi: 3.1.0")?;
/// assert_eq!(std::fs::read(path)?, b"openapi: 3.1.0");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// The system's word, with the path.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let fail = || WriteError::io(path, "written");
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(fail())?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".writing-");
    #[cfg(unix)]
    {
        // A temporary file is private by default; what is checked in is for everybody.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder).map_err(fail())?;
    file.write_all(bytes).map_err(fail())?;
    file.persist(path)
        .map_err(|error| error.error)
        .map_err(fail())?;
    Ok(())
}
