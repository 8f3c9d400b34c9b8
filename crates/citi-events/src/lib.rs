//! What Citi sends to a webhook, and the answer of its token address.
//!
//! [`TypedEvent::from_slice`] reads the body of a delivery; [`types`] holds the events. They come
//! from the document `specs/events/events.yaml`, which also says how events are delivered and
//! signed: check the signature before the body is read.
//!
//! ```
//! use citi_events::TypedEvent;
//! # let body = br#"{"id":"evt-1","type":"loan.granted","createdAt":"2026-03-04T21:00:01Z","data":{}}"#;
//! match TypedEvent::from_slice(body)? {
//!     TypedEvent::PaymentRejected(event) => println!("{}", event.data.reason.code),
//!     other => println!("{} is of no interest", other.type_name()),
//! }
//! # Ok::<(), citi_events::EventError>(())
//! ```

mod ext;
// rustfmt would undo what the generator writes, and the check would find it.
#[rustfmt::skip]
mod generated;

pub use ext::{EventError, TypedEvent};
pub use generated::*;
