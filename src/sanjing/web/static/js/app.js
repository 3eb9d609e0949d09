// The ground the behaviours stand on.
//   sanjing.attach(selector, setup)   runs setup(element) once for every element, now and after htmx swaps
//   sanjing.typing(event)             whether keys belong to a field just now
//   [data-autofocus]                  gets the focus when it appears
//   .sj-tabs [aria-current]           stands in the middle where the strip is longer than the screen
window.sanjing = (() => {
  const behaviours = [];

  const serve = ({ selector, setup, done }) => {
    for (const element of document.querySelectorAll(selector)) {
      if (done.has(element)) continue;
      done.add(element);
      setup(element);
    }
  };

  const attach = (selector, setup) => {
    const behaviour = { selector, setup, done: new WeakSet() };
    behaviours.push(behaviour);
    if (document.readyState !== "loading") serve(behaviour);
  };

  const typing = (event) => {
    // a dialog that has just closed may keep the focus in its hidden field for a moment
    const field = event.target.closest?.("input, textarea, select, [contenteditable], dialog[open]");
    return event.isComposing || Boolean(field?.checkVisibility());
  };

  document.addEventListener("DOMContentLoaded", () => behaviours.forEach(serve));
  document.addEventListener("htmx:after:swap", () => behaviours.forEach(serve));

  attach("[data-autofocus]", (element) => element.focus({ preventScroll: false }));
  attach(".sj-tabs [aria-current]", (tab) => {
    const strip = tab.parentElement;
    strip.scrollLeft = tab.offsetLeft - strip.offsetLeft - (strip.clientWidth - tab.offsetWidth) / 2;
  });
  return { attach, typing };
})();

if (/Mac|iPhone|iPad/.test(navigator.platform)) {
  window.sanjing.attach("[data-shortcut]", (key) => { key.textContent = "⌘ K"; });
}
