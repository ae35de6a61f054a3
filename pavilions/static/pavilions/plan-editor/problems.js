// What is wrong with a plan while one draws it: the rules of pavilions/geometry and pavilions/validators, so that what
// is shown as possible here is accepted there.

import { boxesMeet, coreOf, covers, distance, enlarged, isSimple, meet } from "./cores.js";
import { boundsOf, normalised, sqmOf } from "./rings.js";

const CELL_CM = 600;
const SMALLEST_SQM = { b: 0.25, o: 0.01 };
const LARGEST_SQM = 30_000;
const FARTHEST_CM = 100_000;
const MOST_POINTS = 1_000;
const LONGEST_NUMBER = 20;

// What is known of a shape, reckoned once: items are never changed, only replaced.
const known = new WeakMap();

export function shapeOf(item) {
  if (!known.has(item)) known.set(item, measured(item));
  return known.get(item);
}

function measured(item) {
  const ring = normalised(item.ring);
  const box = boundsOf(item.ring);
  const fault = faultOf(ring, item.key[0]);
  const core = fault || item.key[0] === "o" ? null : coreOf(ring);
  return { box, core, fault: fault ?? (item.key[0] === "b" && !core ? "ring_too_thin" : null) };
}

function faultOf(ring, letter) {
  if (ring.length > MOST_POINTS) return "ring_too_many_points";
  if (ring.some((point) => point.some((value) => Math.abs(value) > FARTHEST_CM))) return "ring_out_of_reach";
  if (!ring.length) return "ring_empty";
  if (!isSimple(ring)) return "ring_crossed";
  if (sqmOf(ring) < SMALLEST_SQM[letter]) return "ring_too_small";
  return sqmOf(ring) > LARGEST_SQM ? "ring_too_large" : null;
}

// Which items lie near a box, without asking all of them.
export class Neighbourhood {
  #cells = new Map();

  constructor(items) {
    for (const item of items) {
      for (const cell of cellsOf(shapeOf(item).box)) {
        if (!this.#cells.has(cell)) this.#cells.set(cell, []);
        this.#cells.get(cell).push(item);
      }
    }
  }

  near(box, room = 0) {
    const found = new Set();
    for (const cell of cellsOf(box, room)) {
      for (const item of this.#cells.get(cell) ?? []) {
        if (boxesMeet(shapeOf(item).box, box, room)) found.add(item);
      }
    }
    return found;
  }
}

function* cellsOf({ left, top, right, bottom }, room = 0) {
  const first = Math.floor((top - room) / CELL_CM);
  const last = Math.floor((bottom + room) / CELL_CM);
  if (!(last - first < 2 * FARTHEST_CM)) return; // not a figure
  for (let row = first; row <= last; row++) {
    for (let column = Math.floor((left - room) / CELL_CM); column * CELL_CM <= right + room; column++) {
      yield row * 4 * FARTHEST_CM + column;
    }
  }
}

// The problems of `asked` items among `items`: [{code, keys, …}]. A pair is listed once.
export function problemsOf(items, asked, outline, around = new Neighbourhood(items)) {
  const hall = enlarged(outline);
  const room = Math.max(0, ...items.map(({ clearance_cm }) => clearance_cm ?? 0));
  const listed = new Set();
  const problems = [...numberProblems(items, asked)];
  for (const item of asked) {
    const { box, core, fault } = shapeOf(item);
    if (fault) problems.push({ code: fault, keys: [item.key] });
    if (core && !covers(hall, core)) problems.push({ code: "outside_hall", keys: [item.key] });
    if (fault) continue;
    for (const other of around.near(box, room)) {
      const pair = item.key < other.key ? `${item.key} ${other.key}` : `${other.key} ${item.key}`;
      const code = other.key !== item.key && !listed.has(pair) && clash(item, other, around);
      if (code) problems.push({ code, keys: [item.key, other.key] });
      if (code) listed.add(pair);
    }
  }
  return problems;
}

// Shown, but in nobody's way.
const isMark = ({ kind }) => ["power", "water", "text"].includes(kind);

function clash(item, other, around) {
  if (isMark(item) || isMark(other)) return null;
  const [core, otherCore] = [shapeOf(item).core, shapeOf(other).core];
  if (core && otherCore) return meet(core, otherCore) && "booths_overlap";
  const one = core ? other : item;
  if (one.key[0] !== "o" || !isObstructed(core ?? otherCore, one)) return null;
  return isBuiltIn(one, around) ? null : "on_obstruction";
}

// A column that stands in a booth, and so needs no clearance.
function isBuiltIn(column, around) {
  if (column.kind !== "column") return false;
  const booths = [...around.near(shapeOf(column).box)].filter((near) => shapeOf(near).core);
  return booths.some((booth) => isObstructed(shapeOf(booth).core, column, 0));
}

function isObstructed(core, { ring, clearance_cm }, clearance = clearance_cm) {
  if (!core) return false;
  const room = clearance * 100;
  const zone = enlarged(ring);
  return boxesMeet(core.box, boundsOf(zone), room) && distance(core.points, zone) <= room;
}

export function* numberProblems(items, asked) {
  const byNumber = new Map();
  for (const { key, number } of items) {
    if (number) byNumber.set(number.toUpperCase(), [...(byNumber.get(number.toUpperCase()) ?? []), key]);
  }
  const listed = new Set();
  for (const { key, number } of asked) {
    if (key[0] === "o") continue;
    if (!isNumber(number)) yield { code: "booth_number_odd", keys: [key] };
    const keys = byNumber.get(number.toUpperCase()) ?? [];
    if (keys.length > 1 && !listed.has(keys)) yield { code: "number_used_twice", keys };
    listed.add(keys);
  }
}

export function isNumber(number) {
  return (
    number.length > 0 &&
    number.length <= LONGEST_NUMBER &&
    number === number.trim().replace(/\s+/g, " ") &&
    !/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(number)
  );
}
