// [data-combobox data-url="/customers/pick/"]   a searching select: a text input that people see and
// a hidden input that holds the id. GET url?q= answers [{id, text, hint}] or {rows: [...]}.
// Put data-create="/customers/new/?name=" on it to offer making what was not found.
window.sanjing.attach("[data-combobox]", (box) => {
  const hidden = box.querySelector("input[type=hidden]");
  const input = box.querySelector("input:not([type=hidden])");
  const list = document.createElement("ul");
  let timer, request, chosen = -1, shown = input.value;

  input.dataset.draftName ||= `${hidden.name}__text`;
  list.className = "sj-options dropdown-menu";
  list.id = `${input.id || hidden.name}-options`;
  list.setAttribute("role", "listbox");
  box.append(list);
  for (const [name, value] of Object.entries({ role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" }))
    input.setAttribute(name, value);

  const close = () => {
    list.classList.remove("show");
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const pick = (id, text) => {
    const changed = hidden.value !== String(id);
    hidden.value = id;
    input.value = shown = text;
    close();
    if (changed) hidden.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const mark = (index) => {
    const all = [...list.children];
    chosen = all.length ? (index + all.length) % all.length : -1;
    all.forEach((option, place) => option.setAttribute("aria-selected", String(place === chosen)));
    if (chosen >= 0) input.setAttribute("aria-activedescendant", all[chosen].id);
    all[chosen]?.scrollIntoView({ block: "nearest" });
  };
  const option = (row, place) => {
    const element = document.createElement("li");
    element.className = "dropdown-item sj-option";
    element.id = `${list.id}-${place}`;
    element.setAttribute("role", "option");
    element.append(Object.assign(document.createElement("span"), { textContent: row.text }));
    if (row.hint) element.append(Object.assign(document.createElement("span"), { className: "sj-hit-hint", textContent: row.hint }));
    element.addEventListener("mousedown", (event) => {
      event.preventDefault();
      if (row.href) window.open(row.href, "_blank", "noopener");
      else pick(row.id, row.text);
    });
    return element;
  };
  const show = (rows, words) => {
    const create = box.dataset.create && words ? [{ text: `+ ${words}`, href: box.dataset.create + encodeURIComponent(words) }] : [];
    const all = [...rows, ...create];
    list.replaceChildren(...all.map(option));
    list.classList.toggle("show", all.length > 0);
    input.setAttribute("aria-expanded", String(all.length > 0));
    mark(rows.length ? 0 : -1);
  };
  const search = async () => {
    request?.abort();
    request = new AbortController();
    const words = input.value === shown ? "" : input.value.trim();
    try {
      const response = await fetch(`${box.dataset.url}?q=${encodeURIComponent(words)}`, { signal: request.signal });
      const answer = await response.json();
      show(answer.rows ?? answer, words);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (!input.value.trim()) pick("", "");
    timer = setTimeout(search, 120);
  });
  input.addEventListener("focus", () => input.select());
  input.addEventListener("click", search);
  input.addEventListener("blur", () => { close(); input.value = shown; });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const open = list.classList.contains("show");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) mark(chosen + (event.key === "ArrowDown" ? 1 : -1));
      else search();
    } else if (open && event.key === "Enter" && list.children[chosen]) {
      event.preventDefault();
      list.children[chosen].dispatchEvent(new MouseEvent("mousedown", { cancelable: true }));
    } else if (open && event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
  document.addEventListener("sanjing:restored", () => { shown = input.value; });
});
