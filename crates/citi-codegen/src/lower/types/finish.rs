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

#[cfg(test)]
mod tests {
    use crate::lower::plan::Shape;
    use crate::lower::testing::paths;

    const BOTH_WAYS: &str = "  /cards:\n    post:\n      operationId: issueCard\n      requestBody:\n        content:\n          application/json:\n            schema: {$ref: '#/components/schemas/Card'}\n      responses:\n        '201':\n          description: Issued.\n          content:\n            application/json:\n              schema: {$ref: '#/components/schemas/Card'}\ncomponents:\n  schemas:\n    Card:\n      type: object\n      required: [id, pin, name]\n      properties:\n        id: {type: string, readOnly: true}\n        pin: {type: string, writeOnly: true, minLength: 4}\n        name: {type: string}\n";

    #[test]
    fn what_travels_one_way_never_blocks_the_other() {
        let plan = paths(BOTH_WAYS);
        assert_eq!(plan.field("Card", "id"), "Option<String>");
        assert_eq!(plan.field("Card", "pin"), "Option<String>");
        assert_eq!(plan.field("Card", "name"), "String");
        let Shape::Struct(card) = &plan.def("Card").shape else {
            panic!("a struct")
        };
        assert!(
            card.fields[1].required,
            "it must still be there when it is sent"
        );
    }

    #[test]
    fn a_builder_yields_to_a_schema_of_its_name() {
        let mut text = BOTH_WAYS.to_owned();
        text.push_str("    CardBuilder: {type: object, properties: {a: {type: string}}}\n");
        let plan = paths(&text);
        assert_eq!(plan.def("Card").builder.as_deref(), Some("NewCardBuilder"));
        assert_eq!(plan.def("CardBuilder").builder, None, "nobody sends it");
    }
}
