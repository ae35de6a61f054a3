// A booth's card beside the plan: fetched when a booth is opened, on the drawing or in the table, and told in the
// address, so that it can be shared.

export function openCards(drawing, camera) {
  const card = () => document.getElementById("booth-card");
  if (!card()) return;

  document.addEventListener("click", (event) => {
    if (!drawing.isConnected || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const booth = event.target.closest("a.booth[href^='?']");
    const row = event.target.closest("[data-plan-booth]");
    if (booth) show(booth);
    else if (row) show(drawing.querySelector(`#booth-${row.dataset.planBooth}`));
    else if (event.target.closest("[data-plan-close]")) show(null);
    else return;
    event.preventDefault();
  });
  point(drawing.querySelector(".booth.meant"));

  function show(booth) {
    const address = new URL(location);
    address.hash = "";
    if (booth) address.searchParams.set("booth", booth.dataset.number);
    else address.searchParams.delete("booth");
    history.replaceState(history.state, "", address);
    for (const meant of drawing.querySelectorAll(".meant")) meant.classList.remove("meant");
    booth?.classList.add("meant");
    window.htmx.ajax("GET", address.pathname + address.search, { target: "#booth-card", swap: "outerHTML" });
    point(booth);
  }

  // Into view, and where the tab key finds it; whoever reads the card keeps the focus.
  function point(booth) {
    if (booth) camera.approach(booth.querySelector("path").getBBox());
  }
}
