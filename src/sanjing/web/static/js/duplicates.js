// form[data-duplicates-url]   while people type in its fields marked [data-duplicates-field] (all its
// text fields when none is), asks the url with them and shows the HTML it answers in the
// [data-duplicates-target] inside the form. A box in that answer may be marked too: ticked, it is sent along.
window.sanjing.attach("[data-duplicates-url]", (form) => {
  const target = form.querySelector("[data-duplicates-target]");
  const headers = { "HX-Request": "true", "HX-Request-Type": "partial" };
  let timer, request;

  const marked = form.querySelector("[data-duplicates-field]") ? "[data-duplicates-field]" : "input:not([type=hidden])[name]";

  const ask = async () => {
    request?.abort();
    request = new AbortController();
    const fields = [...form.querySelectorAll(marked)].filter((field) => field.value.trim() && (field.type !== "checkbox" || field.checked));
    if (!fields.length) return target.replaceChildren();
    const query = new URLSearchParams(fields.map((field) => [field.name, field.value.trim()]));
    try {
      const response = await fetch(`${form.dataset.duplicatesUrl}?${query}`, { headers, signal: request.signal });
      if (response.ok) target.innerHTML = await response.text();
    } catch (error) {
      if (error.name !== "AbortError") target.replaceChildren(); // only advice: typing goes on without it
    }
  };

  form.addEventListener("input", (event) => {
    if (!event.target.matches(marked)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, 400);
  });
});
