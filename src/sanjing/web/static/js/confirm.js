// [data-confirm="what will happen"]   on a link or button asks first; data-confirm-label names the
//                                     button that says yes. hx-confirm asks in the same dialog.
(() => {
  const agreed = new WeakSet();

  const ask = (text, label) =>
    new Promise((resolve) => {
      const dialog = document.getElementById("confirm");
      const yes = dialog.querySelector("[data-confirm-yes]");
      dialog.querySelector("#confirm-text").textContent = text;
      yes.textContent = label || yes.dataset.default;
      dialog.returnValue = "";
      dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
      dialog.showModal();
    });

  document.addEventListener(
    "click",
    async (event) => {
      const element = event.target.closest("[data-confirm]");
      if (!element || agreed.delete(element)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!(await ask(element.dataset.confirm, element.dataset.confirmLabel))) return;
      agreed.add(element);
      element.click();
    },
    true,
  );

  document.addEventListener("htmx:confirm", async (event) => {
    const { ctx, issueRequest, dropRequest } = event.detail;
    if (!ctx.confirm) return;
    event.preventDefault();
    const label = ctx.sourceElement.dataset.confirmLabel;
    if (await ask(ctx.confirm, label)) issueRequest();
    else dropRequest();
  });
})();
