// [data-open-dialog="id"]   opens that <dialog>
// [data-close-dialog]       closes the one it is in; so does a click beside it. A link with it leads
//                           somewhere only where there is no dialog
// dialog[data-auto-open]    opens as soon as it is on the page
// dialog[data-modal]        opens when htmx has put something into it; an HX-Trigger
//                           "close-dialogs" closes whatever is open
(() => {
  const open = (dialog) => {
    if (dialog && !dialog.open) dialog.showModal();
  };

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open-dialog]");
    if (opener) open(document.getElementById(opener.dataset.openDialog));
    const closer = event.target.closest("dialog [data-close-dialog]");
    if (closer?.href) event.preventDefault();
    closer?.closest("dialog").close();
  });

  document.addEventListener("mousedown", (event) => {
    const dialog = event.target;
    if (!(dialog instanceof HTMLDialogElement) || !dialog.open) return;
    const box = dialog.getBoundingClientRect();
    const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside) dialog.close();
  });

  window.sanjing.attach("dialog[data-auto-open]", open);
  document.addEventListener("htmx:after:swap", (event) => {
    const target = event.detail.ctx?.target;
    const dialog = target instanceof Element ? target.closest("dialog[data-modal]") : null;
    if (dialog?.textContent.trim()) open(dialog);
  });
  document.addEventListener("close-dialogs", () => {
    document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
  });
})();
