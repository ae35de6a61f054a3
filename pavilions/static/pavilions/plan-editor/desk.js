// The planner's desk: what all tools and panels work with.

import { decimalOf, fill } from "./drawing.js";
import { numberAfter } from "./numbering.js";
import { numberProblems, problemsOf } from "./problems.js";
import { boundsOf } from "./rings.js";
import { Snapping } from "./snapping.js";
import { changed, isBooth } from "./strokes.js";

export class Desk {
  view = { left: 0, top: 0, right: 0, bottom: 0 };
  grid = 50; // centimetres
  tools;
  #place;
  #line;
  at = null; // where the pointer was last seen
  #lastNumber = "";

  // `editor` holds the page's parts; `settings` are the fields for what is drawn next.
  constructor(editor, { draft, saving, drawing, overlay, camera, words, settings }) {
    Object.assign(this, { editor, draft, saving, drawing, overlay, camera, words, settings });
    this.viewer = editor.querySelector("[data-plan]");
    this.pane = editor.querySelector("[data-plan-pane]");
    this.#place = editor.querySelector("[data-place]");
    this.#line = editor.querySelector("[data-said]");
    draft.addEventListener("selected", () => this.mark());
  }

  say(code, said = {}) {
    this.#line.textContent = fill(this.words.said[code] ?? code, said);
  }

  // What a change has led to: done, or kept because of a problem.
  sayChange(code, said, keys) {
    const isKept = keys.some((key) => this.draft.kept.has(key));
    this.say(code, said);
    if (isKept) this.#line.textContent += ` ${this.words.said.kept}`;
  }

  point([x, y]) {
    this.at = [x, y];
    this.#place.textContent = `${(x / 100).toFixed(2)} · ${(y / 100).toFixed(2)} m`;
  }

  // Walls in view to snap to, other than those of these items.
  snapping(items) {
    const { view } = this;
    const boxes = [...this.draft.shown.values()].filter((item) => !items.includes(item)).map(({ ring }) => boundsOf(ring));
    const inView = boxes.filter((box) => box.left < view.right && box.right > view.left && box.top < view.bottom && box.bottom > view.top);
    return new Snapping(inView, this.draft.outline, this.overlay.scale, this.grid);
  }

  mark() {
    const [only, ...others] = this.draft.chosen;
    const isOne = only && !others.length && !this.draft.isClosed && this.tools?.name === "select";
    this.overlay.chosen(this.draft.chosen.map(({ ring }) => ring));
    this.overlay.handles(isOne ? only.ring : null);
    this.tools?.current.mark?.();
  }

  // Shapes that would be new, with these numbers, as ghosts, those with problems apart; returns the problems.
  showNew(rings, what, numbers = rings.map((_ring, at) => `#${at}`)) {
    const items = rings.map((ring, at) => ({ ...this.#details(what), key: `${what === "booth" ? "b" : "o"}new${at}`, ring, number: numbers[at] }));
    const problems = problemsOf([...this.draft.shown.values(), ...items], items, this.draft.outline);
    const troubled = new Set(problems.flatMap(({ keys }) => keys));
    const of = (isTroubled) => items.filter(({ key }) => troubled.has(key) === isTroubled).map(({ ring }) => ring);
    this.overlay.ghosts(of(false), of(true));
    return problems;
  }

  // The problems of booths with other numbers; a number that stays is not judged again.
  problemsOfNumbers(items, numbers) {
    const renumbered = items.map((item, at) => changed(item, { number: numbers[at] })).filter(({ number }, at) => number !== items[at].number);
    const after = new Map([...this.draft.shown, ...renumbered.map((item) => [item.key, item])]);
    return [...numberProblems([...after.values()], renumbered)];
  }

  addNew(rings, what) {
    const items = rings.map((ring) => {
      const details = { ...this.#details(what), ring };
      if (what === "booth") {
        details.number = this.#lastNumber = numberAfter(this.#lastNumber || this.#highest(), this.draft.shown.values());
      }
      return this.draft.newItem(what === "booth" ? "b" : "o", details);
    });
    const keys = items.map(({ key }) => key);
    this.draft.change(items);
    this.draft.select(keys);
    this.sayChange(what === "booth" ? "drawn" : "obstructed", { number: items[0].number, area: items[0].area_sqm }, keys);
  }

  #details(what) {
    const { kind, allotment, obstruction, clearance, exit_clearance, name } = this.settings.elements;
    if (what === "booth") return { kind: kind.value, allotment: Number(allotment.value) || null };
    return {
      kind: what === "exit" ? "exit" : obstruction.value,
      clearance_cm: Math.max(0, Math.round(decimalOf((what === "exit" ? exit_clearance : clearance).value) * 100)) || 0,
      name: name.value.trim(),
    };
  }

  #highest() {
    const numbers = this.draft.booths.map(({ number }) => number);
    return numbers.sort(new Intl.Collator("en", { numeric: true }).compare).at(-1) ?? "";
  }

  // The chosen items with some of it changed.
  set(items, changes, code, said) {
    this.draft.change(items.map((item) => changed(item, changes)));
    this.sayChange(code, said, items.map(({ key }) => key));
  }

  // The items with other rings, in the order given.
  reshape(items, rings, code = "changed", said = { count: items.length }) {
    this.draft.change(items.map((item, at) => changed(item, { ring: rings[at] })));
    this.sayChange(code, said, items.map(({ key }) => key));
  }

  // What only the server can do with booths as they are shown: with those that it has, or will have by then.
  ask(edit, items, body) {
    const kept = items.filter(({ key }) => this.draft.kept.has(key));
    if (kept.length) return this.say("mend_first", { numbers: kept.map(({ number }) => number).join(", ") });
    this.draft.ask(edit, items.map(({ key }) => key), body);
    return this.say(`asked_${edit}`, { count: items.length, number: items[0]?.number });
  }

  // Obstructions and exits that are selected with booths go by a second wish only: they belong to the hall.
  remove() {
    const { chosen } = this.draft;
    if (!chosen.length || this.draft.isClosed) return;
    const booths = chosen.filter(isBooth);
    const isMixed = booths.length > 0 && booths.length < chosen.length;
    const going = isMixed ? booths : chosen;
    this.draft.remove(going.map(({ key }) => key));
    this.say(isMixed ? "spared" : "removed", { count: going.length, left: chosen.length - going.length });
  }

  show(keys) {
    this.draft.select(keys);
    const [first] = this.draft.chosen;
    if (!first) return;
    const { left, top, right, bottom } = boundsOf(first.ring);
    this.camera.reveal((left + right) / 2, (top + bottom) / 2);
    this.focus();
  }

  // Back from a field to the plan, where keys are the editor's: to what is selected.
  focus() {
    const [first] = this.draft.chosen;
    if (first) this.drawing.focus(first.key);
    else this.pane.focus({ preventScroll: true });
  }
}

export function button(words, onPress, attributes = {}) {
  const there = document.createElement("button");
  Object.assign(there, { type: "button", textContent: words, className: "btn btn-sm btn-secondary", ...attributes });
  there.addEventListener("click", onPress);
  return there;
}

