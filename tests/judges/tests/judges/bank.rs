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
}
