//! Rules → the constants that the runtime's checks read.

use proc_macro2::{Delimiter, Literal, TokenStream, TokenTree};
use quote::quote;

use crate::lower::plan::Rule;

/// The rules as an expression of type `&'static [citi_core::support::check::Rule]`, with
/// absolute paths.
///
/// ```
/// use citi_codegen::{emit::rules, lower::plan::Rule};
/// let tokens = rules::tokens(&[Rule::MinLength(1)]).to_string();
/// assert!(tokens.contains("Rule :: MinLength (1)"));
/// ```
#[must_use]
pub fn tokens(rules: &[Rule]) -> TokenStream {
    let check = quote!(::citi_core::support::check);
    let rules = rules.iter().map(|one| rule(one, &check));
    quote!(&[#(#rules),*])
}

/// As [`tokens`], each printed, where `check` is the module of the checks.
pub(crate) fn texts(rules: &[Rule]) -> Vec<String> {
    let check = quote!(check);
    let text = |one: &Rule| {
        let mut out = String::new();
        close(rule(one, &check), &mut out);
        out
    };
    rules.iter().map(text).collect()
}

/// Tokens of an expression without operators or keywords: nothing but a comma is followed by a blank.
fn close(tokens: TokenStream, out: &mut String) {
    let mut after_comma = false;
    for tree in tokens {
        if std::mem::take(&mut after_comma) {
            out.push(' ');
        }
        match tree {
            TokenTree::Group(group) => {
                let (opens, closes) = match group.delimiter() {
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                out.push_str(opens);
                close(group.stream(), out);
                out.push_str(closes);
            }
            TokenTree::Punct(punct) => {
                out.push(punct.as_char());
                after_comma = punct.as_char() == ',';
            }
            TokenTree::Ident(ident) => out.push_str(&ident.to_string()),
            TokenTree::Literal(literal) => out.push_str(&literal.to_string()),
        }
    }
}

fn rule(rule: &Rule, check: &TokenStream) -> TokenStream {
    let variant = match rule {
        Rule::MinLength(bound) => {
            let bound = Literal::u64_unsuffixed(*bound);
            quote!(MinLength(#bound))
        }
        Rule::MaxLength(bound) => {
            let bound = Literal::u64_unsuffixed(*bound);
            quote!(MaxLength(#bound))
        }
        Rule::Pattern(pattern) => quote!(Pattern(#pattern)),
        Rule::OneOf(texts) => quote!(OneOf(&[#(#texts),*])),
        Rule::Minimum { value, exclusive } => quote!(Minimum(#value, #exclusive)),
        Rule::Maximum { value, exclusive } => quote!(Maximum(#value, #exclusive)),
        Rule::MultipleOf(value) => quote!(MultipleOf(#value)),
        Rule::MinItems(bound) => {
            let bound = Literal::u64_unsuffixed(*bound);
            quote!(MinItems(#bound))
        }
        Rule::MaxItems(bound) => {
            let bound = Literal::u64_unsuffixed(*bound);
            quote!(MaxItems(#bound))
        }
        Rule::UniqueItems => quote!(UniqueItems),
        Rule::MinProperties(bound) => {
            let bound = Literal::u64_unsuffixed(*bound);
            quote!(MinProperties(#bound))
        }
        Rule::MaxProperties(bound) => {
            let bound = Literal::u64_unsuffixed(*bound);
            quote!(MaxProperties(#bound))
        }
    };
    quote!(#check::Rule::#variant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_an_expression() {
        let all = [
            Rule::MinLength(1),
            Rule::MaxLength(35),
            Rule::Pattern("^\"a\\d$".to_owned()),
            Rule::OneOf(vec!["1".to_owned(), "2".to_owned()]),
            Rule::Minimum {
                value: "0.01".to_owned(),
                exclusive: false,
            },
            Rule::Maximum {
                value: "9".to_owned(),
                exclusive: true,
            },
            Rule::MultipleOf("0.5".to_owned()),
            Rule::MinItems(1),
            Rule::MaxItems(2),
            Rule::UniqueItems,
            Rule::MinProperties(1),
            Rule::MaxProperties(2),
        ];
        let expression: syn::ExprReference = syn::parse2(tokens(&all)).unwrap();
        let syn::Expr::Array(array) = *expression.expr else {
            panic!("rules are an array");
        };
        assert_eq!(array.elems.len(), all.len());
    }

    #[test]
    fn a_bound_keeps_its_digits_and_its_exclusiveness() {
        let tokens = tokens(&[Rule::Maximum {
            value: "100.00".to_owned(),
            exclusive: true,
        }]);
        assert!(tokens.to_string().contains(r#"Maximum ("100.00" , true)"#));
    }
}
