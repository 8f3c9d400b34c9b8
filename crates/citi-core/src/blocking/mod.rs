//! Calls for programs without async: every future and every list of a generated client can be waited for.
//!
//! ```no_run
//! # struct Call;
//! # impl Call {
//! #     fn payment_id(self, _: &str) -> Self { self }
//! #     async fn send(self) -> Result<citi_core::Answer<String>, Error> { todo!() }
//! #     fn items(self) -> citi_core::Items<'static, String> { todo!() }
//! # }
//! # struct Client;
//! # impl Client {
//! #     fn get_payment(&self) -> Call { Call }
//! #     fn list_payments(&self) -> Call { Call }
//! # }
//! use citi_core::Error;
//! use citi_core::blocking::{Wait, WaitEach};
//!
//! fn report(client: &Client) -> Result<(), Error> {
//!     let payment = client.get_payment().payment_id("p-5530218").send().wait()?;
//!     println!("{}", payment.value());
//!     for payment in client.list_payments().items().wait_each() {
//!         println!("{}", payment?);
//!     }
//!     Ok(())
//! }
//! ```
//!
//! Behind it is one runtime for the whole program, with one thread, which begins with the first wait and goes on in the
//! background: tokens are refreshed there ahead of their end, between calls too. Inside an async runtime a wait is refused
//! with an error, for it would stop all that runs there: await the call instead.

mod each;
mod runtime;
mod wait;

pub use each::{Each, WaitEach};
pub use wait::Wait;
