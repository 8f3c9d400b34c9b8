//! A document's id as a Rust module.

use heck::ToSnakeCase;

/// A document's id as the name of a Rust module.
///
/// ```
/// use citi_codegen::portal::manifest::module_name;
/// assert_eq!(module_name("WorldLink_V5_api"), "world_link_v5_api");
/// assert_eq!(module_name("2fa"), "api_2fa");
/// assert_eq!(module_name("move"), "move_");
/// assert_eq!(module_name("types"), "types_");
/// assert_eq!(module_name("Security"), "security_");
/// ```
#[must_use]
pub fn module_name(id: &str) -> String {
    let snake: String = id
        .to_snake_case()
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '_')
        .collect();
    // Rust's words, and the modules that every generated crate has.
    let taken = syn::parse_str::<syn::Ident>(&snake).is_err()
        || matches!(
            snake.as_str(),
            "builder"
                | "client"
                | "ext"
                | "generated"
                | "headers"
                | "operations"
                | "security"
                | "types"
        );
    match snake.chars().next() {
        None => "api".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("api_{snake}"),
        Some(_) if taken => format!("{snake}_"),
        Some(_) => snake,
    }
}
