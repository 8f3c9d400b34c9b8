//! The code of a crate that calls a generated one: a function for each type that has examples, and
//! one for each operation that is called.

use std::collections::{BTreeMap, BTreeSet};

use super::types::type_text;
use crate::corpus::wire::Call;
use crate::lower::plan::RustType;

/// The code of one harness crate.
#[derive(Clone, Debug)]
pub struct Harness {
    krate: String,
    types: Vec<RustType>,
    calls: Vec<Call>,
    left_out: BTreeSet<Part>,
}

/// A function of a harness: what is left out if it does not compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// That of the type of this index.
    Type(usize),
    /// That of the call of this index.
    Call(usize),
}

impl Harness {
    /// A harness of the package `package`.
    #[must_use]
    pub fn new(package: &str, types: Vec<RustType>, calls: Vec<Call>) -> Self {
        Self {
            krate: package.replace('-', "_"),
            types,
            calls,
            left_out: BTreeSet::new(),
        }
    }

    /// The calls.
    #[must_use]
    pub fn calls(&self) -> &[Call] {
        &self.calls
    }

    /// The index of each type, by its text.
    #[must_use]
    pub fn type_indices(&self) -> BTreeMap<String, usize> {
        let texts = self.types.iter().map(|ty| type_text(ty, &self.krate));
        texts
            .enumerate()
            .map(|(index, text)| (text, index))
            .collect()
    }

    /// Leaves out the functions at these lines of [`Self::text`]; whether there were any.
    pub fn leave_out(&mut self, lines: impl IntoIterator<Item = u32>) -> bool {
        let (_, places) = self.lines();
        let before = self.left_out.len();
        for line in lines {
            let line = usize::try_from(line).unwrap_or_default();
            let part = places.iter().rev().find(|(first, _)| *first <= line);
            self.left_out.extend(part.map(|(_, part)| *part));
        }
        self.left_out.len() > before
    }

    /// What was left out.
    #[must_use]
    pub fn left_out(&self) -> &BTreeSet<Part> {
        &self.left_out
    }

    /// The source of its `lib.rs`.
    #[must_use]
    pub fn text(&self) -> String {
        let (lines, _) = self.lines();
        lines.join("\n") + "\n"
    }

    /// The lines, and the number of the first line of each part.
    fn lines(&self) -> (Vec<String>, Vec<(usize, Part)>) {
        let mut lines: Vec<String> = vec![
            "//! Calls a generated crate, for measuring.".to_owned(),
            "#![allow(missing_docs, deprecated, unused)]".to_owned(),
            "use support::{Args, Sending};".to_owned(),
        ];
        let mut places = Vec::new();
        let mut kinds = String::new();
        for (index, ty) in self.types.iter().enumerate() {
            let part = Part::Type(index);
            if self.left_out.contains(&part) {
                continue;
            }
            places.push((lines.len() + 1, part));
            let ty = type_text(ty, &self.krate);
            lines.push(format!(
                "fn type_{index}(text: &str) -> Result<String, String> {{ support::round::<{ty}>(text) }}"
            ));
            kinds.push_str(&format!("{index} => type_{index}(text), "));
        }
        let mut arms = String::new();
        for (index, call) in self.calls.iter().enumerate() {
            let part = Part::Call(index);
            if self.left_out.contains(&part) {
                continue;
            }
            places.push((lines.len() + 1, part));
            self.call(index, call, &mut lines);
            arms.push_str(&format!(
                "{index} => Box::pin(call_{index}(client, args)), "
            ));
        }
        // What follows belongs to no part: an error there is nobody's.
        lines.push(format!(
            "pub fn example(kind: usize, text: &str) -> Result<String, String> {{ match kind {{ {kinds} _ => Err(\"its type is not called\".to_owned()) }} }}"
        ));
        // A crate of types alone has no client.
        let client = match arms.is_empty() {
            true => String::new(),
            false => format!("let client = {}::Client::new(connection); ", self.krate),
        };
        lines.push(format!(
            "pub fn call(index: usize, connection: citi_core::Connection, args: Args) -> Sending {{ {client}match index {{ {arms} _ => Box::pin(async {{ Err(\"it is not called\".to_owned()) }}) }} }}"
        ));
        (lines, places)
    }

    fn call(&self, index: usize, call: &Call, lines: &mut Vec<String>) {
        let krate = &self.krate;
        lines.push(format!(
            "async fn call_{index}(client: {krate}::Client, mut args: Args) -> support::Sent {{"
        ));
        lines.push(format!("    let call = client.{}();", call.ident));
        for argument in &call.arguments {
            let ty = type_text(&argument.ty, krate);
            let setter = &argument.setter;
            lines.push(format!(
                "    let call = call.{setter}(args.take::<{ty}>({setter:?})?);"
            ));
        }
        lines.push("    let call = call.with_options(args.options()?);".to_owned());
        lines.push("    support::told(call.send().await)".to_owned());
        lines.push("}".to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::wire::Argument;

    #[test]
    fn a_crate_of_types_alone_is_tried_without_a_client() {
        let mut types_alone = harness();
        types_alone.calls.clear();
        assert!(!types_alone.lines().0.join("\n").contains("Client"));
        assert!(harness().lines().0.join("\n").contains("Client::new"));
    }

    fn harness() -> Harness {
        let argument = Argument {
            setter: "limit".to_owned(),
            ty: RustType::I64,
            json: "1".to_owned(),
        };
        let call = |ident: &str| Call {
            ident: ident.to_owned(),
            arguments: vec![argument.clone()],
            ..Call::default()
        };
        Harness::new(
            "doc-a",
            vec![RustType::Named("A".to_owned()), RustType::String],
            vec![call("list"), call("get")],
        )
    }

    #[test]
    fn the_code_is_rust_and_calls_each_once() {
        let text = harness().text();
        syn::parse_file(&text).unwrap();
        assert_eq!(text.matches("support::round::<doc_a::types::A>").count(), 1);
        assert_eq!(text.matches("client.get()").count(), 1);
        assert_eq!(text.matches("args.take::<i64>(\"limit\")").count(), 2);
    }

    #[test]
    fn what_does_not_compile_is_left_out_by_its_line() {
        let mut harness = harness();
        let text = harness.text();
        let line = |what: &str| {
            let at = text.lines().position(|line| line.contains(what)).unwrap();
            u32::try_from(at + 1).unwrap()
        };
        assert!(harness.leave_out([line("types::A"), line("client.get()") + 1]));
        assert!(!harness.text().contains("types::A"));
        assert!(!harness.text().contains("client.get()"));
        assert!(harness.text().contains("client.list()"));
        let left: Vec<_> = harness.left_out().iter().copied().collect();
        assert_eq!(left, [Part::Type(0), Part::Call(1)]);
    }
}
