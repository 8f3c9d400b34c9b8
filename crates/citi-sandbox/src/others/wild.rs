//! The answers of documents of the wild, where they are at hand: each fits its own schema.

use std::path::Path;

use axum::body::to_bytes;
use citi_codegen::model::{Operation, Status};
use http::{StatusCode, header};

use super::Others;
use super::answer::answer;
use super::invent::Inventor;
use crate::documents::Documents;
use crate::gate::{Checker, Data, documented};

fn checker(others: &Others, at: usize) -> Checker<'_> {
    Checker {
        document: &others.documents.apis[at].document,
        patterns: &others.documents.patterns,
    }
}

/// The statuses that an operation's document names.
fn statuses(operation: &Operation) -> Vec<StatusCode> {
    let codes = operation.responses.iter().filter_map(|it| match it.status {
        Status::Code(code) => StatusCode::from_u16(code).ok(),
        _ => None,
    });
    codes.collect()
}

/// What is wrong with the answer of a status, or with the one that comes unasked.
async fn wrong(
    others: &Others,
    at: usize,
    operation: &Operation,
    asked: Option<StatusCode>,
) -> Vec<String> {
    let inventor = Inventor {
        checker: checker(others, at),
    };
    let Some(answer) = answer(operation, &inventor, asked) else {
        return vec!["no answer".to_owned()];
    };
    let (parts, body) = answer.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    let response = documented(operation, parts.status).unwrap();
    let kind = parts.headers.get(header::CONTENT_TYPE);
    let kind = kind.map_or("", |it| it.to_str().unwrap());
    let media = response.content.iter().find(|it| it.name == kind);
    if response.content.is_empty() {
        assert!(bytes.is_empty());
    }
    let Some(schema) = media
        .filter(|it| it.is_json())
        .and_then(|it| it.schema.as_ref())
    else {
        return Vec::new();
    };
    let data = Data::read(&bytes).unwrap();
    // Forms that the document does not tell apart: an answer in one is always in the other too.
    let forms = schema.one_of.iter();
    if forms.filter(|form| inventor.is_valid(form, &data)).count() > 1 {
        println!("{}: forms that can't be told apart", operation.path);
        return Vec::new();
    }
    let faults = inventor.checker.check(schema, &data);
    faults
        .iter()
        .map(|it| format!("{} {}", it.field, it.issue))
        .collect()
}

#[tokio::test]
async fn every_operation_of_the_real_portal_answers_as_its_document_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/portal");
    if !folder.is_dir() {
        println!("left out: the documents of the real portal are not beside the workspace");
        return;
    }
    let others = Others::read(&[folder], &Documents::default()).unwrap();
    let (mut operations, mut answers, mut broken) = (0, 0, Vec::new());
    for (at, api) in others.documents.apis.iter().enumerate() {
        for endpoint in &api.endpoints {
            operations += 1;
            let operation = &endpoint.operation;
            let asked = statuses(operation).into_iter().map(Some);
            for asked in std::iter::once(None).chain(asked) {
                answers += 1;
                for fault in wrong(&others, at, operation, asked).await {
                    broken.push(format!("{} {} {asked:?}: {fault}", api.id, endpoint.id));
                }
            }
        }
    }
    println!(
        "{operations} operations, {answers} answers, {} broken",
        broken.len()
    );
    println!("not served: {:#?}", others.warnings);
    assert!(operations >= 50 && others.documents.apis.len() >= 27);
    assert!(broken.is_empty(), "{broken:#?}");
}
