// [data-lines]   rows of a record that grow and shrink; a product brings its price for this customer on this day.
// Without this script the spare rows do.
(() => {
  if (window.sanjingLines) return;
  window.sanjingLines = true;
  const money = new Intl.NumberFormat("zh-CN", { style: "currency", currency: "CNY" });
  const cell = (row, column) => row.querySelector(`[name$="-${column}"]`);
  const number = (control) => Number(control.value.replace(/[,，\s]/g, ""));
  const kept = (control) => {
    const given = Number(control.value.replace("%", "")) || 0;
    return 1 - (control.value.includes("%") || given > 1 ? given / 100 : given);
  };

  const total = (table) => {
    let sum = 0;
    for (const row of table.querySelectorAll("[data-line]")) {
      if (!cell(row, "product").value.trim()) continue;
      sum += (cell(row, "quantity").value.trim() ? number(cell(row, "quantity")) : 1) * number(cell(row, "unit_price")) * kept(cell(row, "discount"));
    }
    table.querySelector("[data-lines-total]").textContent = Number.isFinite(sum) && sum ? money.format(sum) : "";
  };
  const add = (table) => {
    const row = [...table.querySelectorAll("[data-line]")].at(-1);
    const fresh = row.cloneNode(true);
    for (const control of fresh.querySelectorAll("input")) control.value = "";
    row.after(fresh);
    return fresh;
  };

  const bring = async (table, control) => {
    const form = table.closest("form");
    const price = cell(control.closest("[data-line]"), "unit_price");
    const name = control.value.trim();
    if (!name || price.value) return;
    const day = form?.querySelector('input[type="date"][name$="_on"]')?.value ?? "";
    const asked = new URLSearchParams({ product: name, customer: form?.elements.customer?.value ?? "", on: day });
    const answer = await fetch(`/products/price/?${asked}`, { headers: { Accept: "application/json" } });
    if (!answer.ok || price.value || control.value.trim() !== name) return;
    price.value = (await answer.json()).price;
    total(table);
  };

  window.sanjing.attach("[data-lines]", (table) => {
    for (const button of table.querySelectorAll("[data-line-add], [data-line-remove]")) button.hidden = false;
    table.addEventListener("click", (event) => {
      const row = event.target.closest("[data-line]");
      if (event.target.closest("[data-line-add]")) cell(add(table), "product").focus();
      if (!event.target.closest("[data-line-remove]")) return;
      if (table.querySelectorAll("[data-line]").length === 1) add(table);
      row.remove();
      table.dispatchEvent(new Event("change", { bubbles: true }));
    });
    table.addEventListener("change", (event) => {
      if (event.target.name?.endsWith("-product")) bring(table, event.target);
      total(table);
    });
    total(table);
  });
})();
