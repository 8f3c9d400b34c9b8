//! A crate of its own around generated code.

use std::path::Path;

use super::{EmitError, Files, files::crate_ident};
use crate::lower::plan::CratePlan;

/// The files of a crate `name` that holds `generated` (paths relative to `src/generated`) and
/// depends on the `citi-core` at `citi_core`: `Cargo.toml`, `src/lib.rs`, `src/generated/…`.
///
/// The manifest has no `[workspace]` table, so that the crate can be a member of one.
///
/// # Errors
/// [`EmitError::Syntax`] if `name` can't be the name of a crate.
pub fn crate_files(
    name: &str,
    plan: &CratePlan,
    generated: Files,
    citi_core: &Path,
) -> Result<Files, EmitError> {
    super::tokens::ident(&crate_ident(name)).map_err(|message| EmitError::Syntax {
        place: "Cargo.toml".to_owned(),
        message,
    })?;
    let mut files: Files = generated
        .into_iter()
        .map(|(path, text)| (format!("src/generated/{path}"), text))
        .collect();
    files.insert("Cargo.toml".to_owned(), manifest(name, citi_core));
    files.insert("src/lib.rs".to_owned(), lib(plan));
    Ok(files)
}

fn manifest(name: &str, citi_core: &Path) -> String {
    let citi_core = toml::Value::String(citi_core.display().to_string());
    format!(
        "[package]\n\
         name = \"{name}\"\n\
         version = \"0.1.0\"\n\
         edition = \"2024\"\n\
         publish = false\n\
         \n\
         [dependencies]\n\
         citi-core = {{ path = {citi_core} }}\n\
         reqwest = {{ version = \"0.13\", default-features = false }}\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\n\
         serde_json = \"1\"\n"
    )
}

fn lib(plan: &CratePlan) -> String {
    let titles = plan
        .modules
        .iter()
        .map(|module| format!("//! - {}\n", super::prose::first_line(&module.title)))
        .collect::<String>();
    format!(
        "//! A client, generated from these documents:\n//!\n{titles}\n\
         #![warn(missing_docs)]\n\n\
         #[rustfmt::skip]\n\
         mod generated;\n\n\
         pub use generated::*;\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> CratePlan {
        CratePlan {
            name: "scratch".to_owned(),
            modules: Vec::new(),
        }
    }

    #[test]
    fn a_path_with_quotes_stays_one_toml_string() {
        let files = crate_files("scratch", &plan(), Files::new(), Path::new("/a\"b\\c")).unwrap();
        let manifest: toml::Table = files["Cargo.toml"].parse().unwrap();
        let path = manifest["dependencies"]["citi-core"]["path"].as_str();
        assert_eq!(path, Some("/a\"b\\c"));
    }

    #[test]
    fn a_name_that_is_none_is_refused() {
        assert!(crate_files("a b", &plan(), Files::new(), Path::new("/x")).is_err());
    }
}
