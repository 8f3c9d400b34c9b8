//! Types that several documents of a crate have alike.

use std::collections::{BTreeMap, BTreeSet};

use crate::lower::plan::{ModulePlan, RustType, Shape, TypeDef};

/// What the modules of a crate share.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// The name of the module that holds it; no document's module is called so.
    pub(super) module: String,
    /// The types, by name.
    pub(super) types: Vec<TypeDef>,
    /// For each module of the crate, the names of those of its types that stand there.
    pub(super) names: Vec<BTreeSet<String>>,
}

/// Finds the types that two or more modules have alike: by name, by structure, and by that of all that they hold.
/// Documentation may differ: that of the first module counts. Of types of one name that are not alike, those that the
/// most modules have are shared, and the others stay where they are.
pub(super) fn shared(modules: &[ModulePlan]) -> Shared {
    let classes = classes(modules);
    let chosen = chosen(modules, &classes);
    let mut types: BTreeMap<&str, TypeDef> = BTreeMap::new();
    let mut names = Vec::new();
    for (module, classes) in modules.iter().zip(&classes) {
        let mut own = BTreeSet::new();
        for def in &module.types {
            let class = classes.get(def.name.as_str());
            if class.is_none() || chosen.get(def.name.as_str()) != class {
                continue;
            }
            own.insert(def.name.clone());
            let known = types.entry(&def.name).or_insert_with(|| def.clone());
            known.usage.written |= def.usage.written;
            known.usage.read |= def.usage.read;
            known.deprecated &= def.deprecated;
            if known.builder.is_none() {
                known.builder.clone_from(&def.builder);
            }
        }
        names.push(own);
    }
    let taken = |name: &&str| modules.iter().any(|module| module.name == **name);
    let module = ["common", "common_types", "shared_types"]
        .iter()
        .find(|name| !taken(name))
        .unwrap_or(&"types_of_several_documents");
    Shared {
        module: (*module).to_owned(),
        types: types.into_values().collect(),
        names,
    }
}

/// Name → class, for each module: types of one name and class are alike.
type Classes<'a> = Vec<BTreeMap<&'a str, usize>>;

/// Splits types of one name and structure until those that are left in one class hold the same classes.
fn classes(modules: &[ModulePlan]) -> Classes<'_> {
    let mut classes: Classes<'_> = Vec::new();
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    for module in modules {
        let own = module.types.iter().map(|def| {
            let next = met.len();
            (
                def.name.as_str(),
                *met.entry(structure(def)).or_insert(next),
            )
        });
        classes.push(own.collect());
    }
    let mut count = met.len();
    loop {
        let mut met: BTreeMap<(Option<usize>, Vec<Option<usize>>), usize> = BTreeMap::new();
        let mut finer: Classes<'_> = Vec::new();
        for (module, known) in modules.iter().zip(&classes) {
            let own = module.types.iter().map(|def| {
                let class = |name: &str| known.get(name).copied();
                let held = held(&def.shape).into_iter().map(class).collect();
                let next = met.len();
                let class = met.entry((class(&def.name), held)).or_insert(next);
                (def.name.as_str(), *class)
            });
            finer.push(own.collect());
        }
        classes = finer;
        if met.len() == count {
            return classes;
        }
        count = met.len();
    }
}

/// Of each name the class that is shared: nothing that it holds may be left behind.
fn chosen<'a>(modules: &'a [ModulePlan], classes: &Classes<'a>) -> BTreeMap<&'a str, usize> {
    let mut votes: BTreeMap<&str, BTreeMap<usize, usize>> = BTreeMap::new();
    for own in classes {
        for (name, class) in own {
            *votes.entry(name).or_default().entry(*class).or_default() += 1;
        }
    }
    let names: BTreeSet<&str> = votes.keys().copied().collect();
    // The builder of a type that another document sends may be called so.
    let may_be_builder = |name: &str| {
        let stem = name.strip_suffix("Builder");
        stem.is_some_and(|stem| names.contains(stem))
    };
    let mut chosen: BTreeMap<&str, usize> = votes
        .into_iter()
        .filter(|(name, _)| !may_be_builder(name))
        .filter_map(|(name, votes)| {
            let most = votes.iter().max_by_key(|(class, count)| {
                // Of equals the one that was met first.
                (**count, std::cmp::Reverse(**class))
            });
            most.filter(|(_, count)| **count > 1)
                .map(|(class, _)| (name, *class))
        })
        .collect();
    loop {
        let mut left: BTreeSet<&str> = BTreeSet::new();
        for (module, own) in modules.iter().zip(classes) {
            for def in &module.types {
                let name = def.name.as_str();
                let is = |name: &str| own.get(name).is_some() && chosen.get(name) == own.get(name);
                if is(name) && !held(&def.shape).into_iter().all(is) {
                    left.insert(name);
                }
            }
        }
        if left.is_empty() {
            return chosen;
        }
        chosen.retain(|name, _| !left.contains(name));
    }
}

/// What a type is, in words: all but its documentation, its place and who makes values of it.
fn structure(def: &TypeDef) -> String {
    let mut shape = def.shape.clone();
    match &mut shape {
        Shape::Struct(plan) => plan.fields.iter_mut().for_each(|field| field.docs.clear()),
        Shape::Union(plan) => plan.variants.iter_mut().for_each(|arm| arm.docs.clear()),
        Shape::Enum(_) | Shape::Alias { .. } => {}
    }
    let usual = format!("{}Builder", def.name);
    let builder = def.builder.as_ref().filter(|name| **name != usual);
    format!("{} {builder:?} {shape:?}", def.name)
}

/// The names of the generated types that a type holds, in order.
fn held(shape: &Shape) -> Vec<&str> {
    let types: Vec<&RustType> = match shape {
        Shape::Struct(plan) => {
            let fields = plan.fields.iter().map(|field| &field.ty);
            fields.chain(&plan.additional).collect()
        }
        Shape::Union(plan) => plan.variants.iter().map(|arm| &arm.ty).collect(),
        Shape::Alias { target, .. } => vec![target],
        Shape::Enum(_) => Vec::new(),
    };
    types.into_iter().filter_map(RustType::named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::testing::plan_with;
    use crate::lower::{Names, Options};

    fn module(name: &str, schemas: &str) -> ModulePlan {
        let text = format!(
            "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}"
        );
        let options = Options {
            module: name.to_owned(),
            ..Options::default()
        };
        plan_with(&text, &options, &mut Names::default())
    }

    fn object(name: &str, properties: &str) -> String {
        format!("    {name}: {{type: object, properties: {{{properties}}}}}\n")
    }

    fn names(shared: &Shared) -> Vec<&str> {
        shared.types.iter().map(|def| def.name.as_str()).collect()
    }

    const OUTER: &str = "inner: {$ref: '#/components/schemas/Inner'}";
    const TEXT: &str = "a: {type: string}";

    #[test]
    fn alike_by_name_and_by_all_that_is_held() {
        let a = object("Outer", OUTER) + &object("Inner", TEXT) + &object("Money", TEXT);
        let b = object("Outer", OUTER)
            + &object("Inner", "a: {type: integer}")
            + &object("Money", "a: {type: string, description: Words.}")
            + &object("Alone", TEXT);
        let shared = shared(&[module("a", &a), module("b", &b)]);
        assert_eq!(names(&shared), ["Money"], "`Outer` holds another `Inner`");
        assert!(shared.names.iter().all(|own| own.len() == 1));
    }

    #[test]
    fn what_the_most_modules_have_is_shared_and_a_circle_is_no_obstacle() {
        let node = object(
            "Node",
            "next: {$ref: '#/components/schemas/Node'}, b: {type: string}",
        );
        let odd = node.clone() + &object("Error", "code: {type: integer}");
        let usual = node + &object("Error", "code: {type: string}");
        let modules = [
            module("common", &odd),
            module("b", &usual),
            module("c", &usual),
        ];
        let shared = shared(&modules);
        assert_eq!(names(&shared), ["Error", "Node"]);
        assert!(!shared.names[0].contains("Error"));
        assert_eq!(shared.module, "common_types", "a document has the name");
    }

    #[test]
    fn a_type_that_holds_one_that_stays_behind_stays_too() {
        let first = object("Outer", OUTER) + &object("Inner", TEXT);
        let second = object("Outer", OUTER) + &object("Inner", "b: {type: string}");
        let modules = [
            module("a", &first),
            module("b", &first),
            module("c", &second),
            module("d", &second),
        ];
        let shared = shared(&modules);
        assert_eq!(names(&shared), ["Inner", "Outer"]);
        assert!(shared.names[2].is_empty() && shared.names[3].is_empty());
    }
}
