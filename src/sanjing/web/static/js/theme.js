// Sets light or dark and the density before the first paint, and serves [data-set-theme] and
// [data-set-density]. Kept in this browser, for a phone and a desk may want different ones.
(() => {
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  const stored = (name, fallback) => {
    try {
      return localStorage.getItem(`sanjing.${name}`) || fallback;
    } catch {
      return fallback; // storage may be forbidden; the choice then lasts one page
    }
  };
  const choices = { theme: stored("theme", "auto"), density: stored("density", "comfortable") };

  const apply = () => {
    const night = choices.theme === "dark" || (choices.theme === "auto" && dark.matches);
    root.dataset.bsTheme = night ? "dark" : "light";
    root.dataset.density = choices.density;
    for (const name of ["theme", "density"]) {
      for (const button of document.querySelectorAll(`[data-set-${name}]`)) {
        button.setAttribute("aria-pressed", String(button.getAttribute(`data-set-${name}`) === choices[name]));
      }
    }
    document.dispatchEvent(new CustomEvent("sanjing:theme"));
  };

  const choose = (name, value) => {
    choices[name] = value;
    try {
      localStorage.setItem(`sanjing.${name}`, value);
    } catch {
      // see above
    }
    apply();
  };

  root.classList.add("js");
  apply();
  dark.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", apply);
  document.addEventListener("click", (event) => {
    for (const name of ["theme", "density"]) {
      const button = event.target.closest(`[data-set-${name}]`);
      if (button) choose(name, button.getAttribute(`data-set-${name}`));
    }
  });
})();
