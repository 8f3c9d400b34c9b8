//! What a run measures, and where.

use std::path::PathBuf;

/// What a run measures, and where it works.
#[derive(Clone, Debug)]
pub struct Options {
    /// Compile the crates.
    pub compile: bool,
    /// Put every example through its type.
    pub examples: bool,
    /// Call every operation of a mock.
    pub wire: bool,
    /// How many documents, and how many compilers, at once; `None`: as many as there are cores.
    pub jobs: Option<usize>,
    /// Only the first so many documents.
    pub limit: Option<usize>,
    /// The folder of the crate `citi-core`.
    pub core: PathBuf,
    /// Where the scratch workspace is, and stays for the next run.
    pub scratch: PathBuf,
    /// Where the mock is installed.
    pub prism: PathBuf,
}

impl Options {
    /// Nothing but generation, of the workspace in the folder `root`; scratch and mock stand below
    /// `CARGO_TARGET_DIR`, or `target` where that is not set.
    ///
    /// ```
    /// use citi_codegen::corpus::Options;
    /// let options = Options::of_workspace(std::path::Path::new("/work"));
    /// assert!(options.core.ends_with("crates/citi-core") && !options.compile);
    /// ```
    #[must_use]
    pub fn of_workspace(root: &std::path::Path) -> Self {
        let target = std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| root.join("target"), |target| root.join(target));
        Self {
            compile: false,
            examples: false,
            wire: false,
            jobs: None,
            limit: None,
            core: root.join("crates/citi-core"),
            scratch: target.join("corpus"),
            prism: target.join("prism"),
        }
    }

    /// Whether crates are compiled: to be tried, they must be.
    #[must_use]
    pub(super) fn compiles(&self) -> bool {
        self.compile || self.tries()
    }

    /// Whether crates are tried.
    #[must_use]
    pub(super) fn tries(&self) -> bool {
        self.examples || self.wire
    }
}
