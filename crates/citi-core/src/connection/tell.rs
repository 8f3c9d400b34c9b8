//! Telling where answers differ from their document.

use super::value::Connection;
use crate::Deviation;
use crate::deviation::Found;
use crate::error::Call;
use crate::observe::Record;

impl Connection {
    /// Whether somebody wants to know of the rules that an answer breaks.
    pub(crate) fn wants_rules(&self) -> bool {
        self.settings.deviations.is_some()
    }

    /// Tells what was met while the answer of `call` was read.
    pub(crate) fn tell(&self, call: &Call, found: Vec<Found>) {
        let (Some(operation), false) = (call.operation, call.from_cache) else {
            return;
        };
        for Found {
            kind,
            type_name,
            name,
        } in found
        {
            Record::Deviation(operation, kind).count();
            if let Some(sink) = &self.settings.deviations {
                sink.note(&Deviation {
                    operation: operation.id.to_owned(),
                    kind,
                    type_name: type_name.to_owned(),
                    name,
                });
            }
        }
    }
}
