// label[data-drop]        around an <input type="file"> takes files dropped on it as if chosen
//   [data-drop-names]     inside it shows their names and sizes
//   data-drop-submit      sends the form at once
//   data-max-bytes, data-too-big   refuse what is larger, with that sentence
window.sanjing.attach("[data-drop]", (zone) => {
  const input = zone.querySelector("input[type=file]");
  const names = zone.querySelector("[data-drop-names]");
  const most = Number(zone.dataset.maxBytes || Infinity);

  const size = (bytes) => (bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`);
  const say = (text, wrong) => {
    if (names) names.textContent = text;
    zone.classList.toggle("sj-drop-wrong", wrong);
  };
  const taken = () => {
    const files = [...input.files];
    const heavy = files.find((file) => file.size > most);
    if (heavy) {
      input.value = "";
      return say(`${heavy.name}: ${zone.dataset.tooBig}`, true);
    }
    say(files.map((file) => `${file.name} (${size(file.size)})`).join(", "), false);
    if (files.length && "dropSubmit" in zone.dataset) input.form.requestSubmit();
  };

  for (const name of ["dragenter", "dragover"])
    zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("sj-drop-over"); });
  for (const name of ["dragleave", "drop"])
    zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.remove("sj-drop-over"); });
  zone.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    taken();
  });
  input.addEventListener("change", taken);
});
