//! The examples of a document, through their types.

use std::path::Path;

use serde_json::json;

use super::{Member, Tools};
use crate::corpus::{CorpusError, exact, examples, finding};
use crate::diagnostic::Severity;

impl Member {
    /// Puts every example through its type.
    pub(super) fn examples(
        &mut self,
        tools: &Tools<'_>,
        program: &Path,
    ) -> Result<(), CorpusError> {
        let Some(document) = &self.prepared.document else {
            return Ok(());
        };
        let cases = &self.prepared.cases;
        let asked: Vec<_> = cases.iter().filter(|case| case.kind.is_some()).collect();
        let lines: Vec<_> = asked
            .iter()
            .map(|case| json!({"kind": case.kind, "text": case.value.to_json()}))
            .collect();
        let answers = self.ask(tools, program, "examples", &lines, None)?;
        let path = &self.prepared.report.path;
        let mut ok = 0;
        let mut bad = Vec::new();
        for case in cases.iter().filter(|case| case.kind.is_none()) {
            bad.push((case, "the plan has no type for its schema".to_owned()));
        }
        for (index, case) in asked.iter().copied().enumerate() {
            let answer = answers.get(index);
            let result = match answer.and_then(|answer| answer.get("text")?.as_str()) {
                Some(text) => match exact::parse(text) {
                    Some(after) => examples::compare(document, &case.schema, &case.value, &after),
                    None => Err("what it is encoded to is no JSON".to_owned()),
                },
                None => {
                    let error = answer.and_then(|answer| answer.get("error")?.as_str());
                    Err(error
                        .unwrap_or("the trying program ended before it")
                        .to_owned())
                }
            };
            match result {
                Ok(()) => ok += 1,
                Err(why) => bad.push((case, why)),
            }
        }
        let findings = bad
            .into_iter()
            .map(|(case, why)| {
                let pointer = case.pointer.as_str();
                finding::at(finding::EXAMPLE, Severity::Error, path, pointer, case.span).found(why)
            })
            .collect();
        let findings = finding::few(findings);
        self.prepared.report.examples_ok = Some(ok);
        self.prepared.report.diagnostics.extend(findings);
        Ok(())
    }
}
