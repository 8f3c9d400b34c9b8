//! [`Shown`]: a document that the portal shows.

use std::borrow::Cow;

use crate::documents::{Api, Endpoint};
use crate::others::Source;
use crate::state::State;

/// A document that the portal shows: one of the bank's own, or another.
#[derive(Clone, Copy)]
pub(super) struct Shown<'a> {
    pub(super) api: &'a Api,
    /// Where it comes from, if it is none of the bank's own.
    pub(super) source: Option<&'a Source>,
}

impl<'a> Shown<'a> {
    /// The document of an id.
    pub(super) fn find(state: &'a State, id: &str) -> Option<Self> {
        let own = state.documents.apis.iter().find(|api| api.id == id);
        let own = own.map(|api| Self { api, source: None });
        own.or_else(|| Self::others(state).find(|it| it.api.id == id))
    }

    /// Every document that is none of the bank's own.
    pub(super) fn others(state: &'a State) -> impl Iterator<Item = Self> {
        let apis = state.others.documents.apis.iter();
        apis.filter_map(|api| {
            let source = Some(state.others.source(api.id)?);
            Some(Self { api, source })
        })
    }

    /// Where it is read and tried.
    pub(super) fn page(&self) -> String {
        format!("/portal/documents/{}", self.api.id)
    }

    /// Where it is had as a file, with this sandbox as its server.
    pub(super) fn redirected_url(&self) -> String {
        format!("{}/document", self.page())
    }

    /// Where it is had as a file: the bank's own as published.
    pub(super) fn file_url(&self) -> String {
        match self.source {
            None => super::document_url(self.api),
            Some(_) => self.redirected_url(),
        }
    }

    /// What the file is called.
    pub(super) fn file(&self) -> Cow<'a, str> {
        match self.source {
            None => format!("{}.yaml", self.api.id).into(),
            Some(source) => source.file.as_str().into(),
        }
    }

    /// Its title; that of its file if it has none.
    pub(super) fn title(&self) -> Cow<'a, str> {
        match self.api.document.title.trim() {
            "" => self.file(),
            title => title.into(),
        }
    }

    /// Where an operation is called: its path on this sandbox, with its placeholders.
    pub(super) fn path(&self, endpoint: &Endpoint) -> String {
        let prefix = self.source.map_or("", |source| source.prefix.as_str());
        format!("{prefix}{}", endpoint.path)
    }

    /// Its operations in words.
    pub(super) fn count(&self) -> String {
        match self.api.endpoints.len() {
            0 => "No operations".to_owned(),
            1 => "1 operation".to_owned(),
            count => format!("{count} operations"),
        }
    }
}
