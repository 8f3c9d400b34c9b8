//! [`State`]: all that the server knows.

use std::sync::Mutex;

use tokio::sync::Notify;

use crate::accuser::Accuser;
use crate::bank::Bank;
use crate::clock::VirtualClock;
use crate::documents::Documents;
use crate::exchanges::Exchanges;
use crate::faults::{Fault, FaultError, FaultRule, Faults, check_known};
use crate::gate::{Limits, RequestLog, Running};
use crate::image::{Contents, Origin, Shelf};
use crate::lock::lock;
use crate::others::Others;
use crate::random::Random;
use crate::registry::{Registry, RegistryError};
use crate::store::Keeper;
use crate::tls::Keys;
use crate::token::Tokens;
use crate::webhooks::Queues;

/// All that the server knows. Locks are held for single steps and never across a wait.
pub(crate) struct State {
    /// Where the server is: `http://127.0.0.1:PORT`.
    pub(crate) base_url: String,
    /// The only clock.
    pub(crate) clock: VirtualClock,
    /// Held by whoever turns it: one turn follows another.
    pub(crate) turning: tokio::sync::Mutex<()>,
    /// The bank itself.
    pub(crate) bank: Mutex<Bank>,
    /// Applications and their webhooks.
    pub(crate) registry: Mutex<Registry>,
    /// The documents, read.
    pub(crate) documents: &'static Documents,
    /// Tokens that are out.
    pub(crate) tokens: Mutex<Tokens>,
    /// What each client may still call.
    pub(crate) limits: Mutex<Limits>,
    /// Writes that are being carried out.
    pub(crate) running: Running,
    /// What was asked.
    pub(crate) requests: Mutex<RequestLog>,
    /// The same whole, as far as it is kept.
    pub(crate) exchanges: Mutex<Exchanges>,
    /// Whether answers are checked against their documents.
    pub(crate) checked: bool,
    /// What goes wrong, and what did.
    pub(crate) faults: Mutex<Faults>,
    /// What the clients did wrong.
    pub(crate) accuser: Mutex<Accuser>,
    /// Answers that broke their documents.
    pub(crate) violations: Mutex<Vec<String>>,
    /// Events on their way, and those that were sent.
    pub(crate) queues: Mutex<Queues>,
    /// Wakes the delivery of events.
    pub(crate) wake: Notify,
    /// Ids and secrets.
    pub(crate) random: Mutex<Random>,
    /// What it began with.
    pub(crate) origin: Mutex<Origin>,
    /// Images that are kept by name.
    pub(crate) shelf: Mutex<Shelf>,
    /// Documents that are served from their schemas and examples.
    pub(crate) others: Others,
    /// What it proves itself with; `None`: it speaks plain HTTP.
    pub(crate) tls: Option<Keys>,
    /// What keeps it over restarts; `None`: it is forgotten when it ends.
    pub(crate) keeper: Option<Keeper>,
}

/// How many breaches are kept.
const VIOLATIONS: usize = 1000;

impl State {
    /// A sandbox without faults and applications, for tests of its parts.
    #[cfg(test)]
    pub(crate) fn new(
        base_url: String,
        seed: Option<u64>,
        clock: VirtualClock,
        checked: bool,
    ) -> Result<Self, crate::faults::FaultError> {
        let origin = Origin::new(seed, clock.now());
        let documents = Documents::published().expect("they are tested");
        let contents = origin.contents(documents)?;
        Ok(Self::of(
            base_url, origin, contents, documents, clock, checked,
        ))
    }

    /// A sandbox that knows this.
    pub(crate) fn of(
        base_url: String,
        origin: Origin,
        contents: Contents,
        documents: &'static Documents,
        clock: VirtualClock,
        checked: bool,
    ) -> Self {
        Self {
            base_url,
            clock,
            turning: tokio::sync::Mutex::new(()),
            bank: Mutex::new(contents.bank),
            registry: Mutex::new(contents.registry),
            documents,
            tokens: Mutex::new(contents.tokens),
            limits: Mutex::new(contents.limits),
            running: Running::default(),
            requests: Mutex::new(RequestLog::default()),
            exchanges: Mutex::new(Exchanges::default()),
            checked,
            faults: Mutex::new(contents.faults),
            accuser: Mutex::new(contents.accuser),
            violations: Mutex::new(Vec::new()),
            queues: Mutex::new(contents.queues),
            wake: Notify::new(),
            random: Mutex::new(contents.random),
            origin: Mutex::new(origin),
            shelf: Mutex::new(Shelf::default()),
            tls: None,
            others: Others::default(),
            keeper: None,
        }
    }

    /// The port at which it listens; `None` if it does not.
    pub(crate) fn own_port(&self) -> Option<u16> {
        let url = url::Url::parse(&self.base_url).ok()?;
        url.port_or_known_default()
    }

    /// Makes a rule by which things go wrong, behind all others.
    ///
    /// # Errors
    /// It names what is not known here, or there are too many rules.
    pub(crate) fn add_fault(&self, fault: Fault) -> Result<FaultRule, FaultError> {
        check_known(&fault, self.documents)?;
        lock(&self.faults)
            .add(fault)
            .ok_or_else(FaultError::too_many)
    }

    /// Removes an application, and with it its webhooks and what waits for them, its tokens, its limits, and
    /// the faults that are for it alone.
    ///
    /// # Errors
    /// There is no such application.
    pub(crate) fn remove_application(&self, client_id: &str) -> Result<(), RegistryError> {
        // No image shows a part of it gone. Locks are taken in the order of images.
        let mut registry = lock(&self.registry);
        let mut tokens = lock(&self.tokens);
        let mut limits = lock(&self.limits);
        let mut queues = lock(&self.queues);
        let mut faults = lock(&self.faults);
        registry.remove(client_id)?;
        tokens.revoke(client_id);
        limits.forget_client(client_id);
        queues.forget_client(client_id);
        faults.forget_client(client_id);
        Ok(())
    }

    /// Keeps what broke a document, up to a bound: the first ones tell most.
    pub(crate) fn violated(&self, line: String) {
        let mut violations = lock(&self.violations);
        if violations.len() < VIOLATIONS {
            violations.push(line);
        }
    }
}
