// Items as SVG: one element each, changed in place, so that focus stays where it is. Numbers are laid out only where
// they are in view and large enough to be read.

import { boundsOf, frameOf, middleOf, normalised, pathOf, twiceArea } from "./rings.js";

const SVG = "http://www.w3.org/2000/svg";
const READABLE_PX = 7;
const LARGEST_CM = 320;
const LEAST_CM = 30;
const SHARES = [1, 0.72, 0.6]; // of the number's size: number, area, holder
const LETTER_WIDTH = 0.62; // of its size
const LINE_HEIGHT = 1.2;
const WORTH_TURNING = 1.2; // in a narrow booth letters from bottom to top become at least so much larger
const [ROOM_ACROSS, ROOM_DOWN] = [0.88, 0.8];
const PATTERNED = ["held", "reserved", "blocked", "troubled"];
const ROUNDED = 0.02; // the share of its area by which rounding may change a turned rectangle
const FRESH_MS = 2_500;

export class Drawing {
  #draft;
  #words;
  #elements = new Map();
  #letters = new Map(); // key → {x, y, size, shown}
  #places;
  #view;
  #scale = 0;
  #current = null; // the key in the tab order

  constructor(svg, draft, words) {
    this.#draft = draft;
    this.#words = words;
    const booths = svg.querySelector(".booths");
    const around = element("g", { class: "obstructions" });
    const all = element("g", { role: "listbox", "aria-multiselectable": "true", "aria-label": words.listbox });
    booths.before(all);
    all.append(around, booths);
    this.#places = { b: booths, o: around };
    booths.setAttribute("role", "group");
    around.setAttribute("role", "group");
    booths.setAttribute("aria-label", words.booths);
    around.setAttribute("aria-label", words.obstructions);
    this.update(draft.shown.keys());
    draft.addEventListener("changed", ({ detail }) => this.update(detail));
    draft.addEventListener("selected", () => this.#markSelected());
    draft.addEventListener("renamed", ({ detail }) => this.#rename(detail));
    svg.addEventListener("focusin", ({ target }) => this.#enter(target.closest("[data-key]")?.dataset.key));
  }

  update(keys) {
    const troubled = new Set(this.#draft.problems.flatMap((problem) => problem.keys));
    const stale = new Set([...keys, ...this.#marked("troubled"), ...troubled]);
    for (const key of stale) {
      const item = this.#draft.shown.get(key);
      if (item) this.#draw(item, troubled.has(key));
      else this.#erase(key);
    }
    if (!this.#elements.has(this.#current)) this.#enter(this.#elements.keys().next().value);
  }

  show(view, scale) {
    [this.#view, this.#scale] = [view, scale];
    for (const [key, each] of this.#letters) this.#letter(this.#elements.get(key), each);
  }

  focus(key) {
    this.#elements.get(key)?.focus({ preventScroll: true });
  }

  // Shows for a moment what somebody else has changed.
  flash(keys) {
    const elements = keys.map((key) => this.#elements.get(key)).filter(Boolean);
    for (const each of elements) each.classList.add("fresh");
    setTimeout(() => elements.forEach((each) => each.classList.remove("fresh")), FRESH_MS);
  }

  fade(keys, isFaded) {
    for (const key of keys) this.#elements.get(key)?.classList.toggle("faded", isFaded);
  }

  #draw(item, isTroubled) {
    const there = this.#elements.get(item.key) ?? this.#create(item);
    const isBooth = item.key[0] === "b";
    const state = isTroubled ? "troubled" : isBooth ? stateOf(item) : item.kind;
    const classes = [isBooth ? "booth" : "obstruction", state];
    if (this.#draft.kept.has(item.key)) classes.push("unsaved");
    if (this.#draft.selected.has(item.key)) classes.push("chosen");
    classes.push(...["lettered", "fully"].filter((name) => there.classList.contains(name)));
    there.setAttribute("class", classes.join(" "));
    if (PATTERNED.includes(state)) there.setAttribute("fill", `url(#plan-${state})`);
    else there.removeAttribute("fill");
    there.setAttribute("aria-label", this.nameOf(item));
    there.firstChild.setAttribute("d", pathOf(item.ring));
    this.#write(there, item);
  }

  nameOf(item) {
    const { left, top, right, bottom } = boundsOf(item.ring);
    const said = { ...item, area: figure(item.area_sqm), kind: this.#words.kinds[item.kind] };
    if (item.key[0] === "b") return fill(item.holder_name ? this.#words.booth_of : this.#words.booth, { ...said, state: this.#words.states[stateOf(item)] });
    return fill(item.name ? this.#words.obstruction_of : this.#words.obstruction, { ...said, width: metres(right - left), depth: metres(bottom - top) });
  }

  #create({ key }) {
    const there = element("g", { role: "option", "aria-selected": "false", tabindex: "-1", "data-key": key });
    there.append(element("path", {}));
    there.append(element("text", { "aria-hidden": "true" }));
    this.#elements.set(key, there);
    this.#places[key[0]].append(there);
    return there;
  }

  #erase(key) {
    this.#elements.get(key)?.remove();
    this.#elements.delete(key);
    this.#letters.delete(key);
  }

  // The number of a booth with its area and its holder, or the name of anything else.
  #write(there, { key, number, name, area_sqm: area, holder_name: holder, ring, label }) {
    const { width, depth, turn, isRectangle } = roomIn(ring);
    const [x, y] = isRectangle ? middleOf(ring) : (label ?? middleOf(ring));
    const lines = (key[0] === "b" ? [number, `${figure(area)} m²`, holder] : [name]).filter(Boolean);
    const sum = lines.reduce((total, _words, at) => total + SHARES[at], 0);
    const sizeIn = (across, down) => {
      const widths = lines.slice(0, 2).map((words, at) => (across * ROOM_ACROSS) / widthOf(words) / SHARES[at]);
      return Math.floor(Math.min(...widths, (down * ROOM_DOWN) / LINE_HEIGHT / sum, LARGEST_CM));
    };
    const [upright, lying] = [sizeIn(width, depth), sizeIn(depth, width)];
    const isLying = lying > WORTH_TURNING * upright;
    const size = isLying ? lying : upright;
    const room = (isLying ? depth : width) * ROOM_ACROSS;
    const text = there.lastChild;
    text.setAttribute("transform", isLying || turn ? `rotate(${isLying ? turn - 90 : turn} ${x} ${y})` : "");
    text.replaceChildren();
    if (!lines.length || size < LEAST_CM) return this.#letters.delete(key);
    let from = y - (LINE_HEIGHT * size * sum) / 2;
    lines.forEach((words, at) => {
      const own = Math.round(size * SHARES[at]);
      const most = Math.floor((words.length * room) / own / widthOf(words));
      text.append(line(most < words.length ? `${words.slice(0, most - 1)}…` : words, x, from + 0.93 * own, own));
      from += LINE_HEIGHT * own;
    });
    const each = { x, y, size };
    this.#letters.set(key, each);
    if (this.#view) this.#letter(there, each);
  }

  #letter(there, each) {
    const { left, top, right, bottom } = this.#view;
    const isInView = each.x > left && each.x < right && each.y > top && each.y < bottom;
    const pixels = isInView ? each.size * this.#scale : 0;
    const shown = pixels < READABLE_PX ? 0 : pixels * SHARES[1] < READABLE_PX ? 1 : 2;
    if (shown === each.shown) return;
    each.shown = shown;
    there.classList.toggle("lettered", shown > 0);
    there.classList.toggle("fully", shown > 1);
  }

  #markSelected() {
    const { selected } = this.#draft;
    for (const key of this.#marked("chosen")) if (!selected.has(key)) this.#mark(key, false);
    for (const key of selected) this.#mark(key, true);
  }

  #mark(key, isChosen) {
    const there = this.#elements.get(key);
    there?.classList.toggle("chosen", isChosen);
    there?.setAttribute("aria-selected", isChosen);
  }

  #marked(name) {
    const there = this.#places.b.parentNode.getElementsByClassName(name);
    return [...there].map(({ dataset }) => dataset.key);
  }

  #enter(key) {
    if (!key || key === this.#current) return;
    this.#elements.get(this.#current)?.setAttribute("tabindex", "-1");
    this.#elements.get(key)?.setAttribute("tabindex", "0");
    this.#current = key;
  }

  #rename({ from, to }) {
    const there = this.#elements.get(from);
    if (!there || this.#elements.has(to)) return;
    this.#elements.delete(from);
    this.#letters.delete(from);
    this.#elements.set(to, there);
    there.dataset.key = to;
    if (this.#current === from) this.#current = to;
  }
}

function stateOf({ blocked_reason: reason, availability }) {
  return reason ? "blocked" : (availability ?? "free");
}

// What a ring has for letters around its middle: all of a rectangle, turned as it lies, and half of any other shape.
function roomIn(ring) {
  const { left, top, right, bottom } = boundsOf(ring);
  const [width, depth] = [right - left, bottom - top];
  if (ring.length === 4 && ring.every(([x, y]) => (x === left || x === right) && (y === top || y === bottom))) return { width, depth, turn: 0, isRectangle: true };
  const { box, angle } = frameOf(ring);
  const [across, down] = [box.right - box.left, box.bottom - box.top];
  const isRectangle = ring.length === 4 && Math.abs(Math.abs(twiceArea(ring)) / 2 / (across * down) - 1) < ROUNDED;
  return isRectangle ? { width: across, depth: down, turn: angle, isRectangle } : { width: width / 2.2, depth: depth / 2.2, turn: 0, isRectangle };
}

// About how wide the words are, in multiples of their size; writing such as Chinese is nearly twice as wide.
const widthOf = (words) => LETTER_WIDTH * words.replace(/[⺀-￿]/g, "xx").length;

function line(words, x, y, size) {
  const there = element("tspan", { x: Math.round(x), y: Math.round(y), "font-size": size });
  there.textContent = words;
  return there;
}

export function element(name, attributes) {
  const there = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) there.setAttribute(attribute, value);
  return there;
}

const figures = new Intl.NumberFormat(document.documentElement.lang || undefined, { maximumFractionDigits: 2 });

export function figure(value) {
  return figures.format(value);
}

export function metres(centimetres) {
  return figure(centimetres / 100);
}

export const lengthOf = ([[x, y], [toX, toY]]) => metres(Math.hypot(toX - x, toY - y));

// What was typed as a figure, with a point or a comma; NaN for anything else.
export function decimalOf(text) {
  return /^\s*[+-]?(\d+[.,]?\d*|[.,]\d+)\s*$/.test(text) ? Number(text.replace(",", ".")) : NaN;
}

// Corners as typed, one in a line; an empty ring for what is none. 10 5, or 10,5; where blanks part the figures, a comma
// is the decimal sign: 10,5 6,25.
export function ringIn(text) {
  const points = text.trim().split(/\s*[\n;]\s*/).map((line) => {
    return line.split(/\s/.test(line) ? /\s*,?\s+/ : ",").map((value) => Math.round(decimalOf(value) * 100));
  });
  return points.every((point) => point.length === 2 && point.every(Number.isFinite)) ? normalised(points) : [];
}

// `%(name)s` in a translated sentence.
export function fill(sentence, said) {
  return sentence.replace(/%\((\w+)\)s/g, (_whole, name) => said[name] ?? "");
}
