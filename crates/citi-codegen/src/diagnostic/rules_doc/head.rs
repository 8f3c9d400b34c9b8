//! What stands above the tables.

/// What the page is, and the bounds.
pub(super) const HEAD: &str = "\
# Rules

What documents do that no specification allows, or that few tools take, and what comes of it. The tables are held
against the code by a test; `INSTA_UPDATE=always cargo test -p citi-codegen rules_doc` writes them anew.
`cargo xtask explain CODE` tells more of each code, with an example.

## Bounds

A document may ask so much of a machine, and no more. What is beyond is refused, or left unchecked, with a finding that
names the place.

| of | at most | code |
| --- | --- | --- |
| bytes of a document, and of its text with aliases written out | 256 MiB | L002, L007 |
| mappings and lists within each other | 120 | L006 |
| values, aliases written out | 5,000,000 | L007 |
| findings of one kind while reading | 100, the others counted | |
| schemas without a name within each other | 96 | E013 |
| unions within each other | 96 deep, 10,000 in all, none in itself | E013 |
| `allOf` and references followed in one schema | 32 deep, each name once | |
| bytes of a `pattern` that is checked | 4,096 | E010 |
| characters of an identifier, which is a file's name too | 160 | |
| characters of a message | 600 | |

Each document is read on a thread with a stack of its own (256 MiB of address space). Time grows with the length of a
document, and with the length of the code that it becomes.

";
