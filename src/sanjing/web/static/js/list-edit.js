// th[data-edit="stage"] in table[data-list]   the cells below turn into a control in place: by a
//   double click, by the pencil ([data-pencil]) that comes up at the cell under the mouse, or by e on
//   the row that j and k walk. tr[data-fixed] is a row the reader may not change. Enter saves, Escape
//   leaves, Tab saves and goes on to the next cell. The control comes from <row address>field/stage/.
// Only with a mouse and room for it: a phone has the form of the record.
(() => {
  const roomy = window.matchMedia("(hover: hover) and (min-width: 769px)");
  const starts = new WeakMap();
  let onward = null;
  let latest = "";
  let pointed = null;

  const nameOf = (cell) => cell.closest("table").tHead.rows[0].cells[cell.cellIndex]?.dataset.edit;
  const editable = (cell) =>
    roomy.matches && Boolean(cell?.closest("table[data-list] tbody tr[data-href]:not([data-fixed])") && nameOf(cell));
  const form = () => document.querySelector("[data-inline]");
  const written = (one) => new URLSearchParams(new FormData(one)).toString();
  const leave = (one) => {
    const changed = written(one) !== starts.get(one) || one.hasAttribute("data-inline-refused");
    if (changed) one.requestSubmit();
    else one.querySelector("[data-inline-cancel]").click();
  };

  const open = (cell) => {
    if (!editable(cell) || cell.querySelector("[data-inline]")) return;
    if (form()) {
      onward = cell;
      leave(form());
      return;
    }
    latest = nameOf(cell);
    Object.assign(cell.style, { minWidth: `${cell.offsetWidth}px`, height: `${cell.offsetHeight}px` });
    const address = `${cell.parentElement.dataset.href}field/${latest}/${cell.querySelector(".sj-title") ? "?head=1" : ""}`;
    window.htmx.ajax("GET", address, { target: cell, swap: "innerHTML", source: cell });
  };
  const next = (cell) => {
    const all = [...cell.parentElement.cells].filter(editable);
    return all[all.indexOf(cell) + 1];
  };

  window.sanjing.attach("[data-inline]", (one) => {
    starts.set(one, written(one));
    const control = one.querySelector("input:not([type=hidden]), select, textarea");
    control?.focus();
    control?.select?.();
    one.addEventListener("keydown", (event) => {
      if (event.defaultPrevented || event.isComposing || event.target.closest("button, a")) return;
      const long = event.target.matches("textarea") && !event.ctrlKey && !event.metaKey;
      if (event.key === "Enter" && !long) one.requestSubmit();
      else if (event.key === "Escape") one.querySelector("[data-inline-cancel]").click();
      else if (event.key === "Tab" && !event.shiftKey && next(one.closest("td"))) open(next(one.closest("td")));
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    one.addEventListener("focusout", () => {
      setTimeout(() => {
        const left = one.isConnected && document.hasFocus() && !one.contains(document.activeElement);
        if (left && !one.hasAttribute("data-inline-refused") && written(one) === starts.get(one)) leave(one);
      }, 150);
    });
  });
  document.addEventListener("htmx:after:swap", () => {
    const cell = onward;
    onward = null;
    for (const left of document.querySelectorAll("[data-list] td[style]:not(:has([data-inline]))")) left.removeAttribute("style");
    if (cell?.isConnected && !form()) open(cell);
  });

  const point = (cell) => {
    const pencil = document.querySelector("[data-pencil]");
    if (!pencil) return;
    pointed = editable(cell) && !cell.querySelector("[data-inline]") ? cell : null;
    pencil.hidden = !pointed;
    if (!pointed) return;
    const [box, frame] = [cell, pencil.parentElement].map((one) => one.getBoundingClientRect());
    const side = cell.classList.contains("num") ? 0 : box.width - pencil.offsetWidth;
    pencil.style.left = `${box.left - frame.left + side}px`;
    pencil.style.top = `${box.top - frame.top + (box.height - pencil.offsetHeight) / 2}px`;
  };
  document.addEventListener("mouseover", (event) => {
    if (!event.target.closest("[data-pencil]")) point(event.target.closest("table[data-list] td"));
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-pencil]") || !pointed) return;
    const cell = pointed;
    point(null);
    open(cell);
  });
  document.addEventListener("dblclick", (event) => {
    const cell = event.target.closest("table[data-list] td");
    if (cell && !event.target.closest("[data-inline], a, input")) open(cell);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "e" || window.sanjing.typing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = [...(document.querySelector("table[data-list] tr.sj-current")?.cells ?? [])].filter(editable);
    if (!all.length) return;
    event.preventDefault();
    open(all.find((cell) => nameOf(cell) === latest) ?? all[0]);
  });
})();
