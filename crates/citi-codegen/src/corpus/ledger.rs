//! What is known of each document while a run goes on.

use std::time::Instant;

use super::prepare::Prepared;
use super::{Report, Status};

/// What is known of each document while a run goes on, and who is told.
pub(super) struct Ledger<'a> {
    slots: Vec<Slot>,
    report: Report,
    begun: Instant,
    sink: &'a mut dyn FnMut(&Report, usize) -> std::io::Result<()>,
}

/// One document.
enum Slot {
    Awaited,
    Waiting(Box<Prepared>),
    Settled(Box<super::DocumentReport>),
}

impl<'a> Ledger<'a> {
    /// A ledger of so many documents.
    pub(super) fn new(
        documents: usize,
        begun: Instant,
        sink: &'a mut dyn FnMut(&Report, usize) -> std::io::Result<()>,
    ) -> Self {
        Self {
            slots: (0..documents).map(|_| Slot::Awaited).collect(),
            report: Report::default(),
            begun,
            sink,
        }
    }

    /// A document of which more will be measured.
    pub(super) fn wait(&mut self, index: usize, prepared: Prepared) {
        self.put(index, Slot::Waiting(Box::new(prepared)));
    }

    /// A document of which all is known; its model and code are let go.
    pub(super) fn settle(&mut self, index: usize, prepared: Prepared) {
        self.put(index, Slot::Settled(Box::new(prepared.report)));
    }

    fn put(&mut self, index: usize, slot: Slot) {
        if let Some(place) = self.slots.get_mut(index) {
            *place = slot;
        }
    }

    /// The documents of which more will be measured.
    pub(super) fn waiting(&self) -> Vec<usize> {
        (0..self.slots.len())
            .filter(|index| matches!(self.slots.get(*index), Some(Slot::Waiting(_))))
            .collect()
    }

    /// Takes a waiting document, to measure more of it.
    pub(super) fn take(&mut self, index: usize) -> Option<Prepared> {
        let slot = self.slots.get_mut(index)?;
        match std::mem::replace(slot, Slot::Awaited) {
            Slot::Waiting(prepared) => Some(*prepared),
            other => {
                *slot = other;
                None
            }
        }
    }

    /// Sums up what is known and tells it.
    pub(super) fn publish(&mut self) -> std::io::Result<()> {
        let known = self.slots.iter().filter_map(|slot| match slot {
            Slot::Awaited => None,
            Slot::Waiting(prepared) => Some(prepared.report.clone()),
            Slot::Settled(report) => Some((**report).clone()),
        });
        self.report.documents = known.collect();
        let ms = self.begun.elapsed().as_millis();
        self.report.sum_up(u64::try_from(ms).unwrap_or(u64::MAX));
        let settled = self
            .slots
            .iter()
            .take_while(|slot| matches!(slot, Slot::Settled(_)))
            .count();
        (self.sink)(&self.report, settled)
    }

    /// The report as it was told last.
    pub(super) fn into_report(self) -> Report {
        self.report
    }
}

/// A document from which no crate came: what would have been measured of it is known.
pub(super) fn without_crate(prepared: &mut Prepared, options: &super::Options) {
    let report = &mut prepared.report;
    if report.status == Status::Refused {
        return;
    }
    if options.compiles() {
        report.compiled = Some(false);
    }
    if options.examples {
        report.examples_ok = Some(0);
    }
    if options.wire {
        report.wire_sent = Some(0);
        report.wire_ok = Some(0);
        report.wire_decoded = Some(0);
    }
}
