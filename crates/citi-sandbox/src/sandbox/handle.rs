//! [`Sandbox`]: a bank that runs.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::SandboxBuilder;
use crate::accuser::Finding;
use crate::bank::LedgerView;
use crate::clock::VirtualClock;
use crate::faults::{Fault, FaultError, FaultRecord, FaultRule};
use crate::gate::{Limit, RequestRecord};
use crate::image::{Image, ImageError};
use crate::lock::lock;
use crate::registry::Application;
use crate::state::State;
use crate::tls::Tls;
use crate::webhooks::{self, DeliveryRecord, EventRecord, SendError};

/// How long open connections may take to end.
const PATIENCE: Duration = Duration::from_secs(5);

/// A bank that runs: its API, its token endpoint and its portal, on one address of this machine.
///
/// Dropping it stops it at once; [`shutdown`](Self::shutdown) lets answers on their way end first.
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::Duration;
/// use citi_sandbox::Sandbox;
///
/// let sandbox = Sandbox::builder().seed(7).frozen(true).start().await?;
/// let application = sandbox.register("Tour");
/// assert!(sandbox.base_url().starts_with("http://127.0.0.1:"));
///
/// sandbox.set_limit(&application.client_id, "fx", 3, Duration::from_secs(60));
/// sandbox.clock().advance(Duration::from_secs(3600));
/// assert!(sandbox.requests().is_empty());
/// assert!(sandbox.violations().is_empty());
/// sandbox.shutdown().await;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Sandbox {
    state: Held,
    address: SocketAddr,
    tasks: Vec<JoinHandle<()>>,
    stop: watch::Sender<bool>,
}

/// The state, which has secrets that nobody is to see.
struct Held(Arc<State>);

impl std::fmt::Debug for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("State")
    }
}

impl Sandbox {
    /// A sandbox to be: on any free port, with this machine's time, unchecked.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder::default()
    }

    pub(super) fn new(
        state: Arc<State>,
        address: SocketAddr,
        tasks: Vec<JoinHandle<()>>,
        stop: watch::Sender<bool>,
    ) -> Self {
        Self {
            state: Held(state),
            address,
            tasks,
            stop,
        }
    }

    pub(crate) fn state(&self) -> &State {
        &self.state.0
    }

    /// Where it is: `http://127.0.0.1:PORT`, with TLS `https://…`. API, token endpoint (`/oauth2/token`) and portal share it.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.state().base_url
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its TLS; `None` if it speaks plain HTTP.
    #[must_use]
    pub fn tls(&self) -> Option<Tls<'_>> {
        Tls::of(self.state())
    }

    /// Its time. Moving it moves payments, quotes, tokens, limits and events on.
    #[must_use]
    pub fn clock(&self) -> &VirtualClock {
        &self.state().clock
    }

    /// Registers an application, with every scope that the documents know.
    pub fn register(&self, name: &str) -> Application {
        let scopes = self.state().documents.scopes().into_keys().collect();
        let mut registry = lock(&self.state().registry);
        registry.register(name, scopes, &mut lock(&self.state().random))
    }

    /// Operations of documents given to [`serve`](super::SandboxBuilder::serve) that don't answer at the paths that
    /// they document, for others stand there; a line each, which says where they answer instead.
    #[must_use]
    pub fn unserved(&self) -> &[String] {
        &self.state().others.warnings
    }

    /// Every application that is registered, the first one first.
    #[must_use]
    pub fn applications(&self) -> Vec<Application> {
        lock(&self.state().registry)
            .applications()
            .cloned()
            .collect()
    }

    /// All that the sandbox knows at this moment, its time too. Nothing changes while it is taken.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use citi_sandbox::Sandbox;
    ///
    /// let sandbox = Sandbox::builder().seed(7).frozen(true).start().await?;
    /// let application = sandbox.register("Tour");
    /// let image = sandbox.snapshot();
    ///
    /// sandbox.clock().advance(std::time::Duration::from_secs(3600));
    /// sandbox.restore(&image)?;
    /// assert_eq!(sandbox.snapshot(), image);
    ///
    /// sandbox.reset()?;
    /// assert!(sandbox.applications().is_empty());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn snapshot(&self) -> Image {
        self.state().snapshot()
    }

    /// Becomes what an image says: from here on the sandbox behaves as the one that it was taken of did,
    /// byte for byte. Its time goes back too. Events that are on their way to a webhook are sent again.
    ///
    /// # Errors
    /// The image is of another version, or not whole; nothing has changed then.
    pub fn restore(&self, image: &Image) -> Result<(), ImageError> {
        self.state().restore(image)
    }

    /// Begins anew, as at the start: the same seed, time and applications, and the faults that the builder
    /// was given, with fresh counts. What clients did (requests, findings, violations) is forgotten, but not by
    /// the [verdict](Self::verdict); images that are kept by name stay.
    ///
    /// # Errors
    /// Only if it was kept in a directory by another version of this crate.
    pub fn reset(&self) -> Result<(), ImageError> {
        self.state().reset()
    }

    /// Gives a client another limit for a group of operations (`accounts`, `payments`, `cards`, `fx`):
    /// so many calls in a window, all of them there at once. At first it is 1000 a minute.
    pub fn set_limit(&self, client_id: &str, group: &str, calls: u32, window: Duration) {
        let window = window.max(Duration::from_nanos(1));
        lock(&self.state().limits).set(client_id, group, Limit { calls, window });
    }

    /// Lets something go wrong from now on; see [`Fault`]. Rules act in the order in which they were made,
    /// one for a request. Gives the rule, whose id [`remove_fault`](Self::remove_fault) takes.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use citi_sandbox::{Fault, FaultKind, Sandbox};
    ///
    /// let sandbox = Sandbox::builder().seed(7).start().await?;
    /// // The next payment is made, and its answer is lost.
    /// let lost = Fault::new(FaultKind::ResetAfterBooking);
    /// sandbox.fault(lost.operation("createDomesticPayment").times(1))?;
    /// // One of ten requests for rates is refused.
    /// sandbox.fault(Fault::rate_limited(1).operation("getRates").one_in(1, 10))?;
    /// // And the token endpoint fails, until somebody says so.
    /// let down = sandbox.fault(Fault::new(FaultKind::TokenEndpointDown))?;
    ///
    /// assert_eq!(sandbox.faults().len(), 3);
    /// sandbox.remove_fault(&down.id);
    /// assert!(sandbox.fault("slow; operation=getRate".parse()?).is_err());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// It names an operation that there is not, or there are a thousand rules.
    pub fn fault(&self, fault: Fault) -> Result<FaultRule, FaultError> {
        self.state().add_fault(fault)
    }

    /// The rules by which things go wrong, in their order.
    #[must_use]
    pub fn faults(&self) -> Vec<FaultRule> {
        lock(&self.state().faults).rules()
    }

    /// What they did, the oldest first; at most the last 10,000.
    #[must_use]
    pub fn fault_records(&self) -> Vec<FaultRecord> {
        lock(&self.state().faults).records()
    }

    /// Takes a rule away; whether there was one.
    pub fn remove_fault(&self, id: &str) -> bool {
        lock(&self.state().faults).remove(id)
    }

    /// Takes every rule away; gives how many there were.
    pub fn clear_faults(&self) -> usize {
        lock(&self.state().faults).clear()
    }

    /// Takes every token of a client back; gives how many there were.
    pub fn revoke_tokens(&self, client_id: &str) -> usize {
        lock(&self.state().tokens).revoke(client_id)
    }

    /// The bank's books as they stand now.
    #[must_use]
    pub fn ledger(&self) -> LedgerView {
        let mut bank = lock(&self.state().bank);
        let now = self.clock().now();
        bank.advance_to(now);
        bank.ledger()
    }

    /// What was asked of the bank, the token endpoint and the portal, the oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<RequestRecord> {
        lock(&self.state().requests).all()
    }

    /// Answers that broke their documents: operation, status, what is wrong.
    #[must_use]
    pub fn violations(&self) -> Vec<String> {
        lock(&self.state().violations).clone()
    }

    /// What the clients did wrong so far, in the order in which it was first seen: a test of yours can end
    /// by asking that there is nothing.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), citi_sandbox::SandboxError> {
    /// let sandbox = citi_sandbox::Sandbox::builder().seed(7).start().await?;
    /// // … your program calls it …
    /// assert!(sandbox.findings().is_empty());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        lock(&self.state().accuser).findings()
    }

    /// What the clients did wrong since this process began, whatever was reset, put back or kept from an
    /// earlier run meanwhile: what the program's `--strict` and `--report` go by. Only
    /// [`clear_findings`](Self::clear_findings) takes anything off it.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = citi_sandbox::Sandbox::builder().seed(7).start().await?;
    /// // … your program calls it, and resets it between its tests …
    /// sandbox.reset()?;
    /// assert!(sandbox.verdict().is_empty());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn verdict(&self) -> Vec<Finding> {
        lock(&self.state().accuser).verdict()
    }

    /// Forgets what was found so far, for the [verdict](Self::verdict) too; gives how many findings there were.
    pub fn clear_findings(&self) -> usize {
        lock(&self.state().accuser).clear()
    }

    /// Attempts to deliver events, the oldest first.
    #[must_use]
    pub fn deliveries(&self) -> Vec<DeliveryRecord> {
        lock(&self.state().queues).records()
    }

    /// Events that the bank told of, the oldest first: the latest thousand, whoever wanted them.
    #[must_use]
    pub fn events(&self) -> Vec<EventRecord> {
        webhooks::collect(self.state());
        lock(&self.state().queues).events().cloned().collect()
    }

    /// Sends what a delivery sent to the same webhook again, now. An event that waits for its next attempt
    /// makes it now; another is sent this once, well or not.
    ///
    /// # Errors
    /// The delivery, its event or its webhook is not remembered.
    pub fn resend(&self, delivery_id: &str) -> Result<(), SendError> {
        webhooks::resend(self.state(), delivery_id)
    }

    /// Sends an event to a webhook, now, whether or not it had it before.
    ///
    /// # Errors
    /// There is no such event, or no such webhook of an application that it is for.
    pub fn replay(&self, event_id: &str, webhook_id: &str) -> Result<(), SendError> {
        webhooks::replay(self.state(), event_id, webhook_id)
    }

    /// Waits until every event of the present was sent to every webhook that wants it, well or not. An
    /// event that failed is due later by the clock, and is not waited for.
    pub async fn settle(&self) {
        webhooks::collect(self.state());
        while !lock(&self.state().queues).is_settled(self.clock().now()) {
            self.state().wake.notify_one();
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    /// Stops it; answers that are on their way end first, within five seconds.
    pub async fn shutdown(mut self) {
        let _ = self.stop.send(true);
        for mut task in std::mem::take(&mut self.tasks) {
            if tokio::time::timeout(PATIENCE, &mut task).await.is_err() {
                task.abort();
            }
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}
