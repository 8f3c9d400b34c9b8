// The renderer of documents. The document that it is given says that it is served here, so 'try it' calls this sandbox.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("renderer");
  if (!place || !window.SwaggerUIBundle) { return; }

  // JSON with its blanks set and nothing else changed: 1250.00 stays 1250.00.
  const laidOut = (text) => {
    let out = "";
    let depth = 0;
    let quoted = false;
    const line = () => `\n${"  ".repeat(depth)}`;
    for (let at = 0; at < text.length; at += 1) {
      const sign = text[at];
      if (quoted) {
        out += sign;
        if (sign === "\\") { at += 1; out += text[at] ?? ""; }
        if (sign === '"') { quoted = false; }
        continue;
      }
      if (/\s/.test(sign)) { continue; }
      if (sign === '"') { quoted = true; out += sign; continue; }
      if (sign === "{" || sign === "[") {
        const rest = text.slice(at + 1).trimStart();
        if (rest[0] === "}" || rest[0] === "]") { out += sign + rest[0]; at = text.length - rest.length; continue; }
        depth += 1;
        out += sign + line();
      } else if (sign === "}" || sign === "]") {
        depth = Math.max(0, depth - 1);
        out += line() + sign;
      } else if (sign === ",") {
        out += sign + line();
      } else {
        out += sign === ":" ? ": " : sign;
      }
    }
    return out;
  };
  const isJson = (text) => {
    try { JSON.parse(text); return true; } catch { return false; }
  };

  // Pictures stand elsewhere, and nobody else is asked: what they show in words is left.
  const withoutPictures = (text) => typeof text === "string"
    ? text.replace(/!\[([^\]]*)\](\([^)]*\)|\[[^\]]*\])/g, "$1").replace(/<\/?(img|image|picture|source|svg|video|audio)\b[^>]*>/gi, "")
    : text;

  // What stands in the fields of 'try it' is to work at once: what need not be said is left out (the example of a cursor
  // is nobody's), a key is new, and a day that is asked for is today.
  const deref = (spec, value) => typeof value?.$ref === "string" && value.$ref.startsWith("#/")
    ? value.$ref.slice(2).split("/").reduce((at, name) => at?.[name.replaceAll("~1", "/").replaceAll("~0", "~")], spec)
    : value;
  const unique = () => [...crypto.getRandomValues(new Uint8Array(16))].map((it) => it.toString(16).padStart(2, "0")).join("");
  const dated = (spec, schema) => {
    const { example, properties } = deref(spec, schema) ?? {};
    for (const [name, property] of Object.entries(properties ?? {})) {
      if (deref(spec, property)?.format !== "date") { continue; }
      if (property.example) { property.example = place.dataset.today; }
      if (example?.[name]) { example[name] = place.dataset.today; }
    }
  };
  const usable = (spec) => {
    const methods = Object.values(spec.paths ?? {}).flatMap((path) => [path, ...Object.values(path ?? {})]);
    for (const given of methods.flatMap((it) => (Array.isArray(it?.parameters) ? it.parameters : []))) {
      const parameter = deref(spec, given);
      if (!parameter) { continue; }
      if (parameter.in === "body") { dated(spec, parameter.schema); continue; }
      const holders = [parameter, parameter.schema].filter(Boolean);
      for (const holder of holders) {
        if (!parameter.required) { delete holder.example; delete holder.examples; delete holder["x-example"]; }
      }
      if (/^idempotency-key$/i.test(parameter.name)) { parameter[spec.swagger ? "x-example" : "example"] = unique(); }
    }
    return spec;
  };

  // That the renderer has no field of its own for a format is nobody's fault: of what it tells, errors are.
  const silent = () => {};
  const log = Object.assign(() => {}, { debug: silent, info: silent, warn: silent, error: (...told) => console.error(...told) });

  const own = () => ({
    rootInjects: { log },
    // A document of webhooks alone has no paths, and the renderer would look there.
    statePlugins: { spec: { wrapActions: {
      updateJsonSpec: (go) => (spec) =>
        go(spec && typeof spec === "object" ? { ...("today" in place.dataset ? usable(structuredClone(spec)) : spec), paths: spec.paths ?? {} } : spec),
    } } },
    wrapComponents: {
      Markdown: (Original, system) => (props) =>
        system.React.createElement(Original, { ...props, source: withoutPictures(props.source) }),
      // Pressed before the operation is read to its end, it would find no values, or wait for ever.
      execute: (Original, system) => (props) =>
        (system.specSelectors.specResolvedSubtree(["paths", props.path, props.method]) ? system.React.createElement(Original, props) : null),
      TextArea: (Original, system) => (props) => system.React.createElement(Original, { "aria-label": "Body", ...props }),
      // Where calls need no token, there is nothing to ask for.
      ...("open" in place.dataset ? { authorizeBtn: () => () => null, authorizeOperationBtn: () => () => null } : {}),
      // The page has the document's name and its words already.
      info: () => () => null,
      responseBody: (Original, system) => (props) => {
        const { content } = props;
        const exact = typeof content === "string" && isJson(content);
        const told = exact ? { ...props, content: laidOut(content), contentType: "text/plain" } : props;
        return system.React.createElement(Original, told);
      },
    },
  });

  // The address names an operation by method and path: that one is opened, once, and the address follows who looks.
  const named = (block) => {
    const [method, path] = [".opblock-summary-method", ".opblock-summary-path, .opblock-summary-path__deprecated"]
      .map((it) => block.querySelector(it));
    return `${method?.textContent.trim()} ${path?.dataset.path ?? path?.textContent.trim()}`;
  };
  const wished = (() => {
    try { return decodeURIComponent(location.hash.slice(1)); } catch { return ""; }
  })();
  const opened = () => {
    const found = [...place.querySelectorAll(".opblock")].find((it) => named(it) === wished);
    if (!found) { return; }
    found.querySelector(".opblock-summary-control")?.click();
    found.scrollIntoView();
  };
  place.addEventListener("click", (event) => {
    const block = event.target.closest(".opblock-summary")?.closest(".opblock");
    if (block) { history.replaceState(null, "", `#${encodeURIComponent(named(block))}`); }
  });

  const ui = window.SwaggerUIBundle({
    domNode: place,
    url: place.dataset.url,
    onComplete: () => opened(),
    displayOperationId: true,
    displayRequestDuration: true,
    defaultModelsExpandDepth: 0,
    persistAuthorization: false,
    tryItOutEnabled: true,
    // Nobody else is asked whether the document is good.
    validatorUrl: null,
    layout: "BaseLayout",
    presets: [window.SwaggerUIBundle.presets.apis],
    plugins: [own],
  });

  // A token for an application, without its secret: this page belongs to whoever runs the sandbox.
  const form = document.getElementById("callas");
  const told = document.getElementById("callas-told");
  if (!form || !told) { return; }
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const chosen = form.elements.namedItem("client");
    const answer = await fetch(`/portal/applications/${encodeURIComponent(chosen.value)}/token`, { method: "POST" });
    if (!answer.ok) {
      told.textContent = `No token was given (${answer.status}).`;
      return;
    }
    const token = await answer.json();
    const name = form.dataset.scheme;
    ui.authActions.authorizeOauth2({
      auth: { name, schema: { type: "oauth2", flow: "application" } },
      token,
    });
    told.textContent = `Calls go out as ${chosen.selectedOptions[0].textContent}, for ${Math.round(token.expires_in / 60)} minutes.`;
  });
});
