//! A bank whose answers are checked, and an application.

use std::time::Duration;

use citi_sandbox::{Application, Sandbox};

/// The groups of operations that have a limit.
const GROUPS: [&str; 4] = ["accounts", "payments", "cards", "fx"];

pub(crate) struct Bank {
    pub(crate) sandbox: Sandbox,
    pub(crate) application: Application,
}

impl Bank {
    /// A bank whose day is a Monday and whose limits nobody meets.
    pub(crate) async fn open() -> Self {
        let sandbox = Sandbox::builder()
            .seed(7)
            .start_at("2026-03-02T15:05:09Z".parse().unwrap())
            .frozen(true)
            .checked(true)
            .start()
            .await
            .unwrap();
        let application = sandbox.register("Judge");
        for group in GROUPS {
            let minute = Duration::from_secs(60);
            sandbox.set_limit(&application.client_id, group, 1_000_000, minute);
        }
        Self {
            sandbox,
            application,
        }
    }

    /// A token for all that the application may do.
    pub(crate) async fn token(&self) -> String {
        #[derive(serde::Deserialize)]
        struct Grant {
            access_token: String,
        }
        let answer = reqwest::Client::new()
            .post(format!("{}/oauth2/token", self.sandbox.base_url()))
            .basic_auth(
                &self.application.client_id,
                Some(self.application.client_secret.expose()),
            )
            .form(&[("grant_type", "client_credentials")])
            .send()
            .await
            .unwrap();
        let grant: Grant = answer.json().await.unwrap();
        grant.access_token
    }
}
