// A form that writes is sent once, however often its button is pressed: until the answer is there, until
// one comes back to the page, or until the answer has been outstanding for TIRED, further presses do nothing.
(() => {
  const TIRED = 20_000;
  const underWay = new Set();

  const writes = (form) => form.method === "post" || form.hasAttribute("hx-post");

  document.addEventListener(
    "submit",
    (event) => {
      if (!underWay.has(event.target)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );

  // whoever sends the form in another way has prevented the browser's own by now
  window.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !writes(form)) return;
    underWay.add(form);
    setTimeout(() => underWay.delete(form), TIRED);
  });
  window.addEventListener("pageshow", () => underWay.clear());

  const formOf = (event) => event.detail.ctx?.sourceElement?.closest("form");
  document.addEventListener("htmx:before:request", (event) => {
    const form = formOf(event);
    if (form && event.detail.ctx.request?.method === "POST") underWay.add(form);
  });
  document.addEventListener("htmx:finally:request", (event) => underWay.delete(formOf(event)));
})();
