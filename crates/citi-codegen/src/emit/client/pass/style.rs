//! How a value becomes text, in the runtime's words.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::Style;

/// `wire::Style::…`.
pub(super) fn style(style: Style) -> TokenStream {
    let variant = match style {
        Style::Simple => quote!(Simple),
        Style::Form => quote!(Form),
        Style::Label => quote!(Label),
        Style::Matrix => quote!(Matrix),
        Style::SpaceDelimited => quote!(Space),
        Style::PipeDelimited => quote!(Pipe),
        Style::TabDelimited => quote!(Tab),
        Style::DeepObject => quote!(Deep),
    };
    quote!(wire::Style::#variant)
}
