//! Some documents whose crates are compiled and tried together.

use rayon::prelude::*;

use super::{Member, Tools};
use crate::corpus::prepare::Prepared;
use crate::corpus::scratch::crate_name;
use crate::corpus::{CorpusError, Found};

/// Some documents whose crates are compiled and tried together.
pub(in crate::corpus) struct Batch {
    pub(super) number: usize,
    pub(super) members: Vec<Member>,
}

impl Batch {
    pub(in crate::corpus) fn new(number: usize, members: Vec<(&Found, Prepared)>) -> Self {
        let members = members
            .into_iter()
            .map(|(found, prepared)| Member {
                package: crate_name(&found.path),
                file: found.file.clone(),
                compiled: false,
                prepared,
            })
            .collect();
        Self { number, members }
    }

    /// The documents, with what was measured of them.
    pub(in crate::corpus) fn into_prepared(self) -> impl Iterator<Item = Prepared> {
        self.members.into_iter().map(|member| member.prepared)
    }

    /// Compiles, and tries what compiles; `compiled` hears of each document whose crate is done.
    pub(in crate::corpus) fn measure(
        &mut self,
        tools: &Tools<'_>,
        compiled: &mut dyn FnMut(&str),
    ) -> Result<(), CorpusError> {
        self.compile(tools, compiled)?;
        if !tools.options.tries() {
            return Ok(());
        }
        for member in &mut self.members {
            let report = &mut member.prepared.report;
            if tools.options.examples {
                report.examples_ok = Some(0);
            }
            if tools.options.wire {
                report.wire_sent = Some(0);
                report.wire_ok = Some(0);
                report.wire_decoded = Some(0);
            }
        }
        let ready = self.harnesses(tools)?;
        let Some(program) = self.runner(tools, &ready)? else {
            return Ok(());
        };
        let tried = self
            .members
            .iter_mut()
            .filter(|member| ready.contains(&member.package))
            .collect::<Vec<_>>();
        tools.pool.install(|| {
            tried
                .into_par_iter()
                .try_for_each(|member| member.attempt(tools, &program))
        })?;
        Ok(())
    }
}
