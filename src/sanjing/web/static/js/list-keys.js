// table[data-list]   j and k walk its rows, x selects the row (its first checkbox), Enter opens it
// (tr[data-href], else its first link). One listener for whatever rows htmx brings.
(() => {
  const rows = () => [...document.querySelectorAll("table[data-list] tbody tr")].filter((row) => row.offsetParent);
  const current = () => document.querySelector("table[data-list] tr.sj-current");

  const go = (row) => {
    if (!row) return;
    current()?.classList.remove("sj-current");
    row.classList.add("sj-current");
    row.scrollIntoView({ block: "nearest" });
  };
  const walk = (step) => {
    const all = rows();
    const place = all.indexOf(current());
    go(all[place < 0 ? 0 : Math.max(0, Math.min(place + step, all.length - 1))]);
  };
  const open = () => {
    const row = current();
    const href = row?.dataset.href || row?.querySelector("a[href]")?.href;
    if (href) window.location.href = href;
  };
  const keys = {
    j: () => walk(1),
    k: () => walk(-1),
    x: () => current()?.querySelector("input[type=checkbox]")?.click(),
    Enter: open,
  };

  document.addEventListener("keydown", (event) => {
    if (window.sanjing.typing(event) || event.ctrlKey || event.metaKey || event.altKey || !rows().length) return;
    const act = keys[event.key];
    if (!act || (event.key === "Enter" && event.target.closest("a, button, summary"))) return;
    event.preventDefault();
    act();
  });
})();
