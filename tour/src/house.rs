//! Where the workspace is.

use std::path::PathBuf;

/// The folder of the workspace's `Cargo.toml`: cargo names the package's folder when it runs the
/// tour; a binary that is started by hand knows where it was built.
pub(crate) fn root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package.parent().map_or(package.clone(), PathBuf::from)
}
