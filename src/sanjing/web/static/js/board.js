// [data-board]   columns [data-key] with cards [draggable][data-pk]; dropping a card on another
// column chooses that column in the card's own select, which submits itself.
document.addEventListener("dragstart", (event) => {
  const card = event.target.closest?.("[data-board] [draggable]");
  if (card) event.dataTransfer.setData("text/plain", card.dataset.pk);
});
document.addEventListener("dragover", (event) => {
  if (event.target.closest?.("[data-board] [data-key]")) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  const column = event.target.closest?.("[data-board] [data-key]");
  if (!column) return;
  event.preventDefault();
  const pk = event.dataTransfer.getData("text/plain");
  const select = document.querySelector(`[data-board] [data-pk="${CSS.escape(pk)}"] select[name=to]`);
  if (!select || select.value === column.dataset.key) return;
  select.value = column.dataset.key;
  select.form.requestSubmit();
});
