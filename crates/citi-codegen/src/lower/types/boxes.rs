//! Types that hold themselves: the circle is cut by a `Box`.

use std::collections::HashMap;

use crate::lower::plan::{RustType, Shape, TypeDef};

/// Boxes what holds its owner by value, directly or through others. Lists and maps cut a circle by themselves.
pub(crate) fn cut(types: &mut [TypeDef]) {
    let index: HashMap<String, usize> = types
        .iter()
        .enumerate()
        .map(|(at, def)| (def.name.clone(), at))
        .collect();
    let edges: Vec<Vec<usize>> = types
        .iter()
        .map(|def| {
            by_value(&def.shape)
                .into_iter()
                .filter_map(|name| index.get(name).copied())
                .collect()
        })
        .collect();
    let component = components(&edges);
    for (at, def) in types.iter_mut().enumerate() {
        let same = |ty: &RustType| match ty {
            // An edge inside a component lies on a circle; one to oneself does too.
            RustType::Named(name) => index
                .get(name)
                .is_some_and(|other| component.get(*other) == component.get(at)),
            _ => false,
        };
        match &mut def.shape {
            Shape::Struct(plan) => {
                for field in &mut plan.fields {
                    if same(&field.ty) {
                        field.ty = RustType::Boxed(Box::new(field.ty.clone()));
                    }
                }
            }
            Shape::Union(plan) => {
                for variant in &mut plan.variants {
                    if same(&variant.ty) {
                        variant.ty = RustType::Boxed(Box::new(variant.ty.clone()));
                    }
                }
            }
            Shape::Alias { target, .. } => {
                if same(target) {
                    *target = RustType::Boxed(Box::new(target.clone()));
                }
            }
            Shape::Enum(_) => {}
        }
    }
}

/// The types that a shape holds by value.
fn by_value(shape: &Shape) -> Vec<&str> {
    let name = |ty: &RustType| matches!(ty, RustType::Named(_));
    match shape {
        Shape::Struct(plan) => plan
            .fields
            .iter()
            .filter(|field| name(&field.ty))
            .filter_map(|field| field.ty.named())
            .collect(),
        Shape::Union(plan) => plan
            .variants
            .iter()
            .filter(|variant| name(&variant.ty))
            .filter_map(|variant| variant.ty.named())
            .collect(),
        Shape::Alias { target, .. } => {
            if name(target) {
                target.named().into_iter().collect()
            } else {
                Vec::new()
            }
        }
        Shape::Enum(_) => Vec::new(),
    }
}

/// The strongly connected component of each node (Tarjan's algorithm, without recursion).
fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let count = edges.len();
    let mut order = vec![UNSEEN; count];
    let mut low = vec![0; count];
    let mut component = vec![UNSEEN; count];
    let mut stack = Vec::new();
    let mut next = 0;
    for root in 0..count {
        if order[root] != UNSEEN {
            continue;
        }
        let mut work = vec![(root, 0)];
        while let Some((node, edge)) = work.pop() {
            if edge == 0 {
                order[node] = next;
                low[node] = next;
                next += 1;
                stack.push(node);
            }
            if let Some(&target) = edges[node].get(edge) {
                work.push((node, edge + 1));
                if order[target] == UNSEEN {
                    work.push((target, 0));
                }
                continue;
            }
            for &target in &edges[node] {
                if component[target] == UNSEEN {
                    low[node] = low[node].min(low[target]);
                }
            }
            if low[node] == order[node] {
                while let Some(member) = stack.pop() {
                    component[member] = node;
                    if member == node {
                        break;
                    }
                }
            }
        }
    }
    component
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_is_one_component_and_a_chain_is_many() {
        // 0 → 1 → 2 → 0, 2 → 3, 4 → 4
        let component = components(&[vec![1], vec![2], vec![0, 3], vec![], vec![4]]);
        assert_eq!(component[0], component[1]);
        assert_eq!(component[1], component[2]);
        assert_ne!(component[2], component[3]);
        assert_ne!(component[3], component[4]);
    }
}
