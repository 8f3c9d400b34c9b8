//! tower: [`WebhookLayer`].

use std::convert::Infallible;
use std::error::Error;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use tower_layer::Layer;
use tower_service::Service;

use super::body::take;
use crate::webhook::Receiver;

/// Lets only deliveries through that are the sender's and did not come before. The service behind it gets the
/// request with the body as it arrived, and the [`DeliveryId`](crate::webhook::DeliveryId) among its extensions; when it answers with
/// a status from 200 to 299, the delivery is handled, otherwise it is released.
///
/// It is for services of `http` types whose body can be made of bytes: axum's routers, or `Full<Bytes>`. Put it around the
/// webhook's route alone. In axum, an extractor does the same (feature `axum`); one of the two is enough.
///
/// ```
/// use citi_core::webhook::{Receiver, WebhookLayer, WebhookVerifier};
/// use http::{Request, Response};
/// use http_body_util::Full;
/// use tower::{Layer, Service, ServiceExt, service_fn};
///
/// # tokio::runtime::Runtime::new()?.block_on(async {
/// let layer = WebhookLayer::new(Receiver::new(WebhookVerifier::new("a-webhook-secret")?));
/// let service = layer.layer(service_fn(async |request: Request<Full<bytes::Bytes>>| {
///     // … only what is the bank's comes here
///     Ok::<_, std::convert::Infallible>(Response::new(Full::<bytes::Bytes>::default()))
/// }));
/// let answer = service.oneshot(Request::new(Full::from("{}"))).await?;
/// assert_eq!(answer.status(), 401);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct WebhookLayer {
    receiver: Receiver,
}

impl WebhookLayer {
    /// A layer that takes what this receiver takes.
    #[must_use]
    pub fn new(receiver: Receiver) -> Self {
        Self { receiver }
    }
}

impl<S> Layer<S> for WebhookLayer {
    type Service = WebhookService<S>;

    fn layer(&self, inner: S) -> WebhookService<S> {
        WebhookService {
            inner,
            receiver: self.receiver.clone(),
        }
    }
}

/// A service behind a [`WebhookLayer`].
#[derive(Clone, Debug)]
pub struct WebhookService<S> {
    inner: S,
    receiver: Receiver,
}

impl<S, B, R> Service<Request<B>> for WebhookService<S>
where
    S: Service<Request<B>, Response = Response<R>> + Clone + Send + 'static,
    S::Future: Send,
    B: Body + From<Bytes> + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
    R: Default + Send,
{
    type Response = Response<R>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response<R>, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        // The one that was found ready is called; its copy is asked the next time.
        let copy = self.inner.clone();
        let mut inner = std::mem::replace(&mut self.inner, copy);
        let receiver = self.receiver.clone();
        Box::pin(async move {
            let (mut parts, body) = request.into_parts();
            let delivery = match take(&receiver, &parts, body).await {
                Ok(delivery) => delivery,
                Err(error) => {
                    let mut response = Response::new(R::default());
                    *response.status_mut() = error.status();
                    return Ok(response);
                }
            };
            parts.extensions.insert(delivery.id().clone());
            let request = Request::from_parts(parts, B::from(delivery.body().clone()));
            // An error drops the delivery, which releases it.
            let response = inner.call(request).await?;
            let _ = match response.status().is_success() {
                true => {
                    let Ok(delivery) = delivery.read(|_| Ok::<_, Infallible>(())).await;
                    delivery.acknowledge().await
                }
                false => delivery.refuse().await,
            };
            Ok(response)
        })
    }
}
