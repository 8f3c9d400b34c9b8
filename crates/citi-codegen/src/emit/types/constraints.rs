//! Rules as a sentence for people.

use crate::lower::plan::Rule;

/// What the rules demand, as one sentence; empty if they demand nothing.
pub(super) fn text(rules: &[Rule], item_rules: &[Rule]) -> String {
    let mut parts: Vec<String> = rules.iter().filter_map(one).collect();
    let items: Vec<String> = item_rules.iter().filter_map(one).collect();
    if !items.is_empty() {
        parts.push(format!("each item {}", items.join(", ")));
    }
    if parts.is_empty() {
        return String::new();
    }
    format!("When sent: {}.", parts.join(", "))
}

fn one(rule: &Rule) -> Option<String> {
    Some(match rule {
        Rule::MinLength(least) => format!("at least {least} characters"),
        Rule::MaxLength(most) => format!("at most {most} characters"),
        Rule::Pattern(pattern) => {
            if pattern.len() > 80 || pattern.contains(['`', '\n', '\r']) {
                return None;
            }
            format!("matching `{pattern}`")
        }
        Rule::OneOf(values) => {
            let listed: Vec<String> = values
                .iter()
                .filter(|value| !value.contains(['`', '\n']))
                .take(12)
                .map(|value| format!("`{value}`"))
                .collect();
            format!(
                "one of {}{}",
                listed.join(", "),
                if listed.len() < values.len() {
                    ", …"
                } else {
                    ""
                }
            )
        }
        Rule::Minimum { value, exclusive } => format!(
            "{} {value}",
            if *exclusive { "more than" } else { "at least" }
        ),
        Rule::Maximum { value, exclusive } => format!(
            "{} {value}",
            if *exclusive { "less than" } else { "at most" }
        ),
        Rule::MultipleOf(step) => format!("a multiple of {step}"),
        Rule::MinItems(least) => format!("at least {least} items"),
        Rule::MaxItems(most) => format!("at most {most} items"),
        Rule::UniqueItems => "no item twice".to_owned(),
        Rule::MinProperties(least) => format!("at least {least} members"),
        Rule::MaxProperties(most) => format!("at most {most} members"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_read_as_a_sentence() {
        let rules = [Rule::MinLength(1), Rule::MaxLength(35)];
        assert_eq!(
            text(&rules, &[]),
            "When sent: at least 1 characters, at most 35 characters."
        );
        assert_eq!(
            text(&[], &[Rule::Pattern("^A$".to_owned())]),
            "When sent: each item matching `^A$`."
        );
        assert_eq!(text(&[], &[]), "");
    }
}
