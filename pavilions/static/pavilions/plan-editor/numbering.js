// Numbers by a pattern in the order of places, as in pavilions/drafts/edits/numbering.py, for previews; and the next
// number that is still to be had.

import { boundsOf } from "./rings.js";

// {prefix, start, step, digits, direction, row_letter} → one number for each ring.
export function numbersByPlace(rings, { prefix, start, step, digits, direction, row_letter: letter }) {
  const found = [];
  let place = 0;
  rowsOf(rings, direction === "down" || direction === "up").forEach((line, at) => {
    const isBackwards = direction === "left" || direction === "up" || (direction === "snake" && at % 2);
    if (letter) place = 0;
    for (const ring of isBackwards ? line.toReversed() : line) {
      const figure = String(start + step * place++).padStart(digits, "0");
      found[ring] = `${prefix}${letter ? lettered(positionOf(letter) + at) : ""}${figure}`;
    }
  });
  return found;
}

// Positions of the rings row by row from the top, each from the left; or column by column.
function rowsOf(rings, byColumns) {
  const boxes = rings.map((ring) => {
    const { left, top, right, bottom } = boundsOf(ring);
    return byColumns ? { at: left, far: right, aside: top } : { at: top, far: bottom, aside: left };
  });
  const middle = ({ at, far }) => (at + far) / 2;
  const tolerance = Math.min(...boxes.map(({ at, far }) => far - at)) / 2;
  const lines = [];
  let begunAt = 0;
  const order = boxes.map((_box, at) => at).sort((one, two) => {
    return middle(boxes[one]) - middle(boxes[two]) || boxes[one].aside - boxes[two].aside;
  });
  for (const at of order) {
    if (!lines.length || middle(boxes[at]) - begunAt > tolerance) {
      lines.push([]);
      begunAt = middle(boxes[at]);
    }
    lines.at(-1).push(at);
  }
  return lines.map((line) => line.sort((one, two) => boxes[one].aside - boxes[two].aside));
}

const FIRST = "A".charCodeAt(0);

// A is 0, Z 25, AA 26.
function positionOf(letters) {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - FIRST + 1, 0) - 1;
}

export function lettered(position) {
  let found = "";
  for (let left = position + 1; left > 0; left = Math.floor((left - 1) / 26)) {
    found = String.fromCharCode(FIRST + ((left - 1) % 26)) + found;
  }
  return found;
}

// The number after `last` (A07 → A08) that no item has in upper or lower case.
export function numberAfter(last, items) {
  const taken = new Set();
  for (const { number } of items) if (number) taken.add(number.toUpperCase());
  const [, prefix, figure] = /^(.*?)(\d*)$/s.exec(last || "A00");
  for (let next = Number(figure) + 1; ; next++) {
    const number = prefix + String(next).padStart(figure.length || 2, "0");
    if (!taken.has(number.toUpperCase())) return number;
  }
}

// Numbers like this one (A07) from the highest figure on that any item has: {prefix, start, digits}.
export function patternAfter(last, items) {
  const parts = (number) => /^(.*?)(\d*)$/s.exec(number.toUpperCase());
  const [, prefix, figure] = /^(.*?)(\d{0,5})$/s.exec(last);
  const taken = items.map(({ number }) => parts(number)).filter(([, before]) => before === prefix.toUpperCase());
  const start = Math.max(0, ...taken.map(([, , after]) => Number(after))) + 1;
  return { prefix, start, digits: Math.min(figure.length || 2, 6) };
}

// The letter of a row that no number begins with, after all that do.
export function letterAfter(items) {
  const letters = items.map(({ number }) => /^[A-Z](?=\d)/.exec(number)?.[0]).filter(Boolean);
  return lettered(Math.max(-1, ...letters.map(positionOf)) + 1);
}

// Begins of `count` places of this size: `gap` between them, but `aisle` after every so many.
function begins(size, count, gap, aisle, every) {
  const found = [];
  for (let at = 0, place = 1; place <= count; place++) {
    found.push(at);
    at += size + (every && place % every === 0 ? aisle : gap);
  }
  return found;
}

// The rings of an array's booths, row by row.
export function arrayRings(array) {
  const [left, top] = array.origin;
  const down = begins(array.depth, array.rows, array.gap_y, array.aisle, array.aisle_every);
  const across = begins(array.width, array.columns, array.gap_x, array.cross_aisle, array.cross_every);
  return down.flatMap((y) =>
    across.map((x) => [
      [left + x, top + y],
      [left + x + array.width, top + y],
      [left + x + array.width, top + y + array.depth],
      [left + x, top + y + array.depth],
    ]),
  );
}
