//! `pages` and `items`: the rest of a list.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{ImplItem, Item};

use super::example::{End, example};
use crate::emit::EmitError;
use crate::emit::client::operation::Context;
use crate::emit::client::table;
use crate::emit::tokens::{self, type_text};
use crate::lower::plan::{PageStep, PageWalk};

/// Gives the builder of a list its `pages` and `items`. Fields of a page may be called like
/// anything, so this comes when arguments have their names.
pub(in super::super) fn pages(
    file: &mut syn::File,
    context: &Context<'_>,
) -> Result<(), EmitError> {
    let Some(walk) = context
        .plan
        .paging
        .as_ref()
        .and_then(|paging| paging.walk.as_ref())
    else {
        return Ok(());
    };
    let methods = file
        .items
        .iter_mut()
        .find_map(|item| match item {
            Item::Impl(block) if block.trait_.is_none() => Some(&mut block.items),
            _ => None,
        })
        .ok_or_else(|| context.shape("the builder has no methods"))?;
    // Behind `send`, before what is private.
    let at = methods
        .iter()
        .position(|item| matches!(item, ImplItem::Fn(method) if method.sig.ident == "exchange"))
        .unwrap_or(methods.len());
    methods.splice(at..at, made(walk, context)?);
    Ok(())
}

fn made(walk: &PageWalk, context: &Context<'_>) -> Result<Vec<ImplItem>, EmitError> {
    let shape = |what| context.shape(what);
    let ty = |ty| -> Result<syn::Type, EmitError> {
        syn::parse_str(&type_text(ty, "types")).map_err(|error| shape(error.to_string()))
    };
    let page = ty(&walk.page)?;
    let operation = table::constant(context.plan).map_err(shape)?;
    let cursor = tokens::ident(&walk.cursor).map_err(shape)?;
    let from = if walk.cursor_required {
        quote!(self.#cursor.clone().ok())
    } else {
        quote!(self.#cursor.clone().ok().flatten())
    };
    let next = borrowed(&walk.next_cursor).map_err(shape)?;
    let docs = tokens::docs(&format!(
        "The pages of the list, one after the other: from `{}` on if it is set, else from the first.\n\n\
         A page is called for when it is asked for. Each is a call of its own and gives what\n\
         [`send`](Self::send) gives, an error too. After one, [`citi_core::Pages::cursor`] says where to go\n\
         on: set `{}` to it. See [`citi_core::Pages`].\n\n{}",
        walk.cursor,
        walk.cursor,
        example(context, End::Pages)
    ));
    let mut methods = vec![context.parse(quote! {
        #docs
        pub fn pages(self) -> citi_core::Pages<'a, #page> {
            pages::pages(
                &operations::#operation,
                #from,
                self,
                Self::#cursor,
                |call| Box::pin(call.send()),
                |page| #next,
            )
        }
    })?];
    if let Some((item, way)) = &walk.items {
        let item = ty(item)?;
        let list = owned(way).map_err(shape)?;
        let docs = tokens::docs(&format!(
            "What stands in the [`pages`](Self::pages) of the list, one after the other. See\n\
             [`citi_core::Items`].\n\n{}",
            example(context, End::Items)
        ));
        methods.push(context.parse(quote! {
            #docs
            pub fn items(self) -> citi_core::Items<'a, #item> {
                pages::items(self.pages(), |page| #list)
            }
        })?);
    }
    Ok(methods)
}

/// The text at the end of `steps`, borrowed from `page`: an `Option<&str>`.
fn borrowed(steps: &[PageStep]) -> Result<TokenStream, String> {
    let (way, rest) = straight(steps)?;
    Ok(match rest {
        None => quote!(Some(#way.as_str())),
        Some([]) => quote!(#way.as_deref()),
        Some(rest) if rest.iter().any(|step| step.optional) => {
            let rest = borrowed(rest)?;
            quote!(#way.as_ref().and_then(|page| #rest))
        }
        Some(rest) => {
            let (rest, _) = straight(rest)?;
            quote!(#way.as_ref().map(|page| #rest.as_str()))
        }
    })
}

/// The list at the end of `steps`, taken out of `page`; an empty one if it is not there.
fn owned(steps: &[PageStep]) -> Result<TokenStream, String> {
    let list = taken(steps)?;
    Ok(if steps.iter().any(|step| step.optional) {
        quote!(#list.unwrap_or_default())
    } else {
        list
    })
}

/// What is at the end of `steps`: an `Option` if any of them is optional.
fn taken(steps: &[PageStep]) -> Result<TokenStream, String> {
    let (way, rest) = straight(steps)?;
    let rest = match rest {
        None | Some([]) => return Ok(way),
        Some(rest) => rest,
    };
    let method = if rest.iter().any(|step| step.optional) {
        quote!(and_then)
    } else {
        quote!(map)
    };
    let rest = taken(rest)?;
    Ok(quote!(#way.#method(|page| #rest)))
}

/// `page.a.b` up to the first field that may be missing, and the steps behind that one; `None` if
/// none may be.
fn straight(steps: &[PageStep]) -> Result<(TokenStream, Option<&[PageStep]>), String> {
    let mut way = quote!(page);
    let mut rest = steps.iter();
    while let Some(step) = rest.next() {
        let field = tokens::ident(&step.ident)?;
        way = quote!(#way.#field);
        if step.optional {
            return Ok((way, Some(rest.as_slice())));
        }
    }
    Ok((way, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(text: &str) -> Vec<PageStep> {
        text.split('.')
            .map(|step| PageStep {
                ident: step.trim_end_matches('?').to_owned(),
                optional: step.ends_with('?'),
            })
            .collect()
    }

    fn text(made: fn(&[PageStep]) -> Result<TokenStream, String>, way: &str) -> String {
        made(&steps(way)).unwrap().to_string().replace(' ', "")
    }

    #[test]
    fn a_cursor_is_borrowed_through_what_may_be_missing() {
        for (way, code) in [
            ("next", "Some(page.next.as_str())"),
            ("next?", "page.next.as_deref()"),
            ("page.next?", "page.page.next.as_deref()"),
            (
                "page?.next",
                "page.page.as_ref().map(|page|page.next.as_str())",
            ),
            (
                "page?.next?",
                "page.page.as_ref().and_then(|page|page.next.as_deref())",
            ),
        ] {
            assert_eq!(text(borrowed, way), code, "{way}");
        }
    }

    #[test]
    fn a_list_is_taken_out_and_a_missing_one_is_empty() {
        for (way, code) in [
            ("things", "page.things"),
            ("things?", "page.things.unwrap_or_default()"),
            ("data.things", "page.data.things"),
            (
                "data?.things",
                "page.data.map(|page|page.things).unwrap_or_default()",
            ),
            (
                "data?.things?",
                "page.data.and_then(|page|page.things).unwrap_or_default()",
            ),
        ] {
            assert_eq!(text(owned, way), code, "{way}");
        }
    }
}
