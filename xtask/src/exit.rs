//! How a command ends.

/// How a command ends; the same for every command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done and clean.
    Clean,
    /// A check found something.
    Found,
    /// Wrong use or broken input; a message has said what to do.
    Broken,
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Clean => Self::SUCCESS,
            Exit::Found => Self::from(1),
            Exit::Broken => Self::from(2),
        }
    }
}
