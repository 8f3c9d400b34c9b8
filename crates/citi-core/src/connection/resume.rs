//! Calls that are kept before they are sent, and sent again as they are.

use super::repeatable::Repeatable;
use super::value::Connection;
use crate::error::Call;
use crate::prepared::Contents;
use crate::{Error, Operation, Prepared, Upload};

impl Connection {
    /// Keeps a call that generated code has built, and does not send it.
    ///
    /// # Errors
    /// What would keep it from being sent, a body that is read as it is sent, and a call without an idempotency key.
    pub(crate) async fn keep(
        &self,
        request: reqwest::Request,
        operation: &'static Operation,
    ) -> Result<Prepared, Error> {
        let of = |error: Error| {
            error.of(Call {
                operation: Some(operation),
                ..Call::default()
            })
        };
        let request = self.whole(request).await.map_err(of)?;
        let contents =
            Contents::of(&request, operation, self.base_url(), self.address.path()).map_err(of)?;
        let mut sent = request;
        // All that would be refused when it is sent is refused now.
        let key = match self.prepare(&mut sent, operation) {
            Ok(call) => call.idempotency_key,
            Err((error, call)) => return Err(error.of(call)),
        };
        let key = key.ok_or_else(|| {
            of(Error::refused(
                "the operation takes no idempotency key, so that it cannot be prepared",
            ))
        })?;
        let now = self.settings.clock.now();
        Ok(Prepared::new(
            contents,
            key,
            operation.idempotency_key_hours,
            now,
        ))
    }

    /// The request that a record has.
    ///
    /// # Errors
    /// If it has none.
    pub(crate) fn kept(&self, record: &Prepared) -> Result<reqwest::Request, Error> {
        let broken = || Error::refused("the prepared record has no request that can be sent");
        let contents = record.contents();
        if contents.server != self.base_url() {
            return Err(Error::refused(
                "the record was prepared for another server than the connection's; resume it there",
            ));
        }
        let method = contents.method.parse().map_err(|_| broken())?;
        let url = format!("{}{}", self.base_url(), contents.path);
        let url = url.parse().map_err(|_| broken())?;
        let mut request = reqwest::Request::new(method, url);
        for (name, value) in &contents.headers {
            let (name, value) = crate::call_options::header(name, value)?;
            request.headers_mut().append(name, value);
        }
        *request.body_mut() = contents.body.clone().map(Into::into);
        Ok(request)
    }

    /// Whether the request is the one that the call resumes, if it resumes any.
    pub(super) async fn check_resumed(
        &self,
        request: &reqwest::Request,
        operation: &'static Operation,
    ) -> Result<(), Error> {
        let Some(record) = &self.options.resumed else {
            return Ok(());
        };
        let differs = |what: &str| {
            Error::refused(format_args!(
                "its {what} differs from what was prepared as {} with this idempotency key; a new call takes a key of \
                 its own",
                record.operation_id()
            ))
        };
        let copy = request.try_clone().ok_or_else(|| differs("body"))?;
        let request = self.whole(copy).await?;
        let contents = Contents::of(&request, operation, self.base_url(), self.address.path())?;
        match record.contents().difference(&contents) {
            Some(what) => Err(differs(what)),
            None => record.check(self.settings.clock.now()),
        }
    }

    /// Says of a record that it is sent now.
    pub(super) fn begin_resumed(&self, call: &mut Call) -> Result<(), Error> {
        let Some(record) = &self.options.resumed else {
            return Ok(());
        };
        if call.idempotency_key.as_ref() != Some(record.idempotency_key()) {
            return Err(Error::refused(
                "an option gives it another idempotency key than it was prepared with",
            ));
        }
        call.unsettled |= record.begin();
        Ok(())
    }

    /// The request with all of its body in memory.
    async fn whole(&self, mut request: reqwest::Request) -> Result<reqwest::Request, Error> {
        let upload = self.options.body.clone().transpose()?;
        if upload.as_ref().is_some_and(|upload| !upload.is_whole()) {
            return Err(Error::refused(
                "a body that is read as it is sent cannot be prepared; give it as bytes",
            ));
        }
        if let Some(content_type) = upload.as_ref().and_then(Upload::content_type) {
            let (name, value) = crate::call_options::header("content-type", content_type)?;
            request.headers_mut().insert(name, value);
        }
        Repeatable::new(request, upload).await?.request(None)
    }
}
