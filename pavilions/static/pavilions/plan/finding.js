// The table says which booths are found, as `data-plan-matches`; the drawing dims the others. Layers are classes of the
// drawing. A booth that is opened, on the drawing or in the table, gets a card and its place in the address.

export function followFilter(drawing) {
  document.addEventListener("htmx:afterSettle", ({ target }) => {
    if (!["booths", "list"].includes(target.id)) return;
    const found = target.dataset.planMatches?.split(" ");
    const ids = found && new Set(found);
    for (const booth of drawing.querySelectorAll(".booth")) {
      booth.classList.toggle("dimmed", !!ids && !ids.has(booth.id.slice("booth-".length)));
    }
  });
  document.addEventListener("change", ({ target: { name, value, checked } }) => {
    if (name !== "layers") return;
    drawing.classList.toggle(`with-${value}`, checked);
    drawing.classList.toggle(`without-${value}`, !checked);
  });
}

export function openCards(drawing, camera) {
  if (!document.getElementById("booth-card")) return;
  const show = (booth) => {
    const address = new URL(location);
    address.hash = "";
    if (booth) address.searchParams.set("booth", booth.dataset.number);
    else address.searchParams.delete("booth");
    history.replaceState(history.state, "", address);
    const before = drawing.querySelector(".meant");
    before?.classList.remove("meant");
    booth?.classList.add("meant");
    const place = { target: "#booth-card", swap: "outerHTML" };
    const shown = window.htmx.ajax("GET", address.pathname + address.search, place);
    if (booth) shown.then(() => document.getElementById("booth-card")?.scrollIntoView({ block: "nearest" }));
    else before?.focus();
    approach(booth);
  };
  const approach = (booth) => booth && camera.approach(booth.querySelector("path").getBBox());

  approach(drawing.querySelector(".meant"));
  document.addEventListener("click", (event) => {
    const { target, ctrlKey, metaKey, shiftKey } = event;
    if (!drawing.isConnected || ctrlKey || metaKey || shiftKey) return;
    const row = target.closest("[data-plan-booth]");
    const booth = target.closest("a.booth[href^='?']") ?? (row && drawing.querySelector(`#booth-${row.dataset.planBooth}`));
    if (!booth && !target.closest("[data-plan-close]")) return;
    event.preventDefault();
    show(booth);
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && drawing.isConnected && document.querySelector("[data-plan-close]")) show();
  });
}
