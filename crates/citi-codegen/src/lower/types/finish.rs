//! What can be settled only when all types are known.

use std::collections::BTreeSet;

use crate::lower::plan::{Shape, TypeDef};

/// Makes optional what may be missing: not required, null, or sent one way only by a type that travels both.
pub(crate) fn optional_fields(types: &mut [TypeDef]) {
    for def in types {
        let usage = def.usage;
        let Shape::Struct(plan) = &mut def.shape else {
            continue;
        };
        for field in &mut plan.fields {
            let one_way = field.read_only && usage.written || field.write_only && usage.read;
            if !field.required || field.nullable || one_way {
                field.ty = field.ty.clone().optional();
            }
            if field.read_only {
                // Nobody sends it.
                field.rules.clear();
                field.item_rules.clear();
            }
        }
    }
}

/// Names the builders of the structs that are sent.
pub(crate) fn name_builders(types: &mut [TypeDef]) {
    let mut taken: BTreeSet<String> = types.iter().map(|def| def.name.clone()).collect();
    for def in types
        .iter_mut()
        .filter(|def| def.usage.written && matches!(def.shape, Shape::Struct(_)))
    {
        let mut name = format!("{}Builder", def.name);
        while !taken.insert(name.clone()) {
            // The document names a schema so.
            name.insert_str(0, "New");
        }
        def.builder = Some(name);
    }
}
