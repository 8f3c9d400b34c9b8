//! The whole of `specs/portal.toml`.

use std::collections::BTreeMap;

use super::{Category, Defaults, Environment, Source};

/// The whole of `specs/portal.toml`: where documents come from, which of them make which
/// crate, and what the generator decides about them.
///
/// ```
/// use citi_codegen::portal::manifest::Manifest;
/// let manifest = Manifest::read("portal.toml", r#"
///     [portal]
///     url = "https://portal.example"
///
///     [[category]]
///     name = "rates"
///     crate = "citi-rates"
///     documents = ["rates"]
///     description = "Rates of exchange."
/// "#)?;
/// assert_eq!(manifest.categories[0].options("rates", &manifest.defaults).limit_group, "rates");
/// assert_eq!(manifest.portal.path_of("rates"), "/apidocs/redocusaurus/rates.yaml");
/// # Ok::<(), citi_codegen::portal::Problem>(())
/// ```
#[derive(Clone, Debug, PartialEq, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Where documents come from.
    pub portal: Source,
    /// Where the APIs are served, by the name of the environment: `sandbox`, `production`.
    #[serde(default)]
    pub environments: BTreeMap<String, Environment>,
    /// What holds for every category that does not say otherwise.
    #[serde(default)]
    pub defaults: Defaults,
    /// API categories; each becomes one crate.
    #[serde(rename = "category")]
    pub categories: Vec<Category>,
}

impl Manifest {
    /// The category `name`.
    #[must_use]
    pub fn category(&self, name: &str) -> Option<&Category> {
        self.categories
            .iter()
            .find(|category| category.name == name)
    }

    /// (category, document id) of every document, in the manifest's order.
    pub fn documents(&self) -> impl Iterator<Item = (&Category, &str)> {
        self.categories.iter().flat_map(|category| {
            category
                .documents
                .iter()
                .map(move |document| (category, document.as_str()))
        })
    }
}
