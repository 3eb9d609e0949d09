// [data-submit-on-change]   a select that sends its form when another value is chosen
// [data-list-search]        the search box above a list: while typing, the rows (#rows) follow and
//                           the address bar stays true
// [data-fill="name" data-value="…"]   a button that puts a value into that field of its form
(() => {
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
  });

  window.sanjing.attach("[data-list-search]", (input) => {
    let timer;
    const follow = () => {
      const query = new URLSearchParams([...new FormData(input.form)].filter(([, value]) => value));
      const address = `${input.form.getAttribute("action")}?${query}`;
      window.htmx.ajax("GET", address, { target: "#rows", swap: "innerHTML", source: input, replace: "true" });
    };
    input.addEventListener("input", (event) => {
      clearTimeout(timer);
      if (!event.isComposing) timer = setTimeout(follow, 250);
    });
    input.addEventListener("compositionend", () => { timer = setTimeout(follow, 100); });
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fill]");
    const control = button?.closest("form").elements[button.dataset.fill];
    if (!control) return;
    const options = [...(control.options ?? [])];
    const option = options.find((one) => one.value === button.dataset.value || one.text === button.dataset.value);
    control.value = option ? option.value : button.dataset.value;
    const shown = control.closest("[data-combobox]")?.querySelector("input:not([type=hidden])");
    if (shown) shown.value = button.dataset.text;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.focus();
  });
})();
