//! What can be settled only when all types are known.

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
