// The command box: Ctrl/⌘ K, "/" or [data-open-command] open it. Pages and actions are whatever
// carries [data-command="its name"]; records come from GET /search/?q= as a partial whose links
// are the choices. ">" in front limits the box to pages and actions. What was chosen is remembered.
window.sanjing.attach("#command", (dialog) => {
  const input = dialog.querySelector("input");
  const list = dialog.querySelector("#command-results");
  const url = dialog.querySelector("form").getAttribute("action");
  const memory = `sanjing.recent.${document.body.dataset.user}`;
  let timer, request, chosen = 0;

  const recent = () => JSON.parse(localStorage.getItem(memory) || "[]");
  const remember = ({ href, textContent, dataset }) => {
    const text = dataset.text || textContent.trim();
    const others = recent().filter((one) => one.href !== href);
    localStorage.setItem(memory, JSON.stringify([{ href, text }, ...others].slice(0, 8)));
  };

  const options = () => [...list.querySelectorAll("a, button")];
  const mark = (index) => {
    const all = options();
    chosen = Math.max(0, Math.min(index, all.length - 1));
    all.forEach((option, place) => {
      option.id = `command-option-${place}`;
      option.setAttribute("role", "option");
      option.tabIndex = -1;
      option.setAttribute("aria-selected", String(place === chosen));
    });
    if (all[chosen]) input.setAttribute("aria-activedescendant", all[chosen].id);
    else input.removeAttribute("aria-activedescendant");
    all[chosen]?.scrollIntoView({ block: "nearest" });
  };

  const heading = (text) => {
    const element = document.createElement("div");
    element.className = "sj-command-heading";
    element.textContent = text;
    return element;
  };
  const choice = (text, act, href) => {
    const element = document.createElement(href ? "a" : "button");
    element.className = "sj-hit";
    element.textContent = text;
    if (href) element.href = href;
    else element.type = "button";
    if (act) element.addEventListener("click", act);
    return element;
  };

  const commands = (words) => {
    const found = new Map();
    for (const source of document.querySelectorAll("[data-command]")) {
      const text = source.dataset.command;
      if (text.toLowerCase().includes(words.toLowerCase()) && !found.has(text)) found.set(text, source);
    }
    return [...found].map(([text, source]) =>
      source.href ? choice(text, null, source.href) : choice(text, () => { dialog.close(); source.click(); }));
  };

  const show = (parts, note) => {
    list.replaceChildren(...parts);
    if (note) list.append(heading(note));
    mark(0);
  };
  const start = () => {
    const seen = recent().map((one) => choice(one.text, null, one.href));
    show([...(seen.length ? [heading(list.dataset.recent), ...seen] : []), heading(list.dataset.pages), ...commands("")]);
  };

  const search = async (words) => {
    request?.abort();
    request = new AbortController();
    const pages = commands(words);
    const below = pages.length ? [heading(list.dataset.pages), ...pages] : [];
    try {
      const headers = { "HX-Request": "true", "HX-Request-Type": "partial" };
      const response = await fetch(`${url}?q=${encodeURIComponent(words)}`, { headers, signal: request.signal });
      if (!response.ok) throw new Error(response.statusText);
      const hits = document.createElement("div");
      hits.innerHTML = await response.text();
      show([hits, ...below], hits.querySelector("a") || below.length ? "" : hits.textContent.trim() ? "" : list.dataset.nothing);
    } catch (error) {
      if (error.name !== "AbortError") show(below, list.dataset.failed);
    }
  };

  const typed = () => {
    clearTimeout(timer);
    const words = input.value.trim();
    if (!words) return start();
    if (words.startsWith(">")) return show(commands(words.slice(1).trim()));
    timer = setTimeout(() => search(words), 120);
  };
  const open = () => {
    if (dialog.open) return input.select();
    input.value = "";
    dialog.showModal();
    start();
    input.focus();
  };

  input.addEventListener("input", typed);
  input.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.isComposing) return;
    if (event.key in steps) {
      event.preventDefault();
      mark(chosen + steps[event.key]);
    } else if (event.key === "Enter" && options()[chosen]) {
      event.preventDefault();
      options()[chosen].click();
    }
  });
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link) remember(link);
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-open-command]")) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    const shortcut = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
    if (!shortcut && (event.key !== "/" || event.ctrlKey || event.metaKey || window.sanjing.typing(event))) return;
    event.preventDefault();
    open();
  });
});
