//! The four categories over HTTP.

use std::sync::Arc;

use axum::routing::get;
use http::{StatusCode, header};

use crate::state::State;

pub(crate) fn routes() -> axum::Router<Arc<State>> {
    fn json(text: &'static str) -> ([(http::HeaderName, &'static str); 1], &'static str) {
        ([(header::CONTENT_TYPE, "application/json")], text)
    }
    let payment = r#"{"paymentId":"p-1","status":"RECEIVED","method":"ACH","amount":1250.00,"currency":"USD","debtorAccountId":"123456789","creditor":{"name":"H","maskedAccountNumber":"******3210","routingNumber":"011000015"},"executionDate":"2026-03-04","createdAt":"2026-03-02T14:05:09Z","updatedAt":"2026-03-02T14:05:09Z"}"#;
    axum::Router::new()
        .route(
            "/fx/v1/rates",
            get(move || async move {
                json(r#"{"base":"USD","asOf":"2026-03-02T14:05:09Z","rates":[]}"#)
            }),
        )
        .route(
            "/payments/v1/domestic",
            get(move || async move { json(r#"{"payments":[],"page":{"limit":50}}"#) }).post(
                move || async move {
                    (
                        StatusCode::CREATED,
                        [(header::LOCATION, "/x")],
                        json(payment),
                    )
                },
            ),
        )
}
