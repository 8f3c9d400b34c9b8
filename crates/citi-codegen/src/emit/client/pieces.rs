//! progenitor's code for one operation, taken apart.

use syn::{File, ImplItem, ImplItemFn, Item, ItemImpl, ItemStruct};

use super::slots;
use super::steps::Steps;

/// What progenitor made of one operation, as the passes work on it.
pub(super) struct Pieces {
    /// The builder.
    pub(super) builder: ItemStruct,
    /// `impl` of the builder: `new` and the setters.
    pub(super) methods: ItemImpl,
    /// progenitor's `send`, without its body.
    pub(super) exchange: ImplItemFn,
    /// The body of `send`.
    pub(super) steps: Steps,
    /// Further items of the builder's file.
    pub(super) extra: Vec<Item>,
}

impl Pieces {
    /// Takes `file` apart; what is missing, if it has another shape.
    pub(super) fn take(file: File) -> Result<Self, String> {
        let mut builder = None;
        let mut methods = None;
        for item in file.items {
            match item {
                Item::Mod(module) if module.ident == "builder" => {
                    for item in module.content.map(|(_, items)| items).unwrap_or_default() {
                        match item {
                            Item::Struct(item) if item.ident == slots::BUILDER => {
                                builder = Some(item);
                            }
                            Item::Impl(item) => methods = Some(item),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        let mut methods: ItemImpl = methods.ok_or("no `impl` of the builder")?;
        let send = methods
            .items
            .iter()
            .position(|item| matches!(item, ImplItem::Fn(method) if method.sig.ident == "send"))
            .ok_or("no method `send`")?;
        let ImplItem::Fn(mut exchange) = methods.items.remove(send) else {
            return Err("`send` is no method".to_owned());
        };
        let steps = Steps::take(std::mem::take(&mut exchange.block.stmts))?;
        Ok(Self {
            builder: builder.ok_or("no builder")?,
            methods,
            exchange,
            steps,
            extra: Vec::new(),
        })
    }
}
