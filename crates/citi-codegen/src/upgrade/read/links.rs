//! Following references.

use crate::load::{Node, Pointer, Span};
use crate::upgrade::refs::{Kind, Spelled, Spot, spell};
use crate::upgrade::rules::{
    u004_crooked_reference, u005_lost_reference, u006_external_reference, u007_reference_circle,
    u008_reference_not_text,
};

use super::Reader;

/// More references in a row than any document has; beyond it they lead in a circle.
const LONGEST_CHAIN: usize = 64;

/// What a lookup gave.
enum Found<'a> {
    /// The place, spelled as the standard asks.
    Regular(Spot<'a>),
    /// The only place that can be meant.
    Crooked(Spot<'a>),
    /// Nothing.
    Lost,
    /// Another document.
    External,
}

impl<'a> Reader<'a, '_> {
    /// The place that the text `reference` means, or `None` after telling why not.
    pub(super) fn find(
        &mut self,
        reference: &str,
        kind: Kind,
        at: &Pointer,
        span: Span,
    ) -> Option<Spot<'a>> {
        let noun = kind.noun();
        match self.lookup(reference, kind) {
            Found::Regular(spot) => Some(spot),
            Found::Crooked(spot) => {
                let found = format!("the reference `{reference}` is spelled crookedly");
                let done = format!("it is taken as `#{}`", spot.pointer);
                self.tell(&u004_crooked_reference::RULE, at, span, found, done);
                Some(spot)
            }
            Found::Lost => {
                let found = format!("the {noun} `{reference}` does not exist");
                self.tell(&u005_lost_reference::RULE, at, span, found, lost(kind));
                None
            }
            Found::External => {
                let found = format!("the {noun} `{reference}` is in another document");
                self.tell(&u006_external_reference::RULE, at, span, found, lost(kind));
                None
            }
        }
    }

    /// The place that the text `reference` means, without telling anything.
    pub(super) fn peek(&mut self, reference: &str, kind: Kind) -> Option<Spot<'a>> {
        match self.lookup(reference, kind) {
            Found::Regular(spot) | Found::Crooked(spot) => Some(spot),
            Found::Lost | Found::External => None,
        }
    }

    /// Follows `$ref` until a place that says something itself.
    pub(super) fn follow(&mut self, spot: Spot<'a>, kind: Kind) -> Option<Spot<'a>> {
        let (origin, span) = (spot.pointer.clone(), spot.node.span);
        let mut spot = spot;
        for _ in 0..LONGEST_CHAIN {
            let Some(node) = spot.node.get("$ref") else {
                return Some(spot);
            };
            let reference = self.reference_text(node, &spot.pointer)?;
            spot = self.find(reference, kind, &spot.pointer, node.span)?;
        }
        let found = format!("the references to a {} lead in a circle", kind.noun());
        self.tell(
            &u007_reference_circle::RULE,
            &origin,
            span,
            found,
            lost(kind),
        );
        None
    }

    /// The text of a `$ref`, or `None` after telling that it has none.
    pub(super) fn reference_text(&mut self, node: &'a Node, at: &Pointer) -> Option<&'a str> {
        let text = node.as_str();
        if text.is_none() {
            let found = format!("the reference is {}", node.to_json());
            let rule = &u008_reference_not_text::RULE;
            self.tell(rule, at, node.span, found, "it refers to nothing");
        }
        text
    }

    fn lookup(&mut self, reference: &str, kind: Kind) -> Found<'a> {
        match spell(reference) {
            Spelled::External => Found::External,
            Spelled::Name(name) => self
                .in_sections(kind, std::slice::from_ref(&name))
                .or_else(|| self.index.anchor(self.root, &name))
                .map_or(Found::Lost, |spot| {
                    if reference.starts_with('#') && spot.node.get("$anchor").is_some() {
                        Found::Regular(spot)
                    } else {
                        Found::Crooked(spot)
                    }
                }),
            Spelled::Place { tokens, regular } => {
                if let Some(spot) = self.index.walk(self.root, &tokens, false) {
                    return if regular {
                        Found::Regular(spot)
                    } else {
                        Found::Crooked(spot)
                    };
                }
                let inside = match tokens.as_slice() {
                    [first, _, rest @ ..] if first == "components" => rest,
                    [_, rest @ ..] => rest,
                    [] => &[],
                };
                let moved = if inside.is_empty() {
                    None
                } else {
                    self.in_sections(kind, inside)
                };
                moved
                    .or_else(|| self.index.walk(self.root, &tokens, true))
                    .map_or(Found::Lost, Found::Crooked)
            }
        }
    }

    /// The place that `tokens` lead to from one of the sections of `kind`.
    fn in_sections(&mut self, kind: Kind, tokens: &[String]) -> Option<Spot<'a>> {
        for loose in [false, true] {
            for section in kind.sections() {
                let path: Vec<&str> = section
                    .iter()
                    .copied()
                    .chain(tokens.iter().map(String::as_str))
                    .collect();
                if let Some(spot) = self.index.walk(self.root, &path, loose) {
                    return Some(spot);
                }
            }
        }
        None
    }
}

fn lost(kind: Kind) -> &'static str {
    match kind {
        Kind::Schema => "any value is allowed",
        Kind::Response | Kind::Header => "nothing is known of it",
        Kind::Parameter | Kind::Body | Kind::Example | Kind::PathItem | Kind::Scheme => {
            "it is left out"
        }
    }
}
