// [data-select-rows]       holds rows with <input type="checkbox" name="ids" value="17">;
//   [data-select-all]      ticks them all; shift-click ticks everything between two
//   [data-bulk]            gets .sj-shown while any is ticked; [data-bulk-count] inside says how many
//   [data-select-none]     unticks them all
(() => {
  let last = null;
  const boxes = (area) => [...area.querySelectorAll("input[name=ids]")];

  const refresh = (area) => {
    const all = boxes(area);
    const ticked = all.filter((box) => box.checked);
    for (const box of all) box.closest("tr, li")?.classList.toggle("sj-selected", box.checked);
    for (const bar of area.querySelectorAll("[data-bulk]")) bar.classList.toggle("sj-shown", ticked.length > 0);
    for (const count of area.querySelectorAll("[data-bulk-count]")) count.textContent = ticked.length;
    for (const box of area.querySelectorAll("[data-select-all]")) {
      box.checked = all.length > 0 && ticked.length === all.length;
      box.indeterminate = ticked.length > 0 && ticked.length < all.length;
    }
  };
  const tickAll = (area, value) => {
    for (const box of boxes(area)) box.checked = value;
    refresh(area);
  };

  document.addEventListener("click", (event) => {
    const area = event.target.closest("[data-select-rows]");
    if (!area) return;
    if (event.target.matches("[data-select-all]")) tickAll(area, event.target.checked);
    if (event.target.closest("[data-select-none]")) tickAll(area, false);
    if (!event.target.matches("input[name=ids]")) return;
    const all = boxes(area);
    const [from, to] = [all.indexOf(last), all.indexOf(event.target)].sort((a, b) => a - b);
    if (event.shiftKey && from >= 0) for (const box of all.slice(from, to + 1)) box.checked = event.target.checked;
    last = event.target;
    refresh(area);
  });
  window.sanjing.attach("[data-select-rows]", refresh);
  document.addEventListener("htmx:after:swap", () => document.querySelectorAll("[data-select-rows]").forEach(refresh));
})();
