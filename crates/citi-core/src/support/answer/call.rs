//! From a call that is built to its answer.

use super::Parts;
use crate::deviation;
use crate::error::DecodeError;
use crate::support::wire::{Built, Ready};
use crate::{Answer, Connection, Download, Error};

/// Sends a call and reads its answer by `success`. Generated code has no futures of its own but those
/// that users await: each costs its compiler more than the rest of the call.
///
/// # Errors
/// The error of the call, with all that is known of it.
pub async fn call<T, F>(built: Built, success: F) -> Result<Answer<T>, Error>
where
    F: Fn(&Parts) -> Result<T, DecodeError>,
{
    let connection = built.as_ref().ok().map(Ready::connection).cloned();
    let (got, ending) = Ready::send(built).await?;
    let rules = connection.as_ref().is_some_and(Connection::wants_rules);
    let (value, found) = deviation::during(rules, || success(&got.parts));
    if let Some(connection) = connection {
        connection.tell(&got.call, found);
    }
    match value {
        Ok(value) => {
            ending.answered(&got.call, &got.parts);
            Ok(Answer::new(value, got.parts.status, got.parts.headers).of(got.call))
        }
        Err(error) => {
            let error = Error::decode(Some(got.parts), error).of(got.call);
            ending.failed(&error);
            Err(error)
        }
    }
}

/// Sends a call and leaves the body of its answer to be read as it comes.
///
/// # Errors
/// The error of the call, with all that is known of it.
pub async fn stream_call(built: Built) -> Result<Answer<Download>, Error> {
    let pace = built.as_ref().ok().map(Ready::pace);
    let (got, ending) = Ready::send(built).await?;
    ending.answered(&got.call, &got.parts);
    let (status, headers) = (got.parts.status, got.parts.headers);
    let download = match got.rest {
        Some(rest) => Download::new(rest, pace, got.call.clone()),
        // An answer that is no success has come whole.
        None => Download::new(
            http::Response::new(got.parts.body).into(),
            pace,
            got.call.clone(),
        ),
    };
    Ok(Answer::new(download, status, headers).of(got.call))
}
