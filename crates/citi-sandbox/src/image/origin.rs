//! [`Origin`]: what a sandbox begins with.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Contents;
use crate::accuser::Accuser;
use crate::bank::Bank;
use crate::documents::Documents;
use crate::faults::{Fault, FaultError, Faults, check_known};
use crate::gate::Limits;
use crate::random::Random;
use crate::registry::Registry;
use crate::token::Tokens;
use crate::webhooks::Queues;

/// The seed of the bank's books where none is given: they are the same each time.
const BOOKS: u64 = 1;

/// What a sandbox begins with, and begins with again when it is reset: even without a seed, its ids and
/// secrets come out the same as at its first beginning.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Origin {
    pub(crate) seed: Option<u64>,
    pub(crate) at: Timestamp,
    /// What chance is drawn from.
    random: Random,
    chance: u64,
    /// Rules that are there from the start, as text.
    pub(crate) faults: Vec<String>,
    /// Applications that are there from the start, by their names.
    pub(crate) applications: Vec<String>,
}

impl Origin {
    /// The beginning of a sandbox of a seed, or of one that can't be foretold.
    pub(crate) fn new(seed: Option<u64>, at: Timestamp) -> Self {
        let (high, low) = uuid::Uuid::new_v4().as_u64_pair();
        Self {
            seed,
            at,
            random: Random::new(seed),
            chance: seed.unwrap_or(high ^ low),
            faults: Vec::new(),
            applications: Vec::new(),
        }
    }

    /// What is there at the beginning.
    ///
    /// # Errors
    /// A rule names what is not known.
    pub(crate) fn contents(&self, documents: &Documents) -> Result<Contents, FaultError> {
        let mut random = self.random.clone();
        let mut registry = Registry::default();
        for name in &self.applications {
            let scopes = documents.scopes().into_keys().collect();
            registry.register(name, scopes, &mut random);
        }
        let mut faults = Faults::new(Some(self.chance));
        for text in &self.faults {
            let fault: Fault = text.parse()?;
            check_known(&fault, documents)?;
            faults.add(fault).ok_or_else(FaultError::too_many)?;
        }
        Ok(Contents {
            at: self.at,
            bank: Bank::new(self.seed.unwrap_or(BOOKS), self.at),
            registry,
            tokens: Tokens::default(),
            limits: Limits::default(),
            queues: Queues::default(),
            faults,
            accuser: Accuser::default(),
            random,
        })
    }
}
