// From items as they are to be, to the strokes that make them so; and what is wrong with them until then.

import { problemsOf } from "./problems.js";
import { isSame, normalised } from "./rings.js";
import { DETAILS, isBooth } from "./strokes.js";

// Those of the kept items that the server would take together. It does not judge again what an edit leaves alone, so
// that a plan which came in with faults can be corrected step by step.
export function ready(kept, ahead, outline) {
  let found = [...kept.values()].filter(({ refusal }) => !refusal);
  for (let before = -1; before !== found.length; ) {
    before = found.length;
    const view = new Map(ahead);
    for (const item of found) view.set(item.key, item);
    const problems = problemsOf([...view.values()], found, outline).filter((problem) => isNew(problem, view, ahead));
    const troubled = new Set(problems.flatMap(({ keys }) => keys));
    found = found.filter(({ key }) => !troubled.has(key));
  }
  return found;
}

// The problems of a draft after some of it has changed: asked again are those items and those that had a problem.
export function problemsAgain({ shown, kept, problems, outline }, keys) {
  const suspects = new Set([...keys, ...kept.keys(), ...problems.flatMap((problem) => problem.keys)]);
  const asked = [...suspects].map((key) => shown.get(key)).filter(Boolean);
  const refused = [...kept.values()].filter(({ refusal }) => refusal);
  return [
    ...(asked.length ? problemsOf([...shown.values()], asked, outline) : []),
    ...refused.map(({ key, refusal }) => ({ code: "refused", keys: [key], message: refusal })),
  ];
}

function isNew({ code, keys }, view, ahead) {
  const names = code.includes("number") ? ["number"] : ["ring", "clearance_cm"];
  const differs = (key, name) => view.get(key)[name] !== ahead.get(key)?.[name];
  return keys.some((key) => names.some((name) => differs(key, name)) || (key[0] === "o" && differs(key, "kind")));
}

// New items are drawn, old ones reshaped and their details set: alike changes in one stroke.
export function strokesFor(items, ahead) {
  const news = items.filter(({ key }) => !ahead.has(key));
  const olds = items.filter(({ key }) => ahead.has(key));
  const strokes = [
    { edit: "draw", items: news.filter(isBooth) },
    { edit: "obstruct", items: news.filter((item) => !isBooth(item)) },
  ].filter((stroke) => stroke.items.length);
  const reshaped = olds.filter(({ key, ring }) => !isSame(normalised(ring), normalised(ahead.get(key).ring)));
  if (reshaped.length) strokes.push({ edit: "reshape", keys: keysOf(reshaped), rings: reshaped.map(({ ring }) => ring) });
  return [...strokes, ...settings(olds, ahead)].map((stroke) => ({ keys: [], ...stroke }));
}

function settings(items, ahead) {
  const groups = new Map();
  for (const item of items) {
    const there = ahead.get(item.key);
    const changes = DETAILS.filter((name) => item[name] !== there[name]).map((name) => [name, item[name]]);
    const words = item.key[0] + JSON.stringify(changes);
    if (changes.length) groups.set(words, { changes, items: [...(groups.get(words)?.items ?? []), item] });
  }
  return [...groups.values()].map(({ changes, items: alike }) => ({
    edit: isBooth(alike[0]) ? "set" : "set_obstructions",
    keys: keysOf(alike),
    details: Object.fromEntries(changes),
  }));
}

const keysOf = (items) => items.map(({ key }) => key);
