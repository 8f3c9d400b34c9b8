//! [`Window`]: a page of Chromium, and what it asked for and complained of.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chromiumoxide::cdp::browser_protocol::emulation::{
    MediaFeature, SetDeviceMetricsOverrideParams,
};
use chromiumoxide::cdp::browser_protocol::log::{EventEntryAdded, LogEntryLevel};
use chromiumoxide::cdp::browser_protocol::network::EventRequestWillBeSent;
use chromiumoxide::cdp::browser_protocol::page::{CaptureScreenshotParams, Viewport};
use chromiumoxide::cdp::js_protocol::runtime::{
    ConsoleApiCalledType, EventConsoleApiCalled, EventExceptionThrown,
};
use chromiumoxide::detection::{DetectionOptions, default_executable};
use chromiumoxide::{Browser, BrowserConfig, Page};
use futures_util::StreamExt as _;
use tempfile::TempDir;
use tokio::task::JoinHandle;

use crate::look::Look;

/// How long something on a page may take, on a machine that does other things too.
const PATIENCE: Duration = Duration::from_secs(30);

/// A page of a browser without a window.
pub(crate) struct Window {
    pub(crate) page: Page,
    base: String,
    look: Look,
    heard: Arc<Mutex<Heard>>,
    tasks: Vec<JoinHandle<()>>,
    browser: Browser,
    _profile: TempDir,
}

/// What a browser did by itself.
#[derive(Default)]
struct Heard {
    requests: Vec<String>,
    complaints: Vec<String>,
}

impl Window {
    /// Opens one onto the portal at `base`; says so where no browser is installed.
    pub(crate) async fn open(base: &str, look: Look) -> Option<Self> {
        let Ok(program) = default_executable(DetectionOptions::default()) else {
            println!(
                "left out: the portal in a browser: Chromium is not installed (apt-get install chromium)"
            );
            return None;
        };
        let profile = tempfile::tempdir().unwrap();
        let config = BrowserConfig::builder()
            .chrome_executable(program)
            .user_data_dir(profile.path())
            // Only pages of this test are opened, and continuous integration runs as root.
            .no_sandbox()
            .args([
                "--disable-background-networking",
                "--disable-component-update",
                "--hide-scrollbars",
            ])
            .launch_timeout(PATIENCE)
            .request_timeout(PATIENCE)
            .viewport(None)
            .window_size(look.width, look.height)
            .build()
            .unwrap();
        let (browser, mut handler) = Browser::launch(config).await.unwrap();
        let driver = tokio::spawn(async move { while handler.next().await.is_some() {} });
        let page = browser.new_page("about:blank").await.unwrap();
        let mut window = Self {
            page,
            base: base.to_owned(),
            look,
            heard: Arc::default(),
            tasks: vec![driver],
            browser,
            _profile: profile,
        };
        window.listen().await;
        window.wear(look).await;
        Some(window)
    }

    /// Takes on a size and a colour scheme.
    pub(crate) async fn wear(&mut self, look: Look) {
        let size = SetDeviceMetricsOverrideParams::new(
            i64::from(look.width),
            i64::from(look.height),
            1.0,
            false,
        );
        self.page.execute(size).await.unwrap();
        let scheme = if look.dark { "dark" } else { "light" };
        let scheme = MediaFeature::new("prefers-color-scheme", scheme);
        let still = MediaFeature::new("prefers-reduced-motion", "reduce");
        let features = vec![scheme, still];
        self.page.emulate_media_features(features).await.unwrap();
        self.look = look;
    }

    async fn listen(&mut self) {
        let page = &self.page;
        page.enable_log().await.unwrap();
        page.enable_runtime().await.unwrap();
        let mut requests = page
            .event_listener::<EventRequestWillBeSent>()
            .await
            .unwrap();
        let mut entries = page.event_listener::<EventEntryAdded>().await.unwrap();
        let mut thrown = page.event_listener::<EventExceptionThrown>().await.unwrap();
        let mut said = page
            .event_listener::<EventConsoleApiCalled>()
            .await
            .unwrap();
        let heard = self.heard.clone();
        self.tasks.push(tokio::spawn(async move {
            while let Some(it) = requests.next().await {
                heard.lock().unwrap().requests.push(it.request.url.clone());
            }
        }));
        let heard = self.heard.clone();
        self.tasks.push(tokio::spawn(async move {
            while let Some(it) = entries.next().await {
                if matches!(
                    it.entry.level,
                    LogEntryLevel::Error | LogEntryLevel::Warning
                ) {
                    let url = it.entry.url.as_deref().unwrap_or_default();
                    let text = format!("{} ({url})", it.entry.text);
                    heard.lock().unwrap().complaints.push(text);
                }
            }
        }));
        let heard = self.heard.clone();
        self.tasks.push(tokio::spawn(async move {
            while let Some(it) = thrown.next().await {
                let text = format!("{:?}", it.exception_details);
                heard.lock().unwrap().complaints.push(text);
            }
        }));
        let heard = self.heard.clone();
        self.tasks.push(tokio::spawn(async move {
            while let Some(it) = said.next().await {
                if matches!(
                    it.r#type,
                    ConsoleApiCalledType::Error | ConsoleApiCalledType::Warning
                ) {
                    let text = format!("{:?}", it.args);
                    heard.lock().unwrap().complaints.push(text);
                }
            }
        }));
    }

    /// Goes to a page of the portal.
    pub(crate) async fn go(&self, path: &str) {
        let address = format!("{}{path}", self.base);
        self.page.goto(address).await.unwrap();
        self.until("document.readyState === 'complete'").await;
    }

    /// What an expression gives, as JSON.
    pub(crate) async fn ask(&self, expression: &str) -> serde_json::Value {
        match self.page.evaluate_expression(expression).await {
            Ok(result) => result.value().cloned().unwrap_or_default(),
            // A page that is being left.
            Err(_) => serde_json::Value::Null,
        }
    }

    /// Waits until an expression holds.
    pub(crate) async fn until(&self, expression: &str) {
        let end = Instant::now() + PATIENCE;
        while self.ask(&format!("!!({expression})")).await != true {
            if Instant::now() > end {
                let text = self.ask("document.body.innerText").await;
                self.picture("failed").await;
                panic!("it never came to be that {expression}; the page says: {text}");
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Waits until the page shows a text.
    pub(crate) async fn until_shown(&self, text: &str) {
        let text = serde_json::to_string(text).unwrap();
        self.until(&format!("document.body.innerText.includes({text})"))
            .await;
    }

    /// Clicks with the mouse on what a selector finds.
    pub(crate) async fn click(&self, selector: &str) {
        let quoted = serde_json::to_string(selector).unwrap();
        let there = format!("document.querySelector({quoted})?.checkVisibility()");
        self.click_once(&there, selector).await;
    }

    /// Clicks once an expression holds. A part that lives may be put in place anew meanwhile: then again.
    async fn click_once(&self, there: &str, selector: &str) {
        let end = Instant::now() + PATIENCE;
        loop {
            self.until(there).await;
            let clicked = match self.page.find_element(selector).await {
                Ok(element) => element.click().await.map(|_| ()),
                Err(error) => Err(error),
            };
            match clicked {
                Ok(()) => return,
                Err(error) if Instant::now() > end => panic!("{selector}: {error}"),
                Err(_) => {}
            }
        }
    }

    /// Clicks on the button of these words, inside what a selector finds.
    pub(crate) async fn press(&self, within: &str, words: &str) {
        let (within, words) = (
            serde_json::to_string(within).unwrap(),
            serde_json::to_string(words).unwrap(),
        );
        let mark = format!(
            "(() => {{ const all = [...document.querySelectorAll({within})]\
             .flatMap((it) => [...it.querySelectorAll('button')]);\
             const found = all.find((it) => it.innerText.trim().replace(/\\s+/g, ' ') === {words});\
             document.querySelectorAll('[data-here]').forEach((it) => delete it.dataset.here);\
             if (found) {{ found.dataset.here = 'yes'; }} return !!found; }})()"
        );
        self.click_once(&mark, "[data-here=yes]").await;
    }

    /// Writes into a field.
    pub(crate) async fn write(&self, selector: &str, text: &str) {
        self.click(selector).await;
        let element = self.page.find_element(selector).await.unwrap();
        element.type_str(text).await.unwrap();
    }

    /// Chooses an option of a list, as the keyboard does: the page hears of the change.
    pub(crate) async fn choose(&self, selector: &str, value: &str) {
        let selector = serde_json::to_string(selector).unwrap();
        let value = serde_json::to_string(value).unwrap();
        self.until(&format!("document.querySelector({selector})"))
            .await;
        let change = format!(
            "(() => {{ const list = document.querySelector({selector}); list.focus(); list.value = {value}; \
             list.dispatchEvent(new Event('change', {{ bubbles: true }})); return list.value; }})()"
        );
        assert_eq!(self.ask(&change).await.to_string(), value);
    }

    /// Takes a picture of the whole page, for people to look at.
    pub(crate) async fn picture(&self, name: &str) -> Vec<u8> {
        let tall = self.ask("document.documentElement.scrollHeight").await;
        let bytes = self.shot(tall.as_f64().unwrap().min(6000.0)).await;
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("portal");
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("{name}-{}.png", self.look.name));
        std::fs::write(file, &bytes).unwrap();
        bytes
    }

    /// A picture of what is in sight.
    pub(crate) async fn view(&self) -> Vec<u8> {
        self.shot(f64::from(self.look.height)).await
    }

    /// Presses a key.
    pub(crate) async fn key(&self, key: &str) {
        let body = self.page.find_element("body").await.unwrap();
        body.press_key(key).await.unwrap();
    }

    async fn shot(&self, height: f64) -> Vec<u8> {
        let whole = CaptureScreenshotParams::builder()
            .capture_beyond_viewport(true)
            .clip(Viewport {
                x: 0.0,
                y: 0.0,
                width: f64::from(self.look.width),
                height,
                scale: 1.0,
            })
            .build();
        let shot = self.page.execute(whole).await.unwrap();
        STANDARD.decode(&shot.result.data).unwrap()
    }

    /// What the browser complained of since this was last asked: errors and warnings of its console.
    pub(crate) fn complaints(&self) -> Vec<String> {
        std::mem::take(&mut self.heard.lock().unwrap().complaints)
    }

    /// What was asked of anybody but the sandbox.
    pub(crate) fn foreign(&self) -> Vec<String> {
        let heard = self.heard.lock().unwrap();
        let own = |it: &&String| {
            it.starts_with(&self.base) || it.starts_with("data:") || it.starts_with("about:")
        };
        let foreign = heard.requests.iter().filter(|it| !own(it));
        foreign.cloned().collect()
    }

    /// How many requests there were at all, so that a test that hears nothing does not pass.
    pub(crate) fn requests(&self) -> usize {
        self.heard.lock().unwrap().requests.len()
    }

    /// Closes it.
    pub(crate) async fn close(mut self) {
        self.browser.close().await.unwrap();
        self.browser.wait().await.unwrap();
        for task in &self.tasks {
            task.abort();
        }
    }
}
