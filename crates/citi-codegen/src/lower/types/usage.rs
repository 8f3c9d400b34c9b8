//! Who makes values of which type.

use std::collections::HashMap;

use crate::lower::plan::{RustType, Shape, TypeDef, Usage};

/// Marks the types that `roots` hold, and all that those hold, with how they are used.
pub(crate) fn mark(types: &mut [TypeDef], roots: &[(RustType, Usage)]) {
    let index: HashMap<String, usize> = types
        .iter()
        .enumerate()
        .map(|(at, def)| (def.name.clone(), at))
        .collect();
    let mut open: Vec<(usize, Usage)> = roots
        .iter()
        .filter_map(|(ty, usage)| Some((*index.get(ty.named()?)?, *usage)))
        .collect();
    while let Some((at, usage)) = open.pop() {
        let Some(def) = types.get_mut(at) else {
            continue;
        };
        let grown = Usage {
            written: def.usage.written || usage.written,
            read: def.usage.read || usage.read,
        };
        if grown == def.usage {
            continue;
        }
        def.usage = grown;
        open.extend(held(&def.shape).into_iter().filter_map(|(ty, one_way)| {
            let usage = Usage {
                written: grown.written && !one_way.read_only,
                read: grown.read && !one_way.write_only,
            };
            Some((*index.get(ty.named()?)?, usage))
        }));
    }
}

#[derive(Clone, Copy, Default)]
struct OneWay {
    read_only: bool,
    write_only: bool,
}

fn held(shape: &Shape) -> Vec<(&RustType, OneWay)> {
    match shape {
        Shape::Struct(plan) => plan
            .fields
            .iter()
            .map(|field| {
                (
                    &field.ty,
                    OneWay {
                        read_only: field.read_only,
                        write_only: field.write_only,
                    },
                )
            })
            .chain(plan.additional.iter().map(|ty| (ty, OneWay::default())))
            .collect(),
        Shape::Union(plan) => plan
            .variants
            .iter()
            .map(|variant| (&variant.ty, OneWay::default()))
            .collect(),
        Shape::Alias { target, .. } => vec![(target, OneWay::default())],
        Shape::Enum(_) => Vec::new(),
    }
}
