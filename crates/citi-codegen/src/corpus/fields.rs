//! What the emitted source shows to its users: fields that hold binary floating-point numbers.

use syn::visit::Visit;

/// Counts public fields (of structs, and those of public enums' variants) and public aliases whose
/// type has `f32` or `f64` in it. It reads the source, not the plan that it was made from.
///
/// `None` if `source` names one and is no Rust file.
///
/// ```
/// use citi_codegen::corpus::count_float_fields;
/// assert_eq!(count_float_fields("pub struct A { pub b: Option<f64>, c: f32 }"), Some(1));
/// ```
#[must_use]
pub fn count_float_fields(source: &str) -> Option<usize> {
    // Most files name neither, and parsing takes longer than writing them.
    if !source.contains("f64") && !source.contains("f32") {
        return Some(0);
    }
    let file = syn::parse_file(source).ok()?;
    let mut counter = Fields { count: 0 };
    counter.visit_file(&file);
    Some(counter.count)
}

struct Fields {
    count: usize,
}

impl Fields {
    fn add(&mut self, ty: &syn::Type) {
        let mut floats = Floats { found: false };
        floats.visit_type(ty);
        self.count += usize::from(floats.found);
    }
}

fn is_public(visibility: &syn::Visibility) -> bool {
    matches!(visibility, syn::Visibility::Public(_))
}

impl<'ast> Visit<'ast> for Fields {
    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        for field in &item.fields {
            if is_public(&field.vis) {
                self.add(&field.ty);
            }
        }
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        if is_public(&item.vis) {
            for field in item.variants.iter().flat_map(|variant| &variant.fields) {
                self.add(&field.ty);
            }
        }
    }

    fn visit_item_type(&mut self, item: &'ast syn::ItemType) {
        if is_public(&item.vis) {
            self.add(&item.ty);
        }
    }
}

struct Floats {
    found: bool,
}

impl<'ast> Visit<'ast> for Floats {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path
            .segments
            .last()
            .is_some_and(|last| last.ident == "f32" || last.ident == "f64")
        {
            self.found = true;
        }
        syn::visit::visit_path(self, path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_floats_in_fields_variants_and_aliases() {
        let source = "
            pub struct A { pub a: f64, pub b: Vec<Option<f32>>, pub c: String, d: f64 }
            pub struct B(pub ::std::primitive::f64);
            pub enum C { One(f64), Two { x: i64 }, Three(super::f64x) }
            pub type D = Vec<f64>;
            type Hidden = f64;
            mod inner { pub struct E { pub a: f32 } }
            impl A { pub fn f(&self) -> f64 { 0.0 } }
        ";
        assert_eq!(count_float_fields(source), Some(6));
        assert_eq!(count_float_fields("pub struct { a: f64"), None);
    }
}
