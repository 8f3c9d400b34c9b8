//! The calls of a document's operations.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::json;

use super::{Member, Tools};
use crate::corpus::wire::{self, Prism};
use crate::corpus::{CorpusError, finding};

impl Member {
    /// Calls every operation of a mock that speaks for the document.
    pub(super) fn calls(
        &mut self,
        tools: &Tools<'_>,
        program: &Path,
        prism: &Prism,
    ) -> Result<(), CorpusError> {
        let Some(harness) = &self.prepared.harness else {
            return Ok(());
        };
        let calls = harness.calls().to_vec();
        if calls.is_empty() {
            return Ok(());
        }
        let file = match &self.prepared.copy {
            Some(text) => {
                let folder = tools.scratch.root().join("data").join(&self.package);
                std::fs::create_dir_all(&folder)?;
                let path = folder.join("mock.json");
                std::fs::write(&path, text)?;
                path
            }
            None => self.file.clone(),
        };
        let mut lines: Vec<_> = calls
            .iter()
            .map(|call| {
                let arguments: serde_json::Map<_, _> = call
                    .arguments
                    .iter()
                    .map(|a| (a.setter.clone(), json!(a.json)))
                    .collect();
                json!({"arguments": arguments, "headers": call.headers, "query": call.query})
            })
            .collect();
        let mut verdicts: BTreeMap<usize, wire::Verdict> = BTreeMap::new();
        let mut sent = 0;
        // A mock whose process ends is started again, without the call that it ended on.
        while lines.iter().any(|line| !line.is_null()) {
            let mut mock = match prism.start(&file) {
                Ok(mock) => mock,
                Err(error) => {
                    self.say(finding::NO_MOCK, error.to_string());
                    break;
                }
            };
            let answers = self.ask(tools, program, "calls", &lines, Some(&mock.base_url()))?;
            let mut last_words = mock.last_words();
            let before = verdicts.len();
            for answer in answers {
                let Ok(told) = serde_json::from_value::<wire::Told>(answer) else {
                    continue;
                };
                let unanswered = told.sent && told.status.is_none();
                let verdict = match (unanswered, &mut last_words) {
                    (true, Some(words)) => wire::Verdict::Excused {
                        taken: false,
                        reason: "the mock's process ends on this call".to_owned(),
                        evidence: std::mem::take(words),
                    },
                    _ => match calls.get(told.call) {
                        Some(call) => wire::judge(call, &told),
                        None => continue,
                    },
                };
                sent += usize::from(told.sent);
                verdicts.insert(told.call, verdict);
                if let Some(line) = lines.get_mut(told.call) {
                    *line = serde_json::Value::Null;
                }
                if unanswered && last_words.is_some() {
                    break;
                }
            }
            if last_words.is_none() || verdicts.len() == before {
                break;
            }
        }
        let (mut ok, mut decoded) = (0, 0);
        for (index, call) in calls.iter().enumerate() {
            let verdict = verdicts.remove(&index).unwrap_or_else(|| {
                wire::Verdict::Bad("not sent: the trying program ended before it".to_owned())
            });
            match verdict {
                wire::Verdict::Good => {
                    ok += 1;
                    decoded += 1;
                }
                wire::Verdict::Excused {
                    taken,
                    reason,
                    evidence,
                } => {
                    ok += usize::from(taken);
                    self.prepared.report.wire_excused.push(wire::Excuse {
                        operation: call.operation.clone(),
                        taken,
                        reason,
                        evidence,
                    });
                }
                wire::Verdict::Undecoded(why) => {
                    ok += 1;
                    self.say_at(
                        finding::CALL,
                        &call.pointer,
                        call.span,
                        format!("{}: {why}", call.operation),
                    );
                }
                wire::Verdict::Bad(why) => self.say_at(
                    finding::CALL,
                    &call.pointer,
                    call.span,
                    format!("{}: {why}", call.operation),
                ),
            }
        }
        self.prepared.report.wire_sent = Some(sent);
        self.prepared.report.wire_ok = Some(ok);
        self.prepared.report.wire_decoded = Some(decoded);
        Ok(())
    }
}
