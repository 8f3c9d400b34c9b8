// The renderer of documents: what it shows, and where 'try it' goes.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("renderer");
  if (!place || !window.SwaggerUIBundle) { return; }

  // A document names the bank's own hosts. Here it is served by this one, which is what it shows and calls.
  const here = new URL(location.href);
  const settled = (spec) => {
    if (!spec || typeof spec !== "object") { return spec; }
    const own = structuredClone(spec);
    if (own.swagger) {
      own.host = here.host;
      own.schemes = [here.protocol.replace(":", "")];
    } else if (Array.isArray(own.servers)) {
      for (const server of own.servers) {
        const url = new URL(server.url, here);
        server.url = here.origin + url.pathname.replace(/\/$/, "");
      }
    }
    const schemes = own.securityDefinitions ?? own.components?.securitySchemes ?? {};
    for (const scheme of Object.values(schemes)) {
      const flows = scheme.flows ? Object.values(scheme.flows) : [scheme];
      for (const flow of flows) {
        if (flow.tokenUrl) { flow.tokenUrl = `${here.origin}/oauth2/token`; }
      }
    }
    return own;
  };

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

  const own = () => ({
    statePlugins: { spec: { wrapActions: { updateJsonSpec: (go) => (spec) => go(settled(spec)) } } },
    wrapComponents: {
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

  const ui = window.SwaggerUIBundle({
    domNode: place,
    url: place.dataset.url,
    deepLinking: true,
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
