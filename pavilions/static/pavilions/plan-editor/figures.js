// The panel of what is selected: its exact figures and details. A field that is left changes what it says.

import { angleOf, boundsOf, boxRing, frameOf, middleOf, moved, resized, turned } from "./rings.js";
import { decimalOf, fill, figure, ringIn } from "./drawing.js";
import { DETAILS, isBooth } from "./strokes.js";
import { sumOf } from "./selecting.js";

const FIGURES = ["x", "y", "width", "depth", "angle"];
const MOST_CLEARANCE_CM = 10_000;

export function listenForFigures(desk, form) {
  const { draft, words } = desk;
  const fields = form.elements;
  const title = form.querySelector("[data-title]");

  // A field that is being typed in stays as it is, except the one that has been `taken`.
  function fillIn(taken) {
    const write = (field, value) => {
      if (field === taken || document.activeElement !== field) field.value = value;
    };
    const items = draft.chosen;
    const [first] = items;
    form.hidden = !first;
    if (!first) return;
    const areBooths = items.every(isBooth);
    const areObstructions = items.every((item) => !isBooth(item));
    title.textContent = items.length > 1 ? fill(words.several, { count: items.length, area: figure(sumOf(items)) }) : desk.drawing.nameOf(first);
    const obstructed = sumOf(items, "obstructed_sqm");
    form.querySelector("[data-usable]").textContent = obstructed ? fill(words.usable, { area: figure(sumOf(items) - obstructed) }) : "";
    for (const part of form.querySelectorAll("[data-for]")) {
      part.hidden = !{ booth: areBooths, obstruction: areObstructions, one: items.length === 1, several: items.length > 1, oneBooth: areBooths && items.length === 1 }[part.dataset.for];
    }
    const { box, angle } = items.length > 1 ? { box: boundsOf(...items.map(({ ring }) => ring)), angle: 0 } : frameOf(first.ring);
    const shown = { x: box.left, y: box.top, width: box.right - box.left, depth: box.bottom - box.top };
    for (const [name, value] of Object.entries(shown)) write(fields[name], (value / 100).toFixed(2));
    write(fields.angle, angle.toFixed(1));
    write(fields.corners, first.ring.map((point) => point.map((cm) => (cm / 100).toFixed(2)).join(" ")).join("\n"));
    for (const name of DETAILS) {
      const values = new Set(items.map((item) => item[name] ?? ""));
      const field = name === "kind" && !areBooths ? fields.obstruction_kind : fields[name];
      const value = values.size === 1 ? [...values][0] : "";
      write(field, name === "clearance_cm" && value !== "" ? value / 100 : value);
    }
    for (const field of fields) field.disabled = draft.isClosed;
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches("input")) return;
    event.preventDefault();
    desk.focus(); // leaving the field makes the change
  });
  form.addEventListener("change", ({ target }) => {
    const items = draft.chosen;
    if (!items.length) return;
    const { name, value } = target;
    if (name === "corners") setCorners(items, ringIn(value));
    else if (FIGURES.includes(name)) reshape(items, name, decimalOf(value));
    else if (name === "clearance_cm") setClearance(items, Math.round(decimalOf(value) * 100));
    else setDetail(items, name, value);
    fillIn(target);
  });

  function setClearance(items, cm) {
    if (!(cm >= 0 && cm <= MOST_CLEARANCE_CM)) return desk.say("no_figure");
    return desk.set(items, { clearance_cm: cm }, "changed", { count: items.length });
  }

  function setCorners([item], ring) {
    if (!ring.length) desk.say("no_figure");
    else desk.reshape([item], [ring]);
  }

  function reshape(items, name, value) {
    if (!Number.isFinite(value) || ((name === "width" || name === "depth") && value < 0.1)) return desk.say("no_figure");
    const cm = Math.round(value * 100);
    const all = items.length > 1 && boundsOf(...items.map(({ ring }) => ring));
    const { left, top } = all || frameOf(items[0].ring).box;
    const of = {
      x: (ring) => moved(ring, cm - Math.round(left), 0),
      y: (ring) => moved(ring, 0, cm - Math.round(top)),
      width: (ring) => resized(ring, { ...frameOf(ring).box, right: frameOf(ring).box.left + cm }),
      depth: (ring) => resized(ring, { ...frameOf(ring).box, bottom: frameOf(ring).box.top + cm }),
      angle: (ring) => all ? turned(ring, value, middleOf(boxRing(all))) : turned(ring, value - angleOf(ring)),
    }[name];
    return desk.reshape(items, items.map(({ ring }) => of(ring)));
  }

  function setDetail(items, name, value) {
    const changes = {
      number: () => ({ number: value.trim() }),
      name: () => ({ name: value.trim() }),
      kind: () => ({ kind: value }),
      obstruction_kind: () => ({ kind: value }),
      allotment: () => ({ allotment: Number(value) }),
      blocked_reason: () => ({ blocked_reason: value.trim() }),
      open_sides_override: () => ({ open_sides_override: Number(value) || null }),
    }[name]();
    desk.set(items, changes, "changed", { count: items.length });
  }

  draft.addEventListener("selected", () => fillIn());
  draft.addEventListener("changed", () => fillIn());
}
