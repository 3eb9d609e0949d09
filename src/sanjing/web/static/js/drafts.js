// form[data-draft="key"]   keeps what is typed in this browser until the server has it: through a
// failed save, a lost session and a closed tab. The key travels as `_draft`; the server's answer
// sets the cookie `draft_saved` (foundation.pages), and only that ends a draft. Passwords and files
// are never kept. A restored draft keeps the `version` it was typed on, so that a record which
// somebody changed meanwhile is a conflict and not overwritten. A form that comes back with an answer
// of the server (data-draft-answered) already holds what was typed and what others saved: it is kept
// as it stands.
(() => {
  const DAYS = 7;
  const SKIPPED = ["csrfmiddlewaretoken", "next", "_draft"];
  const place = (key) => `sanjing.draft.${document.body.dataset.user}.${key}`;

  const controls = (form) =>
    [...form.elements].filter((control) => {
      const name = control.name || control.dataset.draftName;
      return name && !SKIPPED.includes(name) && !["password", "file", "submit", "button"].includes(control.type);
    });
  const value = (control) => {
    if (["checkbox", "radio"].includes(control.type)) return control.checked;
    return control.multiple ? [...control.selectedOptions].map((option) => option.value) : control.value;
  };
  const fill = (control, stored) => {
    if (typeof stored === "boolean") control.checked = stored;
    else if (Array.isArray(stored)) for (const option of control.options) option.selected = stored.includes(option.value);
    else control.value = stored;
  };
  const read = (form) => controls(form).map((control) => [control.name || control.dataset.draftName, value(control)]);

  const store = (form) => {
    try {
      localStorage.setItem(place(form.dataset.draft), JSON.stringify({ at: Date.now(), fields: read(form) }));
    } catch {
      form.dispatchEvent(new CustomEvent("sanjing:draft-unkept", { bubbles: true })); // storage full or forbidden
    }
  };
  const dirty = new Set();
  const forget = (key) => {
    localStorage.removeItem(place(key));
    for (const form of dirty) if (form.dataset.draft === key) dirty.delete(form);
  };

  const fresh = (key) => {
    const draft = JSON.parse(localStorage.getItem(place(key)) || "null");
    if (draft && Date.now() - draft.at < DAYS * 86400000) return draft;
    forget(key);
    return null;
  };

  const restore = (form, fields) => {
    const rest = controls(form);
    for (const [name, stored] of fields) {
      const index = rest.findIndex((control) => (control.name || control.dataset.draftName) === name);
      if (index >= 0) fill(rest.splice(index, 1)[0], stored);
    }
    form.dispatchEvent(new CustomEvent("sanjing:restored", { bubbles: true }));
  };

  const notice = (form, draft, before) => {
    const template = document.getElementById("draft-notice");
    if (!template) return;
    const bar = template.content.firstElementChild.cloneNode(true);
    const when = { month: "long", day: "numeric", hour: "2-digit", minute: "2-digit" };
    bar.querySelector("time").textContent = new Date(draft.at).toLocaleString(document.documentElement.lang, when);
    bar.querySelector("button").addEventListener("click", () => {
      forget(form.dataset.draft);
      restore(form, before);
      bar.remove();
    });
    form.prepend(bar);
  };

  const saved = () => {
    const cookie = document.cookie.split("; ").find((one) => one.startsWith("draft_saved="));
    if (!cookie) return;
    forget(decodeURIComponent(cookie.slice("draft_saved=".length)));
    document.cookie = "draft_saved=; max-age=0; path=/";
  };

  saved();
  window.addEventListener("pagehide", () => {
    for (const form of dirty) if (form.isConnected) store(form);
  });
  document.addEventListener("htmx:after:swap", saved);

  window.sanjing.attach("form[data-draft]", (form) => {
    let timer;
    const before = read(form);
    const draft = fresh(form.dataset.draft);
    const key = Object.assign(document.createElement("input"), { type: "hidden", name: "_draft", value: form.dataset.draft });
    form.append(key);
    if (form.hasAttribute("data-draft-answered")) {
      store(form);
    } else if (draft && JSON.stringify(draft.fields) !== JSON.stringify(before)) {
      restore(form, draft.fields);
      notice(form, draft, before);
    }
    const later = () => {
      dirty.add(form);
      clearTimeout(timer);
      timer = setTimeout(() => dirty.has(form) && store(form), 300);
    };
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    form.addEventListener("submit", () => { clearTimeout(timer); store(form); });
  });
})();
