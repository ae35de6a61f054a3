// Copies of booths and fittings: the last one, to be pasted in this hall or another, and templates, which have names. The
// browser keeps them for all its tabs.

import { button } from "./desk.js";
import { isNumber } from "./problems.js";
import { numberAfter } from "./numbering.js";
import { boundsOf, moved } from "./rings.js";
import { drawn, isBooth } from "./strokes.js";

export function copy(desk) {
  const { chosen } = desk.draft;
  if (!chosen.length) desk.say("select_first", { count: 1 });
  else desk.say(keep(desk, "copied", copiesOf(desk)) ? "copied" : "not_kept", { count: chosen.length });
}

// With the middle where the pointer was last seen.
export function paste(desk) {
  const copies = kept(desk, "copied");
  if (areCopies(copies)) place(desk, copies, desk.at ?? middleOf(desk.view));
  else desk.say("nothing_copied");
}

// Lists the templates, which another tab may have changed; the first time it listens for new ones, too.
export function templates(desk) {
  const panel = desk.editor.querySelector("[data-templates]");
  const form = panel.querySelector("form");
  list(desk, panel);
  form.onsubmit = () => {
    const { name } = form.elements;
    const title = name.value.trim();
    if (!title) return desk.say("template_unnamed");
    if (Object.hasOwn(keptTemplates(desk), title)) return desk.say("template_there", { name: title });
    if (!desk.draft.chosen.length) return desk.say("select_first", { count: 1 });
    if (!keep(desk, "templates", { ...keptTemplates(desk), [title]: copiesOf(desk) })) return desk.say("not_kept");
    name.value = "";
    list(desk, panel);
    return desk.say("template_kept", { name: title });
  };
}

function list(desk, panel) {
  const remove = (title) => {
    const { [title]: _gone, ...others } = keptTemplates(desk);
    keep(desk, "templates", others);
    list(desk, panel);
  };
  const words = desk.words.template_remove;
  const lines = Object.entries(keptTemplates(desk)).map(([title, copies]) => {
    const line = document.createElement("li");
    line.append(
      button(title, () => (desk.draft.isClosed ? desk.say("closed") : place(desk, copies, middleOf(desk.view)))),
      button(words, () => remove(title), { className: "btn btn-sm btn-link", ariaLabel: `${words} ${title}` }),
    );
    return line;
  });
  panel.querySelector("ul").replaceChildren(...lines);
}

function keptTemplates(desk) {
  return Object.fromEntries(Object.entries(kept(desk, "templates") ?? {}).filter(([, copies]) => areCopies(copies)));
}

const copiesOf = (desk) => desk.draft.chosen.map((item) => ({ ...drawn(item), isBooth: isBooth(item), sector: sectorOf(desk, item.allotment) }));
const middleOf = ({ left, top, right, bottom }) => [(left + right) / 2, (top + bottom) / 2];

// Copies around a point of the grid; numbers that are taken go on counting.
function place(desk, copies, [x, y]) {
  const { draft, grid } = desk;
  const box = boundsOf(...copies.map(({ ring }) => ring));
  const step = grid || 1;
  const onGrid = (middle, low, high) => Math.round((middle - (high - low) / 2) / step) * step - low;
  const [dx, dy] = [onGrid(x, box.left, box.right), onGrid(y, box.top, box.bottom)];
  const there = [...draft.shown.values()];
  const items = copies.map(({ isBooth: isOne, sector, ...details }) => {
    const item = draft.newItem(isOne ? "b" : "o", { ...details, ...(isOne && bookable(desk, details, sector, there)), ring: moved(details.ring, dx, dy) });
    there.push(item);
    return item;
  });
  const keys = items.map(({ key }) => key);
  draft.change(items);
  draft.select(keys);
  desk.sayChange("pasted", { count: items.length }, keys);
  desk.focus();
}

// A copy is for sale, under a number of its own, for the same sector where this hall has it.
function bookable(desk, { number, allotment }, sector, there) {
  const options = [...desk.settings.elements.allotment.options];
  const same = options.find(({ value }) => value === String(allotment)) ?? options.find(({ text }) => text === sector);
  const isTaken = there.some((item) => item.number?.toUpperCase() === number.toUpperCase());
  return {
    number: isTaken || !isNumber(number) ? numberAfter(number, there) : number,
    allotment: Number((same ?? options[0])?.value) || null,
    blocked_reason: "",
  };
}

const sectorOf = ({ settings }, allotment) => [...settings.elements.allotment.options].find(({ value }) => value === String(allotment))?.text;
const placeOf = ({ editor }, what) => `plan ${what} ${editor.dataset.person}`;

// The store may also hold what another version of this page has left.
const areCopies = (copies) => Array.isArray(copies) && copies.length > 0 && copies.every(isCopy);

function isCopy(copy) {
  const isPoint = (point) => Array.isArray(point) && point.length === 2 && point.every(Number.isSafeInteger);
  return Array.isArray(copy?.ring) && copy.ring.length > 2 && copy.ring.every(isPoint) && (!copy.isBooth || typeof copy.number === "string");
}

// False where the browser's store is full or closed.
function keep(desk, what, content) {
  try {
    localStorage.setItem(placeOf(desk, what), JSON.stringify(content));
    return true;
  } catch {
    return false;
  }
}

function kept(desk, what) {
  try {
    return JSON.parse(localStorage.getItem(placeOf(desk, what)));
  } catch {
    return null;
  }
}
