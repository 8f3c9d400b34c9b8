//! Servers: from their requests to deliveries, and back.

#[cfg(feature = "actix")]
mod actix;
#[cfg(feature = "axum")]
mod axum;
#[cfg(any(feature = "axum", feature = "tower"))]
mod body;
#[cfg(feature = "tower")]
mod tower;

#[cfg(feature = "tower")]
pub use tower::{WebhookLayer, WebhookService};
