// Strokes: one edit each, by the keys of the items it is about. Items are booths and obstructions: b12, o4; what the
// server has not numbered yet has an id below 0. A stroke may bring new `items`, give its items other `rings` (in the
// order of its keys) or `details`; `body` is what else the server gets.

import { isTurned, normalised, sqmOf } from "./rings.js";

const DRAWN = { b: ["ring", "number", "kind", "allotment", "blocked_reason", "open_sides_override"], o: ["ring", "kind", "clearance_cm", "name"] };
export const DETAILS = ["number", "kind", "allotment", "blocked_reason", "open_sides_override", "clearance_cm", "name"];

export const isBooth = ({ key }) => key[0] === "b";
export const idOf = (key) => Number(key.slice(1));
const pick = (item, names) => Object.fromEntries(names.map((name) => [name, item[name]]));

// An item with some of it changed; what follows from its ring follows.
export function changed(item, changes) {
  const next = { ...item, ...changes };
  return changes.ring && isBooth(item) ? { ...next, area_sqm: areaOf(item, normalised(changes.ring)), label: null } : next;
}

// A new shape has its drawn area; one that is moved or turned keeps what it had.
function areaOf({ ring, area_sqm: area }, next) {
  const isAsBefore = area && (sqmOf(ring) === sqmOf(next) || isTurned(normalised(ring), next));
  return isAsBefore ? area : sqmOf(next);
}

export function newItem(letter, id, details) {
  const item = { key: letter + id, id, revision: 0, availability: "free", blocked_reason: "", open_sides_override: null, ...details };
  return changed(item, { ring: details.ring });
}

// What a new item like this one is drawn with.
export const drawn = (item) => pick(item, DRAWN[item.key[0]]);

// What the server sent, as items and keys.
export function itemsOf({ booths, obstructions }) {
  const keyed = (rows, letter) => rows.map((row) => ({ ...row, key: letter + row.id }));
  return [...keyed(booths, "b"), ...keyed(obstructions, "o")];
}

export function keysOf({ booths, obstructions }) {
  return [...booths.map((id) => `b${id}`), ...obstructions.map((id) => `o${id}`)];
}

// What an item will be once the stroke has arrived, shown before the server has answered; splits, merges and the
// like wait for its word.
export function show(items, { edit, keys, items: news = [], rings, details }) {
  for (const item of news) items.set(item.key, item);
  keys.forEach((key, at) => {
    const item = items.get(key);
    if (edit === "remove") items.delete(key);
    else if (item && (rings || details)) items.set(key, changed(item, { ...details, ...(rings && { ring: rings[at] }) }));
  });
}

// A new item of the stroke has got its id.
export function rename(stroke, from, { key, revision }) {
  if (stroke.keys.includes(from)) stroke.seen[key] = revision;
  stroke.keys = stroke.keys.map((each) => (each === from ? key : each));
}

// As the server takes it.
export function written({ edit, keys, items, rings, details, body, seen }) {
  const ids = (letter) => keys.filter((key) => key[0] === letter).map(idOf);
  const shapes = (letter) =>
    keys.flatMap((key, at) => (key[0] === letter ? [{ id: idOf(key), ring: rings[at] }] : []));
  const parts = {
    draw: () => ({ booths: items.map(drawn) }),
    obstruct: () => ({ obstructions: items.map(drawn) }),
    reshape: () => ({ booths: shapes("b"), obstructions: shapes("o") }),
    remove: () => ({ ids: ids("b"), obstructions: ids("o") }),
    set_obstructions: () => ({ ids: ids("o") }),
    split: () => ({ id: idOf(keys[0]) }),
    array: () => ({}),
  };
  return { edit, ...(parts[edit] ?? (() => ({ ids: ids("b") })))(), ...details, ...body, seen };
}

// Whether the items are already as the stroke would leave them: its answer may have been lost on the way.
export function hasHappened(items, stroke, isLater) {
  if (stroke.edit === "undo" || stroke.edit === "redo") return isLater;
  const there = new Set([...items.values()].map(fingerprint));
  const after = new Map(items);
  show(after, { ...stroke, items: [] });
  const changes = [...after].filter(([key, item]) => item !== items.get(key)).map(([, item]) => item);
  const isShown = Boolean(stroke.items || stroke.rings || stroke.details || stroke.edit === "remove");
  return isShown && after.size === items.size && [...changes, ...(stroke.items ?? [])].every((item) => there.has(fingerprint(item)));
}

export function fingerprint(item) {
  return JSON.stringify([item.key[0], normalised(item.ring), ...DETAILS.map((name) => item[name] || null)]);
}
