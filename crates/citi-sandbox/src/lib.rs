//! The bank and its developer portal, on this machine.
//!
//! One HTTP server on 127.0.0.1 that speaks the bank's documents to the letter: four APIs, the token
//! endpoint, the portal with its documents, and the delivery of events. Nothing leaves the machine but
//! events to the addresses that were registered for them. Its [time](VirtualClock) is its own.
//!
//! ```
//! # #[tokio::main]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use citi_sandbox::Sandbox;
//!
//! let sandbox = Sandbox::builder().seed(7).checked(true).start().await?;
//! let application = sandbox.register("Tour");
//!
//! let answer = reqwest::Client::builder()
//!     .no_proxy()
//!     .build()?
//!     .post(format!("{}/oauth2/token", sandbox.base_url()))
//!     .basic_auth(&application.client_id, Some(application.client_secret.expose()))
//!     .form(&[("grant_type", "client_credentials"), ("scope", "fx:read")])
//!     .send()
//!     .await?;
//! assert_eq!(answer.status(), 200);
//! # Ok(())
//! # }
//! ```
//!
//! The program `citi-sandbox` is the same with flags.

mod accuser;
mod admin;
mod api;
mod bank;
mod clock;
mod documents;
mod event;
mod exchanges;
mod faults;
mod gate;
mod image;
mod json_body;
mod line;
mod lock;
mod others;
mod portal;
mod random;
mod refusal;
mod registry;
mod sandbox;
mod state;
mod store;
mod table;
mod tls;
mod token;
mod turn;
mod webhooks;

pub use accuser::{Finding, FindingCode, Severity};
pub use admin::{ADMIN, AdminDoor};
pub use bank::{Balance, LedgerView};
pub use clock::VirtualClock;
pub use faults::{
    Fault, FaultError, FaultKind, FaultParameter, FaultPlace, FaultRecord, FaultRule, Form, MAGIC,
    MagicValue,
};
pub use gate::RequestRecord;
pub use image::{Image, ImageError};
pub use others::OtherError;
pub use registry::Application;
pub use sandbox::{Sandbox, SandboxBuilder, SandboxError};
pub use store::StoreError;
pub use tls::{ClientIdentity, Tls, TlsClients, TlsError, TlsPins};
pub use webhooks::{DeliveryRecord, EventRecord, SendError};
