// What the pages can do beyond links and forms. Each works without it.
"use strict";
(() => {
  const root = document.documentElement;
  const kept = (() => {
    try { return window.localStorage; } catch { return null; }
  })();

  // The theme: that of the machine, until somebody chooses another.
  const themes = ["auto", "light", "dark"];
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  let theme = themes.includes(kept?.getItem("theme")) ? kept.getItem("theme") : "auto";
  const show = () => {
    if (theme === "auto") { delete root.dataset.theme; } else { root.dataset.theme = theme; }
    // The renderer of documents goes by a class.
    root.classList.toggle("dark-mode", theme === "dark" || (theme === "auto" && dark.matches));
    const button = document.getElementById("theme");
    if (button) {
      button.hidden = false;
      button.title = `Theme: ${theme}`;
      button.setAttribute("aria-label", button.title);
    }
  };
  show();
  dark.addEventListener("change", show);

  // Parts that live are fetched again, and put in place if they have changed. They are the portal's own
  // pages, in which everything shown is escaped; their policy lets no script in them run.
  const fetched = async () => {
    const answer = await fetch(document.body.dataset.from ?? location.href, { headers: { accept: "text/html" }, cache: "no-store" });
    if (!answer.ok) { return; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-live]")) {
      const next = page.getElementById(part.id);
      const held = part.contains(document.activeElement) && document.activeElement !== part;
      if (next && !held && !part.isEqualNode(next)) {
        part.replaceChildren(...Array.from(next.childNodes, (node) => document.importNode(node, true)));
      }
    }
  };
  const PAUSE = 1000;
  const live = async () => {
    if (!document.hidden) {
      try { await fetched(); } catch { /* The sandbox is gone, or comes back: ask again. */ }
    }
    setTimeout(live, PAUSE);
  };

  document.addEventListener("DOMContentLoaded", () => {
    show();
    document.getElementById("theme")?.addEventListener("click", () => {
      theme = themes[(themes.indexOf(theme) + 1) % themes.length];
      kept?.setItem("theme", theme);
      show();
    });
    // What shows a secret answers a form. To load it again is to see the page itself, not to send the form twice.
    if (document.getElementById("once")) { history.replaceState(null, "", document.body.dataset.from); }
    for (const button of document.querySelectorAll("button[data-copy]")) {
      const from = document.getElementById(button.dataset.copy);
      if (!from || !navigator.clipboard) { continue; }
      button.hidden = false;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(from.textContent);
        button.textContent = "Copied";
      });
    }
    for (const form of document.querySelectorAll("form[data-ask]")) {
      form.addEventListener("submit", (event) => {
        if (!window.confirm(form.dataset.ask)) { event.preventDefault(); }
      });
    }
    for (const choice of document.querySelectorAll("select[data-submits]")) {
      choice.addEventListener("change", () => choice.form.requestSubmit());
    }
    // On a narrow page the navigation is a strip: the page that is open is in sight.
    const here = document.querySelector(".side [aria-current]");
    const strip = document.querySelector(".side");
    if (here && strip) { strip.scrollLeft = here.offsetLeft - strip.offsetLeft - (strip.clientWidth - here.clientWidth) / 2; }
    if (document.querySelector("[data-live]")) { setTimeout(live, PAUSE); }
  });
})();
