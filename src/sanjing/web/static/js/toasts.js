// [data-toast]      leaves by itself when it brings good news, stays when it does not
// [data-dismiss]    inside it closes it at once
// htmx:error        (no answer at all) shows the template #offline-toast
(() => {
  const SECONDS = 6;
  const LEAVING = ["success", "info", "debug"];

  const leave = (toast) => toast.remove();

  window.sanjing.attach("[data-toast]", (toast) => {
    toast.querySelector("[data-dismiss]")?.addEventListener("click", () => leave(toast));
    if (!LEAVING.includes(toast.dataset.toast)) return;
    let timer;
    const start = () => { timer = setTimeout(() => leave(toast), SECONDS * 1000); };
    const stop = () => clearTimeout(timer);
    for (const name of ["mouseenter", "focusin"]) toast.addEventListener(name, stop);
    for (const name of ["mouseleave", "focusout"]) toast.addEventListener(name, start);
    start();
  });

  document.addEventListener("htmx:error", () => {
    const template = document.getElementById("offline-toast");
    const toasts = document.getElementById("toasts");
    if (!template || toasts.querySelector("[data-offline]")) return;
    toasts.append(template.content.cloneNode(true));
    toasts.querySelector("[data-offline] [data-dismiss]").addEventListener("click", (event) => leave(event.target.closest("[data-toast]")));
  });
})();
