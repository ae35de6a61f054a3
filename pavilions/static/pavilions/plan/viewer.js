// The plan's viewer. Without it booths are links, and the list beside the plan does the same work.

import { Camera } from "./camera.js";
import { followFilter, openCards } from "./finding.js";
import { listenForGestures } from "./gestures.js";
import { listenForChoices } from "./selection.js";
import { listenForTravel } from "./travel.js";

const READABLE_PX = 7;
const LEAST_PX = 5; // of the smallest line in a booth; until then its number stands alone

// Numbers are laid out only where they are in view and can be read: thousands at once would stall a frame.
class Lettering {
  #booths;
  #drawing;

  constructor(drawing) {
    this.#drawing = drawing;
  }

  // Reading them all waits for the first frame.
  show(view, scale) {
    if (this.#booths) this.#show(view, scale);
    else requestAnimationFrame(() => setTimeout(() => this.#show(view, scale)));
  }

  #read() {
    return [...this.#drawing.querySelectorAll(".booth > text")].map((text) => {
      const place = (name, line = text.firstElementChild) => Number(line.getAttribute(name));
      const least = place("font-size", text.lastElementChild);
      const written = { x: place("x"), y: place("y"), size: place("font-size"), least };
      return { booth: text.parentNode, ...written, shown: false, whole: false };
    });
  }

  #show(view, scale) {
    this.#booths ??= this.#read();
    for (const each of this.#booths) {
      const shown =
        each.size * scale >= READABLE_PX &&
        each.x > view.left &&
        each.x < view.right &&
        each.y > view.top &&
        each.y < view.bottom;
      const whole = shown && each.least * scale >= LEAST_PX;
      if (shown !== each.shown) each.booth.classList.toggle("lettered", (each.shown = shown));
      if (whole !== each.whole) each.booth.classList.toggle("fully", (each.whole = whole));
    }
  }
}

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
