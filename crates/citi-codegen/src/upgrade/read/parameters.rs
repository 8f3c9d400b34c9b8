//! The parameters of an operation, its path's among them, fitted to the path.

use std::collections::HashSet;

use crate::load::{Node, Pointer};
use crate::model::{Parameter, Place};
use crate::upgrade::refs::{Kind, Spot};
use crate::upgrade::rules::{
    u029_query_in_path, u031_undeclared_placeholder as undeclared, u032_parameter_not_in_path,
    u033_placeholder_similar, u036_duplicate_parameter, u059_member_of_another_shape as shape,
};

use super::Reader;
use super::path_item::Item;
use super::template::{Pair, Template};

/// What the list of parameters holds, the body's and the form's of 2.0 told apart.
#[derive(Default)]
pub(super) struct Inputs<'a> {
    /// Parameters.
    pub(super) parameters: Vec<Parameter>,
    /// `in: body`.
    pub(super) bodies: Vec<Spot<'a>>,
    /// `in: formData`.
    pub(super) forms: Vec<Spot<'a>>,
}

impl<'a> Reader<'a, '_> {
    /// What the operation at `spot` takes, and what its path says for all of its operations.
    pub(super) fn inputs(&mut self, item: &Item<'a>, spot: &Spot<'a>) -> Inputs<'a> {
        let mut own = Inputs::default();
        self.gather(spot, item, &mut own);
        let mut all = Inputs::default();
        for layer in &item.layers {
            self.gather(layer, item, &mut all);
        }
        let names: HashSet<(Place, String)> = own.parameters.iter().map(identity).collect();
        all.parameters
            .retain(|parameter| !names.contains(&identity(parameter)));
        all.parameters.append(&mut own.parameters);
        if !own.bodies.is_empty() {
            all.bodies = own.bodies;
        }
        let named = |spot: &Spot<'a>| spot.node.get("name").and_then(Node::as_str);
        all.forms
            .retain(|form| !own.forms.iter().any(|other| named(other) == named(form)));
        all.forms.append(&mut own.forms);
        all
    }

    fn gather(&mut self, owner: &Spot<'a>, item: &Item<'a>, inputs: &mut Inputs<'a>) {
        let Some(list) = owner.get("parameters") else {
            return;
        };
        for (index, node) in shape::list(list.node, &list.pointer, self.diagnostics)
            .iter()
            .enumerate()
        {
            let at = list.pointer.index(index);
            if !node.is_mapping() {
                shape::tell(node, &at, "a parameter", self.diagnostics);
                continue;
            }
            let Some(spot) = self.follow(Spot::new(node, at.clone()), Kind::Parameter) else {
                continue;
            };
            let before = inputs.parameters.len();
            self.sort(spot, &at, item, inputs);
            // Beside a reference a description goes before that of the target, as in 3.1.
            if let (Some(parameter), Some(_)) =
                (inputs.parameters.get_mut(before), node.get("$ref"))
                && let Some(text) = self.text(node, &at, "description")
            {
                parameter.description = Some(text);
            }
        }
    }

    /// Puts one entry of the list where it belongs.
    fn sort(&mut self, spot: Spot<'a>, at: &Pointer, item: &Item<'a>, inputs: &mut Inputs<'a>) {
        let place = spot
            .node
            .get("in")
            .and_then(Node::as_str)
            .unwrap_or_default();
        match place.trim().to_ascii_lowercase().as_str() {
            "body" => {
                self.syntax("in: body", false, at, spot.node.span);
                inputs.bodies.push(spot);
            }
            "formdata" | "form" => {
                self.syntax("in: formData", false, at, spot.node.span);
                inputs.forms.push(spot);
            }
            _ => {
                let Some(parameter) = self.parameter(&spot, &item.template.names) else {
                    return;
                };
                let known = inputs
                    .parameters
                    .iter()
                    .any(|other| identity(other) == identity(&parameter));
                if known {
                    let found = format!("the parameter `{}` is declared twice", parameter.name);
                    let rule = &u036_duplicate_parameter::RULE;
                    self.tell(rule, at, spot.node.span, found, "the first is taken");
                } else {
                    inputs.parameters.push(parameter);
                }
            }
        }
    }

    /// Fits the parameters to the path: every placeholder has one, and what the path's query
    /// says is among them.
    pub(super) fn fit(
        &mut self,
        template: &Template,
        declared: Vec<Parameter>,
        spot: &Spot<'a>,
    ) -> Vec<Parameter> {
        let mut parameters = declared;
        self.fit_query(template, &mut parameters, spot);
        for name in &template.names {
            let has =
                |parameter: &Parameter| parameter.place == Place::Path && parameter.name == *name;
            if parameters.iter().any(has) {
                continue;
            }
            let similar = parameters.iter_mut().find(|parameter| {
                parameter.place == Place::Path
                    && !template.names.contains(&parameter.name)
                    && u033_placeholder_similar::similar(&parameter.name, name)
            });
            if let Some(parameter) = similar {
                let found = format!(
                    "the parameter `{}` is spelled `{name}` in the path",
                    parameter.name
                );
                let (rule, at) = (&u033_placeholder_similar::RULE, parameter.pointer.clone());
                parameter.name.clone_from(name);
                let span = parameter.span;
                self.tell(rule, &at, span, found, "the name in the path is taken");
            } else {
                parameters.push(undeclared::declare(
                    name,
                    &spot.pointer,
                    spot.node.span,
                    self.diagnostics,
                ));
            }
        }
        let mut kept = Vec::with_capacity(parameters.len());
        for parameter in parameters {
            if parameter.place == Place::Path && !template.names.contains(&parameter.name) {
                let found = format!("the path has no placeholder `{{{}}}`", parameter.name);
                let rule = &u032_parameter_not_in_path::RULE;
                self.tell(
                    rule,
                    &parameter.pointer,
                    parameter.span,
                    found,
                    "the parameter is left out",
                );
            } else {
                kept.push(parameter);
            }
        }
        kept
    }

    fn fit_query(&mut self, template: &Template, parameters: &mut Vec<Parameter>, spot: &Spot<'a>) {
        let (at, span) = (&spot.pointer, spot.node.span);
        for pair in &template.query {
            let (name, required) = match pair {
                Pair::Fixed(name, _) | Pair::Open(name, _) => (name, true),
                Pair::Optional(name) => (name, false),
            };
            if let Pair::Open(_, placeholder) = pair
                && !template.names.contains(placeholder)
                && let Some(parameter) = parameters.iter_mut().find(|parameter| {
                    parameter.place == Place::Path && parameter.name == *placeholder
                })
            {
                parameter.place = Place::Query;
                parameter.style = crate::model::Style::Form;
                parameter.name.clone_from(name);
                continue;
            }
            let at_hand = parameters
                .iter_mut()
                .find(|parameter| parameter.place == Place::Query && parameter.name == *name);
            match (pair, at_hand) {
                (Pair::Fixed(_, value), Some(parameter)) => {
                    let value = Node::string(value, span);
                    parameter.required = true;
                    parameter.schema.default.get_or_insert(value);
                }
                (_, Some(_)) => {}
                (pair, None) => {
                    let mut parameter = undeclared::text(name, Place::Query, required, at, span);
                    if let Pair::Fixed(_, value) = pair {
                        let value = Node::string(value, span);
                        parameter.allow_empty = value.as_str() == Some("");
                        parameter.schema.default = Some(value.clone());
                        parameter.schema.values = Some(vec![value]);
                        parameter.description = Some(u029_query_in_path::RULE.title.to_owned());
                    }
                    parameters.push(parameter);
                }
            }
        }
    }
}

/// What must be unique: the names of headers are the same in any case.
fn identity(parameter: &Parameter) -> (Place, String) {
    let name = match parameter.place {
        Place::Header => parameter.name.to_ascii_lowercase(),
        _ => parameter.name.clone(),
    };
    (parameter.place, name)
}

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::document;

    #[test]
    fn parameters_of_components_are_followed() {
        let document = document(
            r##"{"openapi":"3.1.0","paths":{"/a":{"get":{"parameters":[{"$ref":"#/components/parameters/P","description":"here"},{"$ref":"#/components/parameters/Q"}],
              "responses":{"200":{"description":""}}}}},"components":{"parameters":{
              "P":{"name":"p","in":"query","description":"there","schema":{"type":"string"}},"Q":{"name":"q","in":"query","description":"there","schema":{"type":"string"}}}}}"##,
        );
        let texts: Vec<_> = document.operations[0]
            .parameters
            .iter()
            .map(|p| p.description.as_deref())
            .collect();
        assert_eq!(texts, [Some("here"), Some("there")]);
    }
}
