//! [`Contents`]: all that outlives a moment.

use jiff::Timestamp;

use super::{Image, ImageError, Origin};
use crate::accuser::Accuser;
use crate::bank::Bank;
use crate::exchanges::Exchanges;
use crate::faults::Faults;
use crate::gate::{Limits, RequestLog};
use crate::lock::lock;
use crate::random::Random;
use crate::registry::Registry;
use crate::state::State;
use crate::table::{Changes, Reader};
use crate::token::Tokens;
use crate::webhooks::Queues;

/// All that outlives a moment.
pub(crate) struct Contents {
    pub(crate) at: Timestamp,
    pub(crate) bank: Bank,
    pub(crate) registry: Registry,
    pub(crate) tokens: Tokens,
    pub(crate) limits: Limits,
    pub(crate) queues: Queues,
    pub(crate) faults: Faults,
    /// What the clients did wrong.
    pub(crate) accuser: Accuser,
    pub(crate) random: Random,
}

impl Contents {
    /// What an image holds.
    ///
    /// # Errors
    /// It is not whole.
    pub(crate) fn of(image: &Image) -> Result<Self, ImageError> {
        let contents = Self {
            at: image.part("clock")?,
            bank: image.part("bank")?,
            registry: image.part("registry")?,
            tokens: image.part("tokens")?,
            limits: image.part("limits")?,
            queues: image.part("webhooks")?,
            faults: image.part("faults")?,
            accuser: image.part("findings")?,
            random: image.part("random")?,
        };
        contents.checked()
    }

    /// What was written in rows.
    ///
    /// # Errors
    /// It is not whole.
    pub(crate) fn read(from: &Reader) -> Result<Self, ImageError> {
        let contents = Self {
            at: from.single("clock")?,
            bank: Bank::read(from)?,
            registry: Registry::read(from)?,
            tokens: Tokens::read(from)?,
            limits: Limits::read(from)?,
            queues: Queues::read(from)?,
            faults: Faults::read(from)?,
            accuser: Accuser::read(from)?,
            random: from.single("random")?,
        };
        contents.checked()
    }

    fn checked(self) -> Result<Self, ImageError> {
        match self.bank.is_ahead_of(self.at) {
            true => Err(ImageError::Damaged {
                part: "bank".to_owned(),
                reason: "is ahead of the clock".to_owned(),
            }),
            false => Ok(self),
        }
    }
}

impl State {
    /// An image of this moment. Nothing changes while it is taken.
    pub(crate) fn snapshot(&self) -> Image {
        // Whoever holds several of these locks takes them in this order.
        let bank = lock(&self.bank);
        let registry = lock(&self.registry);
        let tokens = lock(&self.tokens);
        let limits = lock(&self.limits);
        let queues = lock(&self.queues);
        let faults = lock(&self.faults);
        let accuser = lock(&self.accuser);
        let random = lock(&self.random);
        let mut image = Image::new();
        image.put("clock", &self.clock.now());
        image.put("bank", &*bank);
        image.put("registry", &*registry);
        image.put("tokens", &*tokens);
        image.put("limits", &*limits);
        image.put("webhooks", &*queues);
        image.put("faults", &*faults);
        image.put("findings", &*accuser);
        image.put("random", &*random);
        image
    }

    /// What changed since this was last asked, of all that an image holds: at first all of it. Nothing else
    /// changes while it is taken.
    pub(crate) fn changes(&self) -> Changes {
        let mut bank = lock(&self.bank);
        let mut registry = lock(&self.registry);
        let mut tokens = lock(&self.tokens);
        let mut limits = lock(&self.limits);
        let mut queues = lock(&self.queues);
        let mut faults = lock(&self.faults);
        let mut accuser = lock(&self.accuser);
        let random = lock(&self.random);
        let mut changes = Changes::default();
        changes.beside("clock", &self.clock.now());
        bank.changes(&mut changes);
        registry.changes(&mut changes);
        tokens.changes(&mut changes);
        limits.changes(&mut changes);
        queues.changes(&mut changes);
        faults.changes(&mut changes);
        accuser.changes(&mut changes);
        changes.single("random", &*random);
        changes
    }

    /// Becomes what an image says, its time too.
    ///
    /// # Errors
    /// The image is not whole; nothing has changed.
    pub(crate) fn restore(&self, image: &Image) -> Result<(), ImageError> {
        self.put(Contents::of(image)?);
        Ok(())
    }

    /// Becomes what it was at its beginning; what clients did is forgotten with it.
    ///
    /// # Errors
    /// Never, but for an origin that was kept in a directory and changed there.
    pub(crate) fn reset(&self) -> Result<(), ImageError> {
        let origin: Origin = lock(&self.origin).clone();
        self.put(origin.contents(self.documents)?);
        *lock(&self.requests) = RequestLog::default();
        *lock(&self.exchanges) = Exchanges::default();
        lock(&self.violations).clear();
        Ok(())
    }

    fn put(&self, contents: Contents) {
        let mut bank = lock(&self.bank);
        let mut registry = lock(&self.registry);
        let mut tokens = lock(&self.tokens);
        let mut limits = lock(&self.limits);
        let mut queues = lock(&self.queues);
        let mut faults = lock(&self.faults);
        let mut accuser = lock(&self.accuser);
        let mut random = lock(&self.random);
        self.clock.put_back(contents.at);
        *bank = contents.bank;
        *registry = contents.registry;
        *tokens = contents.tokens;
        *limits = contents.limits;
        queues.put_back(contents.queues);
        *faults = contents.faults;
        accuser.put_back(contents.accuser);
        *random = contents.random;
        drop(queues);
        self.wake.notify_one();
    }
}
