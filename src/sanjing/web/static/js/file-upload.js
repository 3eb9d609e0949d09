// form[data-upload]         sends its chosen files one after the other, then shows its panel anew
//   [data-upload-rows]      takes a row for each: the form's <template> with
//   [data-upload-name]      its name, a <progress>, and
//   [data-upload-state]     how far it is; says its data-failed if it did not arrive
window.sanjing.attach("form[data-upload]", (form) => {
  const input = form.querySelector("input[type=file]");
  const rows = form.querySelector("[data-upload-rows]");
  const panel = form.closest("section");

  const show = (file) => {
    const row = form.querySelector("template").content.firstElementChild.cloneNode(true);
    row.querySelector("[data-upload-name]").textContent = file.name;
    row.querySelector("progress").setAttribute("aria-label", file.name);
    rows.append(row);
    return row;
  };

  const failed = (row, call) => {
    const elsewhere = call.getResponseHeader("HX-Redirect");
    if (elsewhere) return window.location.assign(elsewhere);
    const state = row.querySelector("[data-upload-state]");
    state.textContent = state.dataset.failed;
    row.classList.add("sj-upload-failed");
    if (call.getResponseHeader("HX-Retarget") === "#toasts")
      document.getElementById("toasts").insertAdjacentHTML("beforeend", call.responseText);
  };

  const send = (file) => new Promise((arrived) => {
    const row = show(file);
    const bar = row.querySelector("progress");
    const body = new FormData(form);
    body.delete(input.name);
    body.append(input.name, file);
    const call = new XMLHttpRequest();
    call.open("POST", form.action);
    call.setRequestHeader("HX-Request", "true");
    call.upload.addEventListener("progress", (event) => {
      bar.value = (100 * event.loaded) / event.total;
      row.querySelector("[data-upload-state]").textContent = `${Math.round(bar.value)} %`;
    });
    call.addEventListener("loadend", () => {
      if (call.status !== 200) failed(row, call);
      arrived(call.status === 200);
    });
    call.send(body);
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const files = [...input.files];
    let kept = 0;
    for (const file of files) kept += await send(file);
    input.value = "";
    if (kept || !files.length) await window.htmx.ajax("GET", form.action, { target: panel, swap: "outerHTML" });
    else document.dispatchEvent(new CustomEvent("htmx:after:swap"));
  });
});
