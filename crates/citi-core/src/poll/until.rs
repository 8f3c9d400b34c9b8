//! [`Connection::poll_until`].

use std::future::Future;

use http::StatusCode;

use super::{NotYet, PollError, Polling};
use crate::error::Kind;
use crate::retry::Deadline;
use crate::{Answer, Connection, Error};

impl Connection {
    /// Makes a call again and again until its answer is settled, and gives that answer.
    ///
    /// An error that may pass (no connection, no answer in time, 408, 425, 429, a status of 500 or above, a token
    /// endpoint that does not answer) is no end; every other one is. Each call has its own limits and retries; all of it
    /// has that of `polling`, and the deadline of the connection's options. `Retry-After` of an answer or an error is the
    /// least that a pause lasts. A cancellation token in the connection's options ends pauses too.
    ///
    /// ```
    /// # struct Payment { status: &'static str }
    /// # struct Call;
    /// # impl Call {
    /// #     fn payment_id(self, _: &str) -> Self { self }
    /// #     async fn send(self) -> Result<citi_core::Answer<Payment>, Error> {
    /// #         Ok(Answer::new(Payment { status: "COMPLETED" }, Default::default(), Default::default()))
    /// #     }
    /// # }
    /// # struct Client(citi_core::Connection);
    /// # impl Client {
    /// #     fn get_payment(&self) -> Call { Call }
    /// #     fn connection(&self) -> &citi_core::Connection { &self.0 }
    /// # }
    /// use citi_core::{Answer, Error, PollError, Polling};
    ///
    /// async fn settled(client: &Client, id: &str) -> Result<Answer<Payment>, PollError<Payment>> {
    ///     let ask = || client.get_payment().payment_id(id).send();
    ///     client
    ///         .connection()
    ///         .poll_until(&Polling::new(), ask, |payment| payment.status == "COMPLETED")
    ///         .await
    /// }
    /// ```
    ///
    /// # Errors
    /// [`PollError::NotYet`] with the last answer, if the time is over before; [`PollError::Failed`] otherwise.
    pub async fn poll_until<T, F, C>(
        &self,
        polling: &Polling,
        mut call: F,
        mut is_settled: impl FnMut(&T) -> bool,
    ) -> Result<Answer<T>, PollError<T>>
    where
        F: FnMut() -> C,
        C: Future<Output = Result<Answer<T>, Error>>,
    {
        let (clock, randomness) = (&*self.settings.clock, &*self.settings.randomness);
        let limit = match self.until_deadline() {
            Some(left) => polling.within.min(left),
            None => polling.within,
        };
        let deadline = Deadline::after(clock, limit);
        let (mut last, mut error) = (None, None);
        let mut asked = 0_u32;
        loop {
            asked = asked.saturating_add(1);
            let floor = match deadline.within(call()).await {
                Some(Ok(answer)) if is_settled(&answer) => return Ok(answer),
                Some(Ok(answer)) => {
                    let floor = Error::asked_to_wait(answer.headers(), clock.now());
                    (last, error) = (Some(answer), None);
                    floor
                }
                Some(Err(failed)) if may_pass(&failed) => {
                    let floor = failed.retry_after_at(Some(clock.now()));
                    error = Some(failed);
                    floor
                }
                Some(Err(failed)) => return Err(PollError::Failed(failed)),
                None => return Err(PollError::NotYet(NotYet::new(last, error, asked))),
            };
            let wait = polling.pause(asked, randomness.bytes(), floor);
            if !deadline.allows(wait) {
                return Err(PollError::NotYet(NotYet::new(last, error, asked)));
            }
            let paused = self.unless_cancelled(clock.sleep(wait)).await;
            paused.ok_or_else(Error::cancelled)?;
        }
    }
}

/// Whether asking later may do better. A question that is asked again does no harm.
fn may_pass(error: &Error) -> bool {
    const STATUSES: [StatusCode; 3] = [
        StatusCode::REQUEST_TIMEOUT,
        StatusCode::TOO_EARLY,
        StatusCode::TOO_MANY_REQUESTS,
    ];
    match error.kind() {
        Kind::Status(StatusCode::NOT_IMPLEMENTED) => false,
        Kind::Status(status) => status.is_server_error() || STATUSES.contains(&status),
        // What has a code is what the token endpoint means.
        Kind::Token => error.code().is_none(),
        kind => matches!(
            kind,
            Kind::Connect | Kind::Timeout | Kind::Transport | Kind::Late | Kind::Limited
        ),
    }
}
