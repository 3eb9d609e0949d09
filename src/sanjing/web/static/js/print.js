// [data-print]   prints the page; a browser without scripts has its own menu for it
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
