//! The list of the rules.

use super::Rule;

const RULES: &[Rule] = &[
    super::u001_not_a_description::RULE,
    super::u002_unsupported_version::RULE,
    super::u003_mixed_syntax::RULE,
    super::u004_crooked_reference::RULE,
    super::u005_lost_reference::RULE,
    super::u006_external_reference::RULE,
    super::u007_reference_circle::RULE,
    super::u008_reference_not_text::RULE,
    super::u009_unnamed_target::RULE,
    super::u010_reference_of_another_kind::RULE,
    super::u011_flag_as_text::RULE,
    super::u012_number_as_text::RULE,
    super::u013_bound_unreadable::RULE,
    super::u014_text_of_another_shape::RULE,
    super::u015_schema_as_type_name::RULE,
    super::u016_schema_unreadable::RULE,
    super::u017_type_alias::RULE,
    super::u018_type_unknown::RULE,
    super::u019_required_on_property::RULE,
    super::u020_exclusive_without_bound::RULE,
    super::u021_enum_not_a_list::RULE,
    super::u022_value_of_another_type::RULE,
    super::u023_default_dropped::RULE,
    super::u024_combination_entry::RULE,
    super::u025_tuple_items::RULE,
    super::u026_discriminator_arm::RULE,
    super::u027_example_unreadable::RULE,
    super::u028_path_without_slash::RULE,
    super::u029_query_in_path::RULE,
    super::u030_fragment_in_path::RULE,
    super::u031_undeclared_placeholder::RULE,
    super::u032_parameter_not_in_path::RULE,
    super::u033_placeholder_similar::RULE,
    super::u034_path_parameter_optional::RULE,
    super::u035_parameter_place::RULE,
    super::u036_duplicate_parameter::RULE,
    super::u037_name_with_blanks::RULE,
    super::u038_placeholder_decorated::RULE,
    super::u039_duplicate_path::RULE,
    super::u040_path_item_unreadable::RULE,
    super::u041_method_unknown::RULE,
    super::u042_several_bodies::RULE,
    super::u043_body_without_content::RULE,
    super::u044_media_name::RULE,
    super::u045_media_assumed::RULE,
    super::u046_form_media::RULE,
    super::u047_no_responses::RULE,
    super::u048_status_spelling::RULE,
    super::u049_status_unreadable::RULE,
    super::u050_status_twice::RULE,
    super::u051_scheme_undefined::RULE,
    super::u052_scheme_spelling::RULE,
    super::u053_scheme_unreadable::RULE,
    super::u054_token_address::RULE,
    super::u055_server_spelling::RULE,
    super::u056_server_placeholder::RULE,
    super::u057_internal_server::RULE,
    super::u058_base_path_repeats::RULE,
    super::u059_member_of_another_shape::RULE,
    super::u060_body_left_out::RULE,
];

/// All rules, by code.
///
/// ```
/// use citi_codegen::upgrade::rules;
/// assert_eq!(rules::all()[0].code.0, "U001");
/// ```
#[must_use]
pub fn all() -> &'static [Rule] {
    RULES
}

/// The rule with this code, in capital or small letters.
///
/// ```
/// use citi_codegen::upgrade::rules;
/// assert!(rules::find("u005").is_some());
/// assert!(rules::find("U999").is_none());
/// ```
#[must_use]
pub fn find(code: &str) -> Option<&'static Rule> {
    RULES
        .iter()
        .find(|rule| rule.code.0.eq_ignore_ascii_case(code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;

    #[test]
    fn codes_are_in_order_and_texts_are_there() {
        for (at, rule) in all().iter().enumerate() {
            assert_eq!(rule.code.0, format!("U{:03}", at + 1));
            assert!(
                rule.title.len() > 10 && !rule.title.ends_with('.'),
                "{}",
                rule.code
            );
            assert!(
                rule.explanation.len() > 60 && rule.explanation.ends_with('.'),
                "{}",
                rule.code
            );
            let needs_a_remedy = rule.severity != Severity::Note;
            assert_eq!(!rule.remedy.is_empty(), needs_a_remedy, "{}", rule.code);
        }
    }
}
