//! Whether twice the document takes twice the time.

use std::fmt::Write as _;
use std::path::Path;

use super::generate::ms;
use crate::peers::{Ours, Peer};
use crate::process::{folder, shortest, time};
use crate::report::{Report, Row};

const SMALL: usize = 200;
const LARGE: usize = 3200;

/// The time of one operation in a large document, against that in a small one.
pub(super) fn measure(
    tools: &Path,
    scratch: &Path,
    runs: usize,
    report: &mut Report,
) -> Result<(), String> {
    let mut times = Vec::new();
    for operations in [SMALL, LARGE] {
        let document = scratch.join(format!("{operations}.yaml"));
        std::fs::write(&document, text(operations)).map_err(|error| error.to_string())?;
        let out = scratch.join(format!("grown-{operations}"));
        let took = shortest(runs, |run| {
            time(&mut Ours.generate(tools, &document, &folder(&out, run)))
        })?;
        times.push(ms(took) / operations as f64);
    }
    let &[small, large] = times.as_slice() else {
        return Ok(());
    };
    report.row(Row {
        name: format!("time of an operation among {LARGE}, against one among {SMALL}"),
        ours: large,
        theirs: small,
        ratio: large / small,
        unit: "ms",
        documents: 2,
    })
}

/// A document of so many operations, each with a type of its own.
fn text(operations: usize) -> String {
    let mut text = "openapi: 3.0.3\ninfo: {title: Grown, version: '1'}\npaths:\n".to_owned();
    for at in 0..operations {
        // Writing into a string does not fail.
        let _ = write!(
            text,
            "  /things{at}/{{id}}:\n    get:\n      operationId: getThing{at}\n      parameters:\n        \
             - {{name: id, in: path, required: true, schema: {{type: string}}}}\n      responses:\n        \
             '200':\n          description: One.\n          content:\n            application/json:\n              \
             schema: {{$ref: '#/components/schemas/Thing{at}'}}\n"
        );
    }
    text.push_str("components:\n  schemas:\n");
    for at in 0..operations {
        let _ = write!(
            text,
            "    Thing{at}:\n      type: object\n      required: [id]\n      properties:\n        \
             id: {{type: string}}\n        amount: {{type: number}}\n        status: {{type: string, \
             enum: [OPEN, CLOSED]}}\n"
        );
    }
    text
}
