//! The portal over HTTP.

mod pages;
mod people;
mod programs;

use reqwest::Response;

use crate::support::{Caller, header};

pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

pub(crate) async fn page(caller: &Caller, path: &str) -> String {
    let answer = caller
        .get(path)
        .header("accept", "text/html")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200, "{path}");
    let policy = header(&answer, "content-security-policy");
    assert!(policy.starts_with("default-src 'none'"), "{path}");
    assert!(policy.contains("script-src 'self';"), "{path}: {policy}");
    assert!(
        policy.ends_with("frame-ancestors 'none'"),
        "{path}: {policy}"
    );
    answer.text().await.unwrap()
}

pub(crate) async fn submit(caller: &Caller, path: &str, form: &'static str) -> Response {
    let origin = caller.sandbox.base_url();
    let post = caller
        .post(path)
        .header("content-type", FORM)
        .header("origin", origin);
    post.body(form).send().await.unwrap()
}
