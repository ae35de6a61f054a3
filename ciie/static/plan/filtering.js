// Which booths a filter finds comes with the table of them, as `data-plan-matches`; the drawing dims the others.
// Layers are classes of the drawing, named for what differs from the usual look.

export function followFilter(drawing) {
  const dim = () => {
    const { planMatches } = document.getElementById("booths")?.dataset ?? {};
    const found = planMatches === undefined ? null : new Set(planMatches.split(" "));
    for (const booth of drawing.querySelectorAll(".booth")) {
      booth.classList.toggle("dimmed", found !== null && !found.has(booth.id.slice("booth-".length)));
    }
  };
  document.addEventListener("htmx:afterSwap", ({ target }) => target.isConnected || dim());
  document.addEventListener("htmx:afterSettle", ({ target }) => target.id === "booths" && dim());
  document.addEventListener("change", ({ target: { name, value, checked, form } }) => {
    if (name !== "layers" || !form.matches("[data-plan-filter]")) return;
    drawing.classList.toggle(`with-${value}`, checked);
    drawing.classList.toggle(`without-${value}`, !checked);
  });
}
