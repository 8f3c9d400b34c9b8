//! [`Filter`]: which requests are shown.

use crate::gate::Recorded;

/// Which requests are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    /// What stands in path, operation, error code or request id.
    pub(super) text: String,
    /// The first digit of the status.
    pub(super) class: Option<u16>,
    /// The application.
    pub(super) client_id: String,
}

impl Filter {
    /// Reads `text`, `status` and `client` of a query; what is not understood chooses nothing.
    pub(super) fn read(query: &str) -> Self {
        let mut filter = Self::default();
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "text" => filter.text = value.trim().to_owned(),
                "status" => filter.class = value.parse().ok().filter(|it| (1..=5).contains(it)),
                "client" => filter.client_id = value.into_owned(),
                _ => {}
            }
        }
        filter
    }

    /// Whether nothing is chosen.
    pub(super) fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a request is shown.
    pub(super) fn fits(&self, record: &Recorded) -> bool {
        let text = self.text.to_lowercase();
        let words = [
            Some(&*record.path),
            record.operation.as_deref(),
            record.error_code.as_deref(),
            Some(&*record.request_id),
        ];
        let has = |word: &str| word.to_lowercase().contains(&text);
        (text.is_empty() || words.into_iter().flatten().any(has))
            && self.class.is_none_or(|class| record.status / 100 == class)
            && (self.client_id.is_empty()
                || record.client_id.as_deref() == Some(self.client_id.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Recorded {
        Recorded {
            at: jiff::Timestamp::UNIX_EPOCH,
            method: http::Method::GET,
            path: "/fx/v1/rates".into(),
            operation: Some("getRates".into()),
            status: 404,
            client_id: Some("app-1".into()),
            request_id: "r-1".into(),
            error_code: Some("CURRENCY_NOT_FOUND".to_owned()),
            fault: None,
        }
    }

    #[test]
    fn each_choice_narrows() {
        let fits = |query: &str| Filter::read(query).fits(&record());
        for query in [
            "",
            "text=GETRATES",
            "text=currency_not",
            "status=4&client=app-1",
            "status=x&other=y",
        ] {
            assert!(fits(query), "{query}");
        }
        for query in [
            "text=cards",
            "status=2",
            "client=app-2",
            "text=rates&status=5",
        ] {
            assert!(!fits(query), "{query}");
        }
        assert!(Filter::read("status=9").is_open());
    }
}
