//! Whether a page can be used by everybody, as far as axe-core can tell.

use std::path::PathBuf;

use crate::window::Window;

/// The rules of axe-core, which `.ci/run` fetches; says so where they are not there.
pub(crate) fn rules() -> Option<String> {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("axe-core/axe.min.js");
    let rules = std::fs::read_to_string(&file).ok();
    if rules.is_none() {
        println!(
            "left out: accessibility of the portal: {} is not there (.ci/run fetches it from npm)",
            file.display()
        );
    }
    rules
}

/// What the renderer's own elements break: how it nests and names them is not ours to change. Colours and
/// names inside it are looked at as everywhere.
const RENDERER: [&str; 3] = ["heading-order", "landmark-", "nested-interactive"];

/// What breaks WCAG 2.2 AA, or good practice, on the page that is open: rule, place and why.
pub(crate) async fn faults(window: &Window, rules: &str, page: &str) -> Vec<String> {
    window.ask(&format!("{rules}; window.axed = null")).await;
    let run = "axe.run().then((it) => { window.axed = it.violations\
               .flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary}`)) });";
    window.ask(run).await;
    window.until("window.axed").await;
    let found = window.ask("window.axed").await;
    let found = found.as_array().cloned().unwrap_or_default();
    let found = found.iter().filter_map(serde_json::Value::as_str);
    let of_renderer =
        |it: &&str| page == "document" && RENDERER.iter().any(|rule| it.starts_with(rule));
    let own = found.filter(|it| !of_renderer(it));
    own.map(|it| format!("{page}: {it}")).collect()
}
