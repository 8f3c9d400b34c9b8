//! Items written line by line → the text that prettyplease prints of them, mostly without it.
//!
//! Parsing and printing takes longer than all else together, and of most types nothing comes of it but the blanks
//! before each line. So the text of a type has a line for each that prettyplease would print, and only an item in which
//! something is too long for its line goes through the parser.

/// How wide prettyplease's lines are.
pub(crate) const WIDTH: usize = 89;
/// How long a struct literal may be to stand on one line, without its brace at the end.
const SHORT: usize = 34;
/// By how much a brace moves what stands in it.
const STEP: usize = 4;

/// Prints `source`: blanks before lines don't matter, blank lines go. A line that begins with a dot goes on with the
/// one before.
///
/// # Errors
/// The parser's word on an item that is too wide, and no Rust either.
pub(crate) fn layout(source: &str) -> Result<String, syn::Error> {
    let mut printer = Printer {
        source,
        out: String::with_capacity(source.len() * 5 / 4),
        depth: 0,
        item: Item::default(),
    };
    let mut end = 0;
    for line in source.split_inclusive('\n') {
        end += line.len();
        printer.line(line.trim(), end)?;
    }
    printer.end_item(end)?;
    Ok(printer.out)
}

struct Printer<'s> {
    source: &'s str,
    out: String,
    depth: usize,
    item: Item,
}

/// The item that is being printed.
#[derive(Default)]
struct Item {
    /// Where it begins in the source.
    source: usize,
    /// Where it begins in what is printed.
    out: usize,
    /// Whether a line of it is for prettyplease to break.
    wide: bool,
}

impl Printer<'_> {
    /// Prints a line, which ends at `end` of the source.
    fn line(&mut self, line: &str, end: usize) -> Result<(), syn::Error> {
        if line.is_empty() {
            return Ok(());
        }
        let comment = line.starts_with("//");
        let closes = !comment && line.starts_with(['}', ')', ']']);
        if closes {
            self.depth = self.depth.saturating_sub(1);
        }
        if closes && self.out.ends_with("{\n") && self.out.len() > self.item.out {
            self.out.pop();
            self.out.push_str(line);
        } else {
            let depth = self.depth + usize::from(line.starts_with('.'));
            self.out.extend(std::iter::repeat_n(' ', STEP * depth));
            self.out.push_str(line);
            self.item.wide |= !comment && STEP * depth + line.len() > WIDTH;
        }
        self.out.push('\n');
        if comment {
            // What a file says of itself belongs to no item.
            return match line.starts_with("//!") && self.depth == 0 {
                true => self.end_item(end),
                false => Ok(()),
            };
        }
        if line.ends_with(['{', '(', '[']) {
            self.depth += 1;
        }
        match self.depth == 0 && line.ends_with(['}', ';']) {
            true => self.end_item(end),
            false => Ok(()),
        }
    }

    /// Ends the item at `end` of the source.
    fn end_item(&mut self, end: usize) -> Result<(), syn::Error> {
        let begun = std::mem::take(&mut self.item);
        if begun.wide {
            let source = self.source.get(begun.source..end).unwrap_or_default();
            // Literals escape it, and a comment can't hold it.
            let source = source.replace('\r', "\u{FFFD}");
            self.out.truncate(begun.out);
            self.out
                .push_str(&prettyplease::unparse(&syn::parse_file(&source)?));
        }
        self.item.source = end;
        self.item.out = self.out.len();
        Ok(())
    }
}

/// The struct literal `path { members }` between `head` and `tail`: on one line if it is short.
pub(crate) fn literal(head: &str, path: &str, members: &[String], tail: &str) -> String {
    let line = match members {
        [] => format!("{path} {{"),
        members => format!("{path} {{ {} ", members.join(", ")),
    };
    match line.len() <= SHORT {
        true => format!("{head}{line}}}{tail}\n"),
        false => format!("{head}{path} {{\n{},\n}}{tail}\n", members.join(",\n")),
    }
}

/// An argument or a parameter.
#[derive(Clone)]
pub(crate) enum Argument {
    /// One that stands on one line.
    Text(String),
    /// The array of these.
    List(Vec<String>),
}

/// `head(arguments)tail`, `indent` blanks in: on one line if there is room, else each argument on its own.
pub(crate) fn call(head: &str, arguments: &[Argument], tail: &str, indent: usize) -> String {
    let listed = |items: &[String]| format!("&[{}]", items.join(", "));
    let texts: Vec<String> = arguments
        .iter()
        .map(|argument| match argument {
            Argument::Text(text) => text.clone(),
            Argument::List(items) => listed(items),
        })
        .collect();
    let line = format!("{head}({}){tail}", texts.join(", "));
    if indent + line.trim_end().len() <= WIDTH {
        return line;
    }
    let mut out = format!("{head}(\n");
    for (at, (argument, text)) in arguments.iter().zip(&texts).enumerate() {
        // The comma behind the last one takes no room.
        let comma = usize::from(at + 1 < arguments.len());
        match argument {
            Argument::List(items) if indent + STEP + text.len() + comma > WIDTH => {
                out.push_str(&format!("&[\n{},\n],\n", items.join(",\n")));
            }
            _ => out.push_str(&format!("{text},\n")),
        }
    }
    out.push_str(&format!("){tail}"));
    out
}

/// A chain of calls on `head`, `indent` blanks in: on one line if there is room.
pub(crate) fn chain(head: &str, calls: &[String], indent: usize) -> String {
    let line = format!("{head}{}", calls.concat());
    match indent + line.len() <= WIDTH {
        true => format!("{line}\n"),
        false => format!("{head}\n{}\n", calls.join("\n")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is_as_prettyplease_prints(source: &str) {
        let parsed = syn::parse_file(source).unwrap();
        assert_eq!(layout(source).unwrap(), prettyplease::unparse(&parsed));
    }

    #[test]
    fn lines_are_set_in() {
        is_as_prettyplease_prints(
            "//! About.\n\nuse a::b;\n\n/// A.\n///   - {\n#[derive(Debug)]\npub struct A {\n      /// The b.\n    pub b: B,\n}\n\n\
             impl A {\n/// C.\n#[must_use]\npub fn c(&self) -> u8 {\nmatch self.b {\n1 => 2,\n_ => 3,\n}\n}\n}\nmade!(A);\n",
        );
    }

    #[test]
    fn nothing_between_braces_stands_on_one_line() {
        is_as_prettyplease_prints("struct A {\n}\n\nimpl A {\nfn a() {\n}\n}\nimpl B for A {}\n");
    }

    #[test]
    fn what_is_too_wide_is_broken() {
        let name = "a_name_that_is_long_enough_to_fill_a_line";
        is_as_prettyplease_prints(&format!(
            "struct A;\nfn a() {{\n{name}({name}, {name});\n}}\nstruct B;\n"
        ));
    }

    #[test]
    fn a_chain_is_broken_where_it_is_too_wide() {
        for count in 1..5 {
            let calls = vec![".call_with_a_name(\"text\")".to_owned(); count];
            let chain = chain("f.begin()", &calls, 4);
            is_as_prettyplease_prints(&format!("fn a() {{\n{chain}}}\n"));
        }
    }

    #[test]
    fn a_literal_is_broken_where_it_is_too_wide() {
        for width in 0..40 {
            let members = ["a".repeat(width), "b: c".to_owned(), "d: e.f()?".to_owned()];
            let members = members.map(|member| match member.contains(':') {
                true => member,
                false => format!("x{member}: None"),
            });
            for some in [&members[..], &members[1..], &[]] {
                let literal = literal("let value = ", "Something", some, ";");
                is_as_prettyplease_prints(&format!("fn a() {{\n{literal}b(value);\n}}\n"));
            }
        }
    }

    #[test]
    fn a_call_is_broken_where_it_is_too_wide() {
        for width in 0..80 {
            let text = Argument::Text(format!("{:?}", "a".repeat(width)));
            let items = ["Rule::A(1)", "Rule::B(2, true)"].map(str::to_owned);
            for list in [&items[..], &items[1..], &[]] {
                let arguments = [text.clone(), Argument::List(list.to_vec())];
                let call = call("at.field", &arguments, ";", 4);
                is_as_prettyplease_prints(&format!("fn a() {{\n{call}\n}}\n"));
                let arguments = [arguments[1].clone(), arguments[1].clone()];
                let call = self::call(&format!("at.x{}", "a".repeat(width)), &arguments, ";", 4);
                is_as_prettyplease_prints(&format!("fn a() {{\n{call}\n}}\n"));
            }
        }
    }

    #[test]
    fn a_signature_is_broken_where_it_is_too_wide() {
        for width in 1..80 {
            let name = format!("pub fn {}", "a".repeat(width));
            let parameters = ["mut self", "value: impl Into<super::A>"]
                .map(|text| Argument::Text(text.to_owned()));
            let signature = call(&name, &parameters, " -> Self {", 4);
            is_as_prettyplease_prints(&format!("impl A {{\n{signature}\nself\n}}\n}}\n"));
        }
    }

    #[test]
    fn a_list_is_broken_where_it_is_too_wide() {
        for width in 1..90 {
            let list = Argument::List(vec![format!("A({:?})", "a".repeat(width)), "B".to_owned()]);
            let empty = Argument::List(Vec::new());
            for arguments in [[list.clone(), empty.clone()], [empty.clone(), list.clone()]] {
                let call = call("at.field", &arguments, ";", 4);
                is_as_prettyplease_prints(&format!("fn a() {{\n{call}\n}}\n"));
            }
        }
    }

    #[test]
    fn a_member_is_broken_where_it_is_too_wide() {
        for width in 1..80 {
            let arguments = ["\"wire\"", "self.a"].map(|text| Argument::Text(text.to_owned()));
            let name = format!("{}: check::required", "a".repeat(width));
            let member = |indent| call(&name, &arguments, "?", indent);
            let other = || "b: None".to_owned();
            for members in [[other(), member(12)], [member(13), other()]] {
                let literal = literal("let a = ", "A", &members, ";");
                is_as_prettyplease_prints(&format!("impl A {{\nfn a() {{\n{literal}}}\n}}\n"));
            }
        }
    }

    #[test]
    fn what_is_no_rust_is_said_where_it_is_parsed() {
        assert!(layout(&format!("fn {}(\n", "a".repeat(90))).is_err());
    }
}
