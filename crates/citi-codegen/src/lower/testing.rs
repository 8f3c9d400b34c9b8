//! Plans of small documents, for tests.

use super::plan::{ModulePlan, OperationPlan, RustType, Shape, TypeDef};
use super::{Names, Options, lower};
use crate::emit::type_name;
use crate::load::load;
use crate::upgrade::upgrade;

/// The plan of a document, with names that survive to the next.
pub(crate) fn plan_with(text: &str, options: &Options, names: &mut Names) -> ModulePlan {
    let loaded = load("test", text.as_bytes()).unwrap();
    let mut findings = loaded.diagnostics;
    let document = upgrade("test", loaded.root, &mut findings).unwrap();
    lower(&document, options, names, &mut findings)
}

/// The plan of a document that holds these schemas (YAML, indented by four blanks) and no operation.
pub(crate) fn schemas(text: &str) -> ModulePlan {
    let head =
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n";
    plan_with(
        &format!("{head}{text}"),
        &Options::default(),
        &mut Names::default(),
    )
}

/// The plan of a document with these paths (YAML, indented by two blanks).
pub(crate) fn paths(text: &str) -> ModulePlan {
    let head = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n";
    plan_with(
        &format!("{head}{text}"),
        &Options::default(),
        &mut Names::default(),
    )
}

impl ModulePlan {
    /// The type of this name.
    pub(crate) fn def(&self, name: &str) -> &TypeDef {
        self.types
            .iter()
            .find(|def| def.name == name)
            .unwrap_or_else(|| panic!("no {name} among {:?}", self.type_names()))
    }

    /// The names of all types.
    pub(crate) fn type_names(&self) -> Vec<&str> {
        self.types.iter().map(|def| def.name.as_str()).collect()
    }

    /// The type of a field, as Rust writes it.
    pub(crate) fn field(&self, name: &str, wire: &str) -> String {
        let Shape::Struct(plan) = &self.def(name).shape else {
            panic!("{name} is no struct")
        };
        let field = plan.fields.iter().find(|field| field.wire == wire).unwrap();
        text(&field.ty)
    }

    /// The arms of a union: (variant, type, tags).
    pub(crate) fn arms(&self, name: &str) -> Vec<(String, String, Vec<String>)> {
        let Shape::Union(plan) = &self.def(name).shape else {
            panic!("{name} is no union")
        };
        plan.variants
            .iter()
            .map(|arm| (arm.ident.clone(), text(&arm.ty), arm.tags.clone()))
            .collect()
    }

    /// The operation of this method name.
    pub(crate) fn operation(&self, ident: &str) -> &OperationPlan {
        self.operations
            .iter()
            .find(|operation| operation.ident == ident)
            .unwrap()
    }
}

/// A type, as Rust writes it.
pub(crate) fn text(ty: &RustType) -> String {
    type_name(ty)
}
