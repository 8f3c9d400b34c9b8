//! The form for a new rule: made of the table of kinds, so that it always fits.

use maud::{Markup, html};

use crate::faults::{FaultKind, FaultParameter, FaultPlace, Form, TOKEN};
use crate::lock::lock;
use crate::state::State;

/// Chooses a kind, then what the kind takes.
pub(super) fn form(state: &State, kind: FaultKind) -> Markup {
    html! {
        section.card aria-label="A new rule" {
            form.line method="get" action="/portal/faults" {
                div {
                    label for="kind" { "Kind" }
                    select #kind name="kind" data-submits="" {
                        @for it in FaultKind::ALL {
                            option value=(it.name()) selected[*it == kind] { (it.name()) }
                        }
                    }
                }
                button.quiet type="submit" { "Choose" }
            }
            p.soft { (kind.about()) }
            form method="post" action="/portal/faults" {
                input type="hidden" name="kind" value=(kind.name());
                div.fields {
                    @for parameter in kind.parameters() { (field(parameter)) }
                    (operations(state, kind))
                    (clients(state))
                    div {
                        label for="count" { "How often" }
                        input #count name="count" type="number" min="1" max="1000000" placeholder="each time";
                    }
                    div {
                        label for="probability" { "Probability" }
                        input #probability name="probability" type="number" min="0" max="1" step="0.000001" placeholder="1";
                    }
                }
                div.actions { button type="submit" { "Make the rule" } }
            }
        }
    }
}

fn field(parameter: &FaultParameter) -> Markup {
    let id = format!("parameter-{}", parameter.name);
    html! {
        div {
            label for=(id) { (parameter.name) }
            @match parameter.form {
                Form::Whole { least, most, default } => {
                    input id=(id) name=(parameter.name) type="number" min=(least) max=(most) placeholder=(default)
                        aria-describedby={ (id) "-about" };
                }
                Form::Word(words) => {
                    select id=(id) name=(parameter.name) aria-describedby={ (id) "-about" } {
                        @for (at, word) in words.iter().enumerate() {
                            // The first holds where none is chosen: a rule that leaves it out reads better.
                            option value=(if at == 0 { "" } else { word }) { (word) }
                        }
                    }
                }
            }
            p.small.soft id={ (id) "-about" } { (parameter.about) }
        }
    }
}

/// What the kind can act on, by name.
fn operations(state: &State, kind: FaultKind) -> Markup {
    let mut names = Vec::new();
    if kind.acts_on(FaultPlace::Operation) {
        let endpoints = state.documents.apis.iter().flat_map(|api| &api.endpoints);
        names.extend(endpoints.map(|it| it.id.to_string()));
    }
    if kind.acts_on(FaultPlace::Token) {
        names.push(TOKEN.to_owned());
    }
    if kind.acts_on(FaultPlace::Event) || kind.acts_on(FaultPlace::Delivery) {
        names.extend(state.documents.event_types());
    }
    html! {
        div {
            label for="operation" { "Operation or event" }
            select #operation name="operation" {
                option value="" { "all" }
                @for name in names { option value=(name) { (name) } }
            }
        }
    }
}

fn clients(state: &State) -> Markup {
    let registry = lock(&state.registry);
    html! {
        div {
            label for="client" { "Application" }
            select #client name="client" {
                option value="" { "all" }
                @for application in registry.applications() {
                    option value=(application.client_id) { (application.name) }
                }
            }
        }
    }
}
