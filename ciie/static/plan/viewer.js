// The plan's viewer: pan, zoom, travel by keys, choose booths. Without it booths are links and the list beside the
// plan does the same work.

import { Camera } from "./camera.js";
import { openCards } from "./cards.js";
import { followFilter } from "./filtering.js";
import { listenForGestures } from "./gestures.js";
import { Lettering } from "./lettering.js";
import { listenForChoices } from "./selection.js";
import { listenForTravel } from "./travel.js";

startAll(document);
for (const form of document.querySelectorAll("form[data-plan-select]")) {
  if (!form.querySelector("[data-plan]")) listenForChoices(form, new DocumentFragment()); // a list without a drawing
}
document.addEventListener("htmx:load", ({ target }) => startAll(target));

function startAll(part) {
  for (const viewer of part.querySelectorAll("[data-plan]:not(.plan-live)")) start(viewer);
}

function start(viewer) {
  const pane = viewer.querySelector("[data-plan-pane]");
  const drawing = pane?.querySelector("svg.plan");
  if (!drawing) return;
  viewer.classList.add("plan-live");
  const lettering = new Lettering(drawing);
  const camera = new Camera(pane, drawing, (view, scale) => lettering.show(view, scale));
  listenForGestures(viewer, pane, camera);
  listenForTravel(drawing, camera);
  followFilter(drawing);
  openCards(drawing, camera);
  captionBooths(drawing, viewer.querySelector("[data-plan-caption]"));
  listenForChoices(viewer.closest("form[data-plan-select]"), drawing);
}

// What a screen reader says of a booth, for those who point at it.
function captionBooths(drawing, caption) {
  if (!caption) return;
  for (const name of ["pointerover", "focusin"]) {
    drawing.addEventListener(name, ({ target }) => {
      const booth = target.closest(".booth");
      if (booth) caption.textContent = booth.getAttribute("aria-label");
    });
  }
  drawing.addEventListener("pointerleave", () => (caption.textContent = ""));
}
