//! How senders sign: [`SignatureScheme`] and those that are known.

mod citi;
mod encoding;
mod envelope;
mod github;
mod header;
mod key;
mod slack;
mod standard;
mod stripe;
mod timestamp;
mod value;

pub use citi::CitiSignature;
pub use encoding::Encoding;
pub use envelope::Envelope;
pub use github::GitHubSignature;
pub use header::only_header;
pub use key::SigningKey;
pub use slack::SlackSignature;
pub use standard::StandardWebhooks;
pub use stripe::StripeSignature;
pub use timestamp::TimestampFormat;
pub use value::SignatureScheme;
