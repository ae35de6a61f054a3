// Forms for what is done to booths by figures: arrays, copies, parts, numbers, and shapes typed in. Each shows on the
// plan what it would do before it is done.

import { boothUnder, halves } from "./cutting.js";
import { decimalOf, fill, lengthOf, ringIn } from "./drawing.js";
import { arrayRings, letterAfter, numbersByPlace, patternAfter } from "./numbering.js";
import { boundsOf, boxRing, frameOf, moved, sqmOf } from "./rings.js";
import { isBooth } from "./strokes.js";

const MOST = 2_000;
const FARTHEST_CM = 200_000;
const PATTERN = ["prefix", "start", "step", "digits", "direction", "row_letter"];

export class Forms {
  #desk;
  #forms;
  #asked; // what a form asked last: {form, body}

  constructor(desk) {
    this.#desk = desk;
    this.#forms = [...desk.editor.querySelectorAll("[data-form]")];
    for (const form of this.#forms) this.#listen(form, actions[form.dataset.form]);
    desk.draft.addEventListener("selected", () => this.#refresh());
    desk.saving.addEventListener("refused", ({ detail }) => this.#reopen(detail));
  }

  get open() {
    return this.#forms.find(({ hidden, dataset }) => !hidden && !dataset.ofTool);
  }

  show(name) {
    this.close();
    const form = this.#forms.find(({ dataset }) => dataset.form === name);
    const action = actions[name];
    const items = this.#items(action);
    if (items.length < action.least) return this.#desk.say("select_first", { count: action.least });
    action.begin?.(form.elements, items, this.#desk);
    form.hidden = false;
    form.querySelector("input, select, textarea").focus();
    return this.#preview(form, action);
  }

  close() {
    const { open } = this;
    if (!open) return false;
    open.hidden = true;
    this.#desk.overlay.clear();
    return true;
  }

  // What an action is for; one for many leaves out those with a problem.
  #items({ isForMany } = {}) {
    const { chosen, kept } = this.#desk.draft;
    return chosen.filter((item) => isBooth(item) && !(isForMany && kept.has(item.key)));
  }

  get #what() {
    const { name } = this.#desk.tools;
    return name === "obstruction" || name === "exit" ? name : "booth";
  }

  #listen(form, action) {
    form.addEventListener("input", () => this.#preview(form, action));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const items = this.#items(action);
      const wish = items.length >= action.least && action.wish(read(form), items, this.#desk);
      if (!wish) return this.#desk.say(action.refusal ?? "no_figure");
      if (wish.length) return this.#desk.say("measured", wish);
      this.close();
      this.#desk.overlay.clear();
      if (wish.rings) this.#desk.addNew(wish.rings, this.#what);
      else {
        this.#asked = { form, body: wish.body };
        this.#desk.ask(action.edit ?? form.dataset.form, wish.items ?? items.slice(0, action.most), wish.body);
      }
      return this.#desk.pane.focus();
    });
    form.querySelector("[data-close]").addEventListener("click", () => this.close() || this.#desk.tools.use("select"));
  }

  // The server will not have what a form asked: it is open again with what was typed and the reason, unless the planner
  // has another one open by now.
  #reopen({ message, stroke }) {
    const { form, body } = this.#asked ?? {};
    if (!body || stroke.body !== body || this.open) return;
    form.hidden = false;
    if (stroke.keys.length) this.#desk.draft.select(stroke.keys);
    this.#refresh();
    form.querySelector("[data-preview]").textContent = message;
    if (this.#desk.pane.contains(document.activeElement)) form.querySelector("input, select").focus();
  }

  #refresh() {
    if (this.open) this.#preview(this.open, actions[this.open.dataset.form]);
  }

  #preview(form, action) {
    const items = this.#items(action);
    const wish = items.length >= action.least && action.wish(read(form), items, this.#desk);
    const { overlay, words } = this.#desk;
    overlay.clear();
    const preview = form.querySelector("[data-preview]");
    preview.textContent = wish ? "" : words.said[action.refusal ?? "no_figure"];
    if (!wish) return;
    const { shown, lines, numbers = [] } = wish;
    const problems = shown ? this.#desk.showNew(shown, this.#what, wish.numbers) : this.#desk.problemsOfNumbers(numbers.length ? items : [], numbers);
    if (lines) overlay.guides(lines);
    const some = numbers.length > 6 ? [...numbers.slice(0, 3), "…", ...numbers.slice(-2)] : numbers;
    const said = { ...wish, count: (shown ?? items).length, numbers: some.join(", "), problems: problems.length };
    preview.textContent = fill(words.previews[form.dataset.form], said);
    if (problems.length) preview.textContent += ` ${fill(words.previews.problems, said)}`;
    const left = this.#items().filter((item) => !items.includes(item));
    if (left.length) preview.textContent += ` ${fill(words.previews.left_out, { numbers: left.map(({ number }) => number).join(", ") })}`;
  }
}

// The form's values: figures as numbers, lengths in centimetres; NaN for a figure that the server would not have.
function read(form) {
  const found = {};
  for (const { name, type, value, validity, inputMode, dataset } of form.elements) {
    if (!name) continue;
    if (inputMode === "decimal") found[name] = dataset.unit === "m" ? cmIn(value, dataset.least) : decimalOf(value);
    else if (type !== "number") found[name] = value;
    else found[name] = value !== "" && validity.valid ? Number(value) : NaN;
  }
  return found;
}

function cmIn(value, least = -FARTHEST_CM) {
  const cm = Math.round(decimalOf(value) * 100);
  return cm >= Number(least) && cm <= FARTHEST_CM ? cm : NaN;
}

function patternOf(values) {
  return Object.fromEntries(PATTERN.map((name) => [name, values[name]]));
}

const isSound = (values, names) => names.every((name) => Number.isFinite(values[name]));
const isPattern = (values) => isSound(values, ["start", "step", "digits"]) && /^[A-Z]{0,2}$/.test(values.row_letter);

const actions = {
  array: {
    least: 0,
    begin({ x, y, row_letter: letter }, _items, { view, draft }) {
      if (!x.value) letter.value = letterAfter(draft.booths);
      const hall = boundsOf(draft.outline);
      if (!x.value) x.value = Math.round(Math.max(view.left, hall.left) / 100) + 2;
      if (!y.value) y.value = Math.round(Math.max(view.top, hall.top) / 100) + 2;
    },
    wish(values, _items, { settings }) {
      const { x, y, width, depth, rows, columns, gap_x, gap_y, aisle, aisle_every, cross_aisle, cross_every } = values;
      const array = { origin: [x, y], width, depth, rows, columns, gap_x, gap_y, aisle, aisle_every, cross_aisle, cross_every };
      const isEnough = width > 0 && depth > 0 && rows * columns > 0 && rows * columns <= MOST;
      if (!isSound({ ...array, x, y }, ["x", "y", ...Object.keys(array).slice(1)]) || !isEnough || !isPattern(values)) return null;
      const shown = arrayRings(array);
      const number = patternOf(values);
      const { kind, allotment } = settings.elements;
      const body = { ...array, number, kind: kind.value, allotment: Number(allotment.value) || null };
      return { shown, numbers: numbersByPlace(shown, number), body };
    },
  },
  duplicate: {
    least: 1,
    isForMany: true,
    begin({ dx, dy, prefix, row_letter: letter, start, digits }, items, { draft }) {
      const { left, top, right, bottom } = boundsOf(...items.map(({ ring }) => ring));
      const isRow = right - left >= bottom - top;
      dx.value = isRow ? 0 : (right - left) / 100;
      dy.value = isRow ? (bottom - top) / 100 : 0;
      const next = patternAfter(items.at(-1).number, draft.booths);
      letter.value = "";
      [prefix.value, start.value, digits.value] = [next.prefix, next.start, next.digits];
    },
    wish(values, items) {
      const { dx, dy, times } = values;
      if (!isSound(values, ["dx", "dy", "times"]) || !(times > 0 && times * items.length <= MOST) || !isPattern(values)) return null;
      const shown = Array.from({ length: times }, (_none, at) => at + 1).flatMap((at) => {
        return items.map(({ ring }) => moved(ring, dx * at, dy * at));
      });
      const number = patternOf(values);
      return { shown, numbers: numbersByPlace(shown, number), body: { dx, dy, times, number } };
    },
  },
  split: {
    least: 1,
    refusal: "no_split",
    most: 1,
    wish({ parts, area, direction, way }, [{ ring }]) {
      const whole = sqmOf(ring);
      if (way === "area") {
        return area > 0 && area < whole ? { lines: [cut(ring, area / whole, direction)], body: { area_sqm: area, direction } } : null;
      }
      if (!(Number.isInteger(parts) && parts >= 2 && parts <= 100)) return null;
      const lines = Array.from({ length: parts - 1 }, (_none, at) => cut(ring, (at + 1) / parts, direction));
      return { lines, body: { parts, direction } };
    },
  },
  renumber: {
    least: 1,
    isForMany: true,
    wish(values, items) {
      if (!isPattern(values)) return null;
      const pattern = patternOf(values);
      return { numbers: numbersByPlace(items.map(({ ring }) => ring), pattern), body: { pattern } };
    },
  },
  rectangle: {
    least: 0,
    wish({ x, y, width, depth }) {
      if (!isSound({ x, y, width, depth }, ["x", "y", "width", "depth"]) || width <= 0 || depth <= 0) return null;
      const rings = [boxRing({ left: x, top: y, right: x + width, bottom: y + depth })];
      return { shown: rings, rings };
    },
  },
  cut: {
    least: 0,
    refusal: "split_misses",
    edit: "split",
    wish({ x, y, to_x, to_y }, _items, { draft }) {
      const line = [[x, y], [to_x, to_y]];
      const booth = line.flat().every(Number.isFinite) && boothUnder(draft, ...line);
      return booth && halves(booth.ring, ...line).length > 1 ? { lines: [line], items: [booth], body: { line } } : null;
    },
  },
  measure: {
    least: 0,
    wish({ x, y, to_x, to_y }) {
      const line = [[x, y], [to_x, to_y]];
      return line.flat().every(Number.isFinite) ? { lines: [line], length: lengthOf(line) } : null;
    },
  },
  ring: {
    least: 0,
    wish({ corners }) {
      const ring = ringIn(corners);
      return ring.length ? { shown: [ring], rings: [ring] } : null;
    },
  },
};

// Where a rectangle would be cut; other shapes are cut where the server finds the area.
function cut(ring, share, direction) {
  const { box, at } = frameOf(ring);
  const isWide = box.right - box.left >= box.bottom - box.top;
  if (isWide === (direction === "across")) {
    const x = box.left + (box.right - box.left) * share;
    return [at([x, box.top]), at([x, box.bottom])];
  }
  const y = box.top + (box.bottom - box.top) * share;
  return [at([box.left, y]), at([box.right, y])];
}
