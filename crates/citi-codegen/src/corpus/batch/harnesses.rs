//! The crates that try the generated ones.

use std::collections::BTreeSet;

use super::{Batch, Tools};
use crate::corpus::CorpusError;
use crate::corpus::cargo::{Task, invoke};
use crate::corpus::harness;
use crate::corpus::scratch::{Manifest, Room};

/// How often a harness is compiled again without what did not compile.
const ROUNDS: usize = 4;

impl Batch {
    /// Writes and builds the harnesses of what compiles; gives the packages whose harness is ready.
    pub(super) fn harnesses(&mut self, tools: &Tools<'_>) -> Result<BTreeSet<String>, CorpusError> {
        support(tools)?;
        let mut waiting: BTreeSet<String> = BTreeSet::new();
        for member in self.members.iter().filter(|member| member.compiled) {
            member.write_harness(tools)?;
            waiting.insert(member.package.clone());
        }
        let mut ready = BTreeSet::new();
        for _ in 0..ROUNDS {
            let packages: Vec<_> = waiting
                .iter()
                .map(|name| format!("{name}-harness"))
                .collect();
            let messages = invoke(
                tools.scratch,
                Task::Build,
                &packages,
                tools.options.jobs,
                &mut |_| {},
            )?;
            for member in &mut self.members {
                if !waiting.contains(&member.package) {
                    continue;
                }
                let name = member.harness_package();
                let outcome = messages.outcome(&tools.scratch.folder(Room::Harness, &name));
                if outcome.compiled() {
                    waiting.remove(&member.package);
                    ready.insert(member.package.clone());
                } else if member.leave_out(&outcome.errors) {
                    member.write_harness(tools)?;
                } else {
                    waiting.remove(&member.package);
                    let folder = tools.scratch.folder(Room::Harness, "support");
                    member.no_harness(&outcome, &messages.outcome(&folder));
                }
            }
            if waiting.is_empty() {
                break;
            }
        }
        // A member of the workspace that does not compile must not be in the runner's way.
        for member in &self.members {
            if !ready.contains(&member.package) {
                tools
                    .scratch
                    .remove(Room::Harness, &member.harness_package())?;
            }
        }
        Ok(ready)
    }
}

/// Writes the crate that all harnesses share.
fn support(tools: &Tools<'_>) -> Result<(), CorpusError> {
    let manifest = Manifest::new(tools.host, "support")
        .depend(
            tools.host,
            &["citi-core", "reqwest", "serde", "serde_json", "tokio"],
        )?
        .text();
    let files = [("Cargo.toml", &*manifest), ("src/lib.rs", harness::SUPPORT)];
    tools.scratch.write(Room::Harness, "support", files)?;
    Ok(())
}
