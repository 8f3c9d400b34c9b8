//! The hand-written part of a crate that is new: a beginning that its owner goes on from.

use std::collections::BTreeMap;

use crate::portal::manifest::Category;

/// The files of a new crate beside what is generated; nobody overwrites them later.
pub(super) fn skeleton(category: &Category) -> BTreeMap<String, String> {
    BTreeMap::from([
        ("Cargo.toml".to_owned(), manifest(category)),
        ("src/lib.rs".to_owned(), lib(category)),
    ])
}

fn manifest(category: &Category) -> String {
    let name = &category.package;
    let description = toml::Value::from(category.description.as_str());
    format!(
        "[package]\n\
         name = \"{name}\"\n\
         description = {description}\n\
         version.workspace = true\n\
         edition.workspace = true\n\
         rust-version.workspace = true\n\
         license.workspace = true\n\
         publish.workspace = true\n\
         \n\
         [lints]\n\
         workspace = true\n\
         \n\
         [dependencies]\n\
         citi-core.workspace = true\n\
         reqwest.workspace = true\n\
         serde.workspace = true\n\
         serde_json.workspace = true\n"
    )
}

fn lib(category: &Category) -> String {
    let description: Vec<&str> = category.description.split_whitespace().collect();
    format!(
        "//! {}\n\
         \n\
         // rustfmt would undo what the generator writes, and the check would find it.\n\
         #[rustfmt::skip]\n\
         mod generated;\n\
         \n\
         pub use generated::*;\n",
        description.join(" ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portal::manifest::Manifest;

    #[test]
    fn a_new_crate_is_a_member_of_this_workspace() {
        let manifest = Manifest::read(
            "portal.toml",
            include_str!("../portal/manifest/example.toml"),
        );
        let manifest = manifest.unwrap();
        let files = skeleton(manifest.category("fx").unwrap());
        let cargo: toml::Table = files["Cargo.toml"].parse().unwrap();
        assert_eq!(cargo["package"]["name"].as_str(), Some("citi-fx"));
        assert_eq!(
            cargo["dependencies"]["citi-core"]["workspace"].as_bool(),
            Some(true)
        );
        assert!(files["src/lib.rs"].starts_with("//! Rates of exchange.\n"));
        assert!(syn::parse_file(&files["src/lib.rs"]).is_ok());
    }
}
