//! Calls for the same answer that are under way.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use super::Key;

/// What is being asked for, so that it is asked for once.
#[derive(Default)]
pub(super) struct Flights(Mutex<BTreeMap<Key, watch::Receiver<()>>>);

/// A call under way; the others hear of its end, however it ends.
pub(super) struct Flight<'a> {
    flights: &'a Flights,
    key: Key,
    _told: watch::Sender<()>,
}

impl Flights {
    /// The right to ask, or what to wait for.
    pub(super) fn begin(&self, key: &Key) -> Result<Flight<'_>, watch::Receiver<()>> {
        let mut flights = self.lock();
        if let Some(flight) = flights.get(key) {
            return Err(flight.clone());
        }
        let (told, flight) = watch::channel(());
        flights.insert(key.clone(), flight);
        Ok(Flight {
            flights: self,
            key: key.clone(),
            _told: told,
        })
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<Key, watch::Receiver<()>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Flight<'_> {
    fn drop(&mut self) {
        self.flights.lock().remove(&self.key);
    }
}
