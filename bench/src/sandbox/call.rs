//! [`Call`]: a call that both servers answer.

/// A call that both servers answer, of a document that both speak for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Call {
    /// `operationId`.
    pub(super) name: &'static str,
    /// The document, below `specs/`.
    pub(super) document: &'static str,
    pub(super) method: &'static str,
    /// What stands before each path of the document. Prism does not know it.
    pub(super) base_path: &'static str,
    pub(super) path: &'static str,
    pub(super) body: Option<&'static str>,
}

/// Two that only look, one that computes, one that changes the books.
pub(super) const CALLS: [Call; 4] = [
    Call {
        name: "getAccount",
        document: "accounts/accounts.yaml",
        method: "GET",
        base_path: "/accounts/v1",
        path: "/accounts/123456789",
        body: None,
    },
    Call {
        name: "listAccountTransactions",
        document: "accounts/accounts.yaml",
        method: "GET",
        base_path: "/accounts/v1",
        path: "/accounts/123456789/transactions?limit=3",
        body: None,
    },
    Call {
        name: "getRates",
        document: "fx/fx.yaml",
        method: "GET",
        base_path: "/fx/v1",
        path: "/rates?base=USD&terms=EUR",
        body: None,
    },
    Call {
        name: "createDomesticPayment",
        document: "payments/payments.yaml",
        method: "POST",
        base_path: "/payments/v1",
        path: "/domestic",
        body: Some(PAYMENT),
    },
];

/// A cent: the account is to last.
const PAYMENT: &str = r#"{"method":"ACH","amount":0.01,"currency":"USD","debtorAccountId":"123456789","creditor":{"name":"Harbor Supplies LLC","accountNumber":"9876543210","accountType":"CHECKING","routingNumber":"011000015","bankName":"Example Trust Bank"},"executionDate":"2026-03-04","reference":"INV-2291"}"#;
