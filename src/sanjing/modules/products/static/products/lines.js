// [data-lines]   rows of a record that grow and shrink; a product picked from the list brings its price.
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
      if (event.target.name?.endsWith("-product")) {
        const row = event.target.closest("[data-line]");
        const option = [...table.querySelector("datalist").options].find((one) => one.value === event.target.value);
        if (option?.dataset.price && !cell(row, "unit_price").value) cell(row, "unit_price").value = option.dataset.price;
      }
      total(table);
    });
    total(table);
  });
})();
