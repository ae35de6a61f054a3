// What is drawn over the plan while one works: the shapes to be, guides, the rubber band, handles, measures, the grid.
// A drawing of its own, so that the plan below is not painted again while something moves.

import { element, figure, lengthOf, metres } from "./drawing.js";
import { areSquared, boundsOf, boxRing, frameOf, middleOf, pathOf, sqmOf } from "./rings.js";

const HANDLE_PX = 9;
const TURN_PX = 26;
const LETTERS_PX = 13;
const GRID_LEAST_PX = 9;
const GRID_STEPS_CM = [10, 25, 50, 100, 200, 500, 1_000];
const HANDLES = { nw: [0, 0], n: [0.5, 0], ne: [1, 0], e: [1, 0.5], se: [1, 1], s: [0.5, 1], sw: [0, 1], w: [0, 0.5] };

export class Overlay {
  scale = 1;
  #paths = {};
  #words;
  #handles;
  #distances;

  #grid;

  constructor(svg, grid) {
    this.svg = svg;
    this.#grid = grid;
    for (const name of ["theirs", "kept", "chosen", "ghost", "troubled", "guides", "band"]) {
      this.#paths[name] = element("path", { class: `overlay-${name}` });
    }
    this.#paths.troubled.setAttribute("fill", "url(#plan-troubled)");
    this.#handles = element("g", { class: "overlay-handles" });
    this.#words = element("text", { class: "overlay-words", "text-anchor": "middle" });
    this.#distances = element("g", { class: "overlay-distances", "text-anchor": "middle" });
    svg.append(...Object.values(this.#paths), this.#distances, this.#handles, this.#words);
  }

  // The point of the plan under the pointer.
  pointAt({ clientX, clientY }) {
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(this.svg.getScreenCTM().inverse());
    return [x, y];
  }

  // Closed shapes to be; those in `troubled` with the warning pattern; with their measure when it is one.
  ghosts(rings, troubled = [], measure = rings.length + troubled.length === 1 ? [...rings, ...troubled][0] : null) {
    this.#path("ghost", rings.map(pathOf).join(""));
    this.#path("troubled", troubled.map(pathOf).join(""));
    if (measure) this.measure(measure);
  }

  // Open lines: guides, and a wall that is being drawn.
  guides(lines) {
    this.#path("guides", lines.map((points) => `M${points.map((point) => point.join(" ")).join("L")}`).join(""));
  }

  // Lines between neighbours, each with its length.
  distances(lines) {
    const size = LETTERS_PX / this.scale;
    this.#distances.replaceChildren(
      ...lines.flatMap((line) => {
        const [x, y] = middleOf(line);
        const words = element("text", { x, y: y + size / 3, "font-size": size, class: "overlay-words" });
        words.textContent = `${lengthOf(line)} m`;
        return [element("path", { d: pathOf(line), class: "overlay-guides" }), words];
      }),
    );
  }

  band(box) {
    this.#path("band", box ? pathOf(boxRing(box)) : "");
  }

  // Outlines that stay: what is not saved yet, and what a planner who was slower had meant.
  outlines(kept, theirs) {
    this.#path("kept", kept.map(pathOf).join(""));
    this.#path("theirs", theirs.map(pathOf).join(""));
  }

  measure(ring) {
    const { box, at } = frameOf(ring);
    const [x, y] = at([(box.left + box.right) / 2, (box.top + box.bottom) / 2]);
    const sides = `${metres(Math.round(box.right - box.left))} × ${metres(Math.round(box.bottom - box.top))} m`;
    this.say(`${sides} · ${figure(sqmOf(ring))} m²`, [x, y]);
  }

  say(words, [x, y] = [0, 0]) {
    const size = LETTERS_PX / this.scale;
    this.#words.textContent = words;
    for (const [name, value] of Object.entries({ x, y: y + size / 3, "font-size": size })) {
      this.#words.setAttribute(name, value);
    }
  }

  clear() {
    this.ghosts([]);
    this.guides([]);
    this.distances([]);
    this.band(null);
    this.say("");
  }

  // Around what is selected, since neighbours share its walls.
  chosen(rings) {
    this.#path("chosen", rings.map(pathOf).join(""));
  }

  // Eight handles around a rectangle and one to turn it by; other shapes have one at each corner, and their sides'
  // handles as long as these would not make their walls askew.
  handles(ring) {
    this.#handles.replaceChildren();
    if (!ring) return;
    const { box, at, angle, upright } = frameOf(ring);
    const { left, top, right, bottom } = box;
    const isSquared = areSquared(upright);
    const isRectangle = isSquared && ring.length === 4;
    const middle = [(left + right) / 2, top];
    const turning = at([middle[0], top - TURN_PX / this.scale]);
    this.#handles.append(element("path", { d: `M${at(middle).join(" ")}L${turning.join(" ")}` }));
    if (!isRectangle) this.#corners(ring, angle);
    for (const [name, [across, down]] of Object.entries(HANDLES)) {
      if (isSquared && (isRectangle || name.length === 1)) this.#handle(name, at([left + (right - left) * across, top + (bottom - top) * down]), angle);
    }
    this.#handle("turn", turning, angle);
  }

  // Handles at the corners alone.
  corners(ring) {
    this.#handles.replaceChildren();
    this.#corners(ring, 0);
  }

  #corners(ring, angle) {
    ring.forEach((corner, index) => this.#handle(`corner${index}`, corner, angle));
  }

  #handle(name, [x, y], angle) {
    const size = HANDLE_PX / this.scale;
    const place = { x: x - size / 2, y: y - size / 2, width: size, height: size, rx: name === "turn" ? size / 2 : size / 6 };
    this.#handles.append(
      element("rect", { ...place, "data-handle": name, transform: `rotate(${angle} ${x} ${y})` }),
    );
  }

  // The grid of the hall, as fine as can be distinguished.
  grid(outline, { left, top, right, bottom }, scale, step) {
    const shown = GRID_STEPS_CM.find((each) => step && each >= step && each * scale >= GRID_LEAST_PX);
    const hall = boundsOf(outline);
    const lines = [];
    const [from, to] = [Math.max(left, hall.left), Math.min(right, hall.right)];
    const [above, below] = [Math.max(top, hall.top), Math.min(bottom, hall.bottom)];
    for (let x = Math.ceil(from / shown) * shown; x <= to; x += shown) lines.push(`M${x} ${above}V${below}`);
    for (let y = Math.ceil(above / shown) * shown; y <= below; y += shown) lines.push(`M${from} ${y}H${to}`);
    this.#grid.setAttribute("d", lines.join(""));
  }

  #path(name, d) {
    if (this.#paths[name].getAttribute("d") !== d) this.#paths[name].setAttribute("d", d);
  }
}
