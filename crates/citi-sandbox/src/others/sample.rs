//! Samples of what requests to another document hold.

use citi_codegen::model::{Document, Media, Parameter};

use super::Others;
use super::answer::{body, line};
use super::invent::{Inventor, read};
use crate::gate::Checker;

impl Others {
    fn inventor<'a>(&'a self, document: &'a Document) -> Inventor<'a> {
        let patterns = &self.documents.patterns;
        Inventor {
            checker: Checker { document, patterns },
        }
    }

    /// A value of a parameter as it stands in a request: its example if that is valid, else one made of its schema.
    pub(crate) fn sample(&self, document: &Document, parameter: &Parameter) -> String {
        let inventor = self.inventor(document);
        let given = parameter.examples.iter();
        let mut given = given.filter_map(|example| read(&example.value));
        let valid = given.find(|value| inventor.is_valid(&parameter.schema, value));
        line(&valid.unwrap_or_else(|| inventor.value(&parameter.schema)))
    }

    /// The same of a body.
    pub(crate) fn sample_body(&self, document: &Document, media: &Media) -> Option<String> {
        let bytes = body(media, &self.inventor(document))?;
        String::from_utf8(bytes).ok()
    }
}
