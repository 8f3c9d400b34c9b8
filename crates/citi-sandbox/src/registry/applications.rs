//! [`Registry`]: the applications that the portal knows.

use std::collections::BTreeMap;

use citi_core::Secret;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;

use super::{Application, Webhook};
use crate::image::ImageError;
use crate::random::Random;
use crate::table::{Changes, Reader, Table};

/// How many webhooks an application may have.
const WEBHOOKS: usize = 16;

/// The applications that the portal knows, in the order of their registration.
#[derive(Default, Serialize, Deserialize)]
#[serde(from = "Written")]
pub(crate) struct Registry {
    /// By numbers that grow; those of removed ones are never given again.
    applications: Table<u64, Entry>,
    given: u64,
    /// The number of each id.
    #[serde(skip)]
    numbers: BTreeMap<String, u64>,
}

/// The registry in an image.
#[derive(Deserialize)]
struct Written {
    applications: Table<u64, Entry>,
    given: u64,
}

impl From<Written> for Registry {
    fn from(written: Written) -> Self {
        let Written {
            applications,
            given,
        } = written;
        let of = |(number, entry): (&u64, &Entry)| (entry.application.client_id.clone(), *number);
        Self {
            numbers: applications.iter().map(of).collect(),
            applications,
            given,
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Entry {
    #[serde(with = "Kept")]
    application: Application,
    webhooks: Vec<Webhook>,
}

/// An application in an image, its secret with it.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Application")]
struct Kept {
    client_id: String,
    client_secret: Secret,
    name: String,
    scopes: Vec<String>,
}

/// Why the registry refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RegistryError {
    #[error("no application has this id")]
    NoApplication,
    #[error("the application has no such webhook")]
    NoWebhook,
    #[error("the application has 16 webhooks already; remove one first")]
    TooManyWebhooks,
}

impl Registry {
    /// Registers an application. Its name is what its developer calls it, so two can have the same.
    pub(crate) fn register(
        &mut self,
        name: &str,
        scopes: Vec<String>,
        random: &mut Random,
    ) -> Application {
        let application = Application {
            client_id: format!("app-{}", random.hex("client id", 16)),
            client_secret: Secret::from(random.secret("client secret")),
            name: name.to_owned(),
            scopes,
        };
        let entry = Entry {
            application: application.clone(),
            webhooks: Vec::new(),
        };
        self.given = self.given.saturating_add(1);
        self.numbers
            .insert(application.client_id.clone(), self.given);
        self.applications.insert(self.given, entry);
        application
    }

    /// All applications.
    pub(crate) fn applications(&self) -> impl Iterator<Item = &Application> {
        self.applications.values().map(|entry| &entry.application)
    }

    /// The application of an id.
    pub(crate) fn application(&self, client_id: &str) -> Option<&Application> {
        self.of(client_id).map(|entry| &entry.application)
    }

    /// The application of an id, if the secret is its own.
    pub(crate) fn authenticate(&self, client_id: &str, secret: &Secret) -> Option<&Application> {
        self.application(client_id)
            .filter(|it| it.client_secret == *secret)
    }

    /// The webhooks of an application.
    pub(crate) fn webhooks(&self, client_id: &str) -> &[Webhook] {
        self.of(client_id).map_or(&[], |entry| &entry.webhooks)
    }

    /// Adds a webhook.
    ///
    /// # Errors
    /// No such application, or one with too many.
    pub(crate) fn add_webhook(
        &mut self,
        client_id: &str,
        url: Url,
        events: Vec<String>,
        random: &mut Random,
    ) -> Result<Webhook, RegistryError> {
        let entry = self.entry(client_id)?;
        if entry.webhooks.len() >= WEBHOOKS {
            return Err(RegistryError::TooManyWebhooks);
        }
        let webhook = Webhook {
            id: format!("wh-{}", random.hex("webhook id", 12)),
            url,
            events,
            secret: Secret::from(random.secret("webhook secret")),
            successor: None,
        };
        entry.webhooks.push(webhook.clone());
        Ok(webhook)
    }

    /// Removes a webhook; what it has not got yet is not sent any more.
    ///
    /// # Errors
    /// No such application or webhook.
    pub(crate) fn remove_webhook(
        &mut self,
        client_id: &str,
        id: &str,
    ) -> Result<(), RegistryError> {
        let entry = self.entry(client_id)?;
        let before = entry.webhooks.len();
        entry.webhooks.retain(|webhook| webhook.id != id);
        if entry.webhooks.len() == before {
            return Err(RegistryError::NoWebhook);
        }
        Ok(())
    }

    /// Gives an application other scopes. Tokens that are out keep theirs.
    ///
    /// # Errors
    /// No such application.
    pub(crate) fn set_scopes(
        &mut self,
        client_id: &str,
        scopes: Vec<String>,
    ) -> Result<(), RegistryError> {
        self.entry(client_id)?.application.scopes = scopes;
        Ok(())
    }

    /// Gives an application another secret; the old one is none at once.
    ///
    /// # Errors
    /// No such application.
    pub(crate) fn rotate_secret(
        &mut self,
        client_id: &str,
        random: &mut Random,
    ) -> Result<Application, RegistryError> {
        let entry = self.entry(client_id)?;
        entry.application.client_secret = Secret::from(random.secret("client secret"));
        Ok(entry.application.clone())
    }

    /// Removes an application with its webhooks.
    ///
    /// # Errors
    /// No such application.
    pub(crate) fn remove(&mut self, client_id: &str) -> Result<(), RegistryError> {
        let number = self.numbers.remove(client_id);
        let removed = number.and_then(|number| self.applications.remove(&number));
        removed.map(|_| ()).ok_or(RegistryError::NoApplication)
    }

    /// Gives a webhook another secret, which signs from the moment that is given back.
    ///
    /// # Errors
    /// No such application or webhook.
    pub(crate) fn rotate_webhook(
        &mut self,
        (client_id, id): (&str, &str),
        now: Timestamp,
        random: &mut Random,
    ) -> Result<(Webhook, Secret, Timestamp), RegistryError> {
        let entry = self.entry(client_id)?;
        let webhook = entry.webhooks.iter_mut().find(|it| it.id == id);
        let webhook = webhook.ok_or(RegistryError::NoWebhook)?;
        let secret = Secret::from(random.secret("webhook secret"));
        let from = webhook.rotate(secret.clone(), now);
        Ok((webhook.clone(), secret, from))
    }

    fn entry(&mut self, client_id: &str) -> Result<&mut Entry, RegistryError> {
        let number = self.numbers.get(client_id);
        let entry = number.and_then(|number| self.applications.get_mut(number));
        entry.ok_or(RegistryError::NoApplication)
    }

    fn of(&self, client_id: &str) -> Option<&Entry> {
        self.applications.get(self.numbers.get(client_id)?)
    }

    /// Gives what changed since this was last called.
    pub(crate) fn changes(&mut self, to: &mut Changes) {
        let Self {
            applications,
            given,
            // They follow from the applications.
            numbers: _,
        } = self;
        applications.changes("registry", to);
        to.single("registry", given);
    }

    /// What was written.
    ///
    /// # Errors
    /// It can't be read.
    pub(crate) fn read(from: &Reader) -> Result<Self, ImageError> {
        let written = Written {
            applications: Table::read("registry", from)?,
            given: from.single("registry")?,
        };
        Ok(written.into())
    }

    /// Every webhook with the id of its application.
    pub(crate) fn all_webhooks(&self) -> impl Iterator<Item = (&str, &Webhook)> {
        self.applications.values().flat_map(|entry| {
            let id = entry.application.client_id.as_str();
            entry.webhooks.iter().map(move |webhook| (id, webhook))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_own_secret_opens_an_application() {
        let mut random = Random::new(Some(7));
        let mut registry = Registry::default();
        let one = registry.register("One", vec![], &mut random);
        let other = registry.register("One", vec![], &mut random);
        assert_ne!(one.client_id, other.client_id);
        assert!(
            registry
                .authenticate(&one.client_id, &one.client_secret)
                .is_some()
        );
        assert!(
            registry
                .authenticate(&one.client_id, &other.client_secret)
                .is_none()
        );
        assert!(
            registry
                .authenticate("nobody", &one.client_secret)
                .is_none()
        );
    }

    #[test]
    fn another_secret_takes_the_place_of_the_first_and_who_is_removed_is_nobody() {
        let mut random = Random::new(Some(7));
        let mut registry = Registry::default();
        let old = registry.register("One", vec!["fx:read".to_owned()], &mut random);
        let id = old.client_id.as_str();
        let new = registry.rotate_secret(id, &mut random).unwrap();
        assert!(registry.authenticate(id, &old.client_secret).is_none());
        assert!(registry.authenticate(id, &new.client_secret).is_some());
        registry.set_scopes(id, vec![]).unwrap();
        assert!(registry.application(id).unwrap().scopes.is_empty());
        assert_eq!(registry.remove(id), Ok(()));
        assert_eq!(registry.remove(id), Err(RegistryError::NoApplication));
        assert!(registry.authenticate(id, &new.client_secret).is_none());
    }

    #[test]
    fn webhooks_come_and_go_and_have_a_bound() {
        let mut random = Random::new(Some(7));
        let mut registry = Registry::default();
        let one = registry.register("One", vec![], &mut random).client_id;
        let url = Url::parse("https://example.com").unwrap();
        let mut ids = Vec::new();
        for _ in 0..WEBHOOKS {
            let added = registry.add_webhook(&one, url.clone(), vec![], &mut random);
            ids.push(added.unwrap().id);
        }
        assert_eq!(
            registry.add_webhook(&one, url, vec![], &mut random).err(),
            Some(RegistryError::TooManyWebhooks)
        );
        assert_eq!(registry.remove_webhook(&one, &ids[0]), Ok(()));
        assert_eq!(
            registry.remove_webhook(&one, &ids[0]),
            Err(RegistryError::NoWebhook)
        );
        assert_eq!(registry.all_webhooks().count(), WEBHOOKS - 1);
    }
}
