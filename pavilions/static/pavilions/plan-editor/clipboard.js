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
  const copies = kept(desk, "copied") ?? [];
  if (copies.length) place(desk, copies, desk.at ?? middleOf(desk.view));
  else desk.say("nothing_copied");
}

export function listenForTemplates(desk) {
  const panel = desk.editor.querySelector("[data-templates]");
  const { name } = panel.querySelector("form").elements;
  const templates = () => kept(desk, "templates") ?? {};
  const list = () => panel.querySelector("ul").replaceChildren(...Object.entries(templates()).map(line));

  function line([title, copies]) {
    const there = document.createElement("li");
    const { [title]: _gone, ...others } = templates();
    const words = desk.words.template_remove;
    there.append(
      button(title, () => (desk.draft.isClosed ? desk.say("closed") : place(desk, copies, middleOf(desk.view)))),
      button(words, () => keep(desk, "templates", others) && list(), { className: "btn btn-sm btn-link", ariaLabel: `${words} ${title}` }),
    );
    return there;
  }

  panel.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const title = name.value.trim();
    if (!title) return desk.say("template_unnamed");
    if (Object.hasOwn(templates(), title)) return desk.say("template_there", { name: title });
    if (!desk.draft.chosen.length) return desk.say("select_first", { count: 1 });
    if (!keep(desk, "templates", { ...templates(), [title]: copiesOf(desk) })) return desk.say("not_kept");
    name.value = "";
    list();
    return desk.say("template_kept", { name: title });
  });
  panel.addEventListener("toggle", list); // another tab may have changed them
  list();
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
