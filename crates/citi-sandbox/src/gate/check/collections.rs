//! Lists and objects.

use citi_codegen::model::{Additional, Schema};
use indexmap::IndexMap;

use super::place::Place;
use super::same::equal;
use super::value::{Checker, MOST, REFERENCES};
use super::{Data, Fault};

impl Checker<'_> {
    pub(super) fn items(
        &self,
        schema: &Schema,
        items: &[Data],
        place: &Place<'_>,
        faults: &mut Vec<Fault>,
    ) {
        let count = items.len() as u64;
        let mut tell = |issue: String| {
            faults.push(Fault {
                field: place.to_string(),
                issue,
            });
        };
        if let Some(least) = schema.min_items.filter(|least| count < *least) {
            tell(format!("must have at least {least} entries"));
        }
        if let Some(most) = schema.max_items.filter(|most| count > *most) {
            tell(format!("must have at most {most} entries"));
        }
        if schema.unique_items
            && items
                .iter()
                .enumerate()
                .any(|(at, item)| items.iter().take(at).any(|it| equal(it, item)))
        {
            tell("must not hold an entry twice".to_owned());
        }
        for (at, item) in items.iter().enumerate() {
            if let Some(inner) = schema.prefix_items.get(at).or(schema.items.as_deref()) {
                self.at(inner, item, &Place::Entry(place, at), REFERENCES, faults);
            }
            if faults.len() >= MOST {
                return;
            }
        }
    }

    pub(super) fn members(
        &self,
        schema: &Schema,
        members: &IndexMap<String, Data>,
        place: &Place<'_>,
        faults: &mut Vec<Fault>,
    ) {
        for name in schema
            .required
            .iter()
            .filter(|it| !members.contains_key(*it))
        {
            faults.push(Fault {
                field: Place::Member(place, name).to_string(),
                issue: "is required".to_owned(),
            });
        }
        let count = members.len() as u64;
        if schema.min_properties.is_some_and(|least| count < least)
            || schema.max_properties.is_some_and(|most| count > most)
        {
            faults.push(Fault {
                field: place.to_string(),
                issue: "has too few or too many properties".to_owned(),
            });
        }
        for (name, value) in members {
            let place = Place::Member(place, name);
            let mut known = false;
            if let Some(inner) = schema.properties.get(name) {
                known = true;
                self.at(inner, value, &place, REFERENCES, faults);
            }
            for (pattern, inner) in &schema.pattern_properties {
                if self.patterns.fits(pattern, name) {
                    known = true;
                    self.at(inner, value, &place, REFERENCES, faults);
                }
            }
            match &schema.additional {
                Additional::Forbidden if !known => faults.push(Fault {
                    field: place.to_string(),
                    issue: "is not known here".to_owned(),
                }),
                Additional::Schema(inner) if !known => {
                    self.at(inner, value, &place, REFERENCES, faults);
                }
                _ => {}
            }
            if faults.len() >= MOST {
                return;
            }
        }
    }
}
