// Keys: tools by letters, moves by arrows, and the ways between booths. They are the editor's while focus is in it and
// not in a field.

import { boundsOf, moved } from "./rings.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const TOOLS = { v: "select", h: "hand", r: "rectangle", p: "ring", k: "cut", o: "obstruction", e: "exit", l: "measure", u: "outline" };
const ACTIONS = { a: "array", d: "duplicate", s: "split", m: "merge", n: "renumber", w: "row", g: "group" };
const FINE_CM = 10;
const SIDEWAYS = 2; // a booth straight ahead is preferred to one half as far away that lies aside

export function listenForKeys(desk, act) {
  const { draft, editor, tools } = desk;
  addEventListener(
    "keydown",
    (event) => {
      const isField = event.target.closest("input, select, textarea, dialog, [popover]");
      const isOurs = event.target === document.body || editor.contains(event.target);
      if (!isOurs || event.altKey || (isField && event.key !== "Escape")) return;
      const isDone = event.ctrlKey || event.metaKey ? withControl(event) : plain(event);
      if (!isDone) return;
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true },
  );

  function withControl({ key, shiftKey }) {
    const wish = key.toLowerCase();
    if (wish === "z") act(shiftKey ? "redo" : "undo");
    else if (wish === "y") act("redo");
    else if (wish === "a") act("all");
    else if (wish === "c" && getSelection().isCollapsed) act("copy");
    else if (wish === "v") act("paste");
    else return false;
    return true;
  }

  function plain(event) {
    const { key, target, shiftKey } = event;
    const focused = target.closest("[data-key]")?.dataset.key;
    const letter = key.toLowerCase();
    if (tools.current.key?.(event)) return true;
    if (key === "Escape") return act("escape");
    if (TOOLS[letter]) return act(TOOLS[letter]);
    if (ACTIONS[letter]) return act(ACTIONS[letter]);
    if (key === "?") return act("help");
    if (key === "Delete" || key === "Backspace") return act("remove");
    if (ARROWS[key]) return arrow(ARROWS[key], shiftKey, focused);
    if (!focused) return false;
    return onItem(key, shiftKey, focused);
  }

  function onItem(key, shiftKey, focused) {
    if (key === "Tab") return draft.selected.size > 0 && step(focused, shiftKey ? -1 : 1);
    if (key === " ") draft.toggle(focused);
    else if (key === "Enter" || key === "F2") {
      if (!draft.selected.has(focused)) draft.select([focused]);
      act("number");
    } else return false;
    return true;
  }

  // Moves what is selected; else goes to the neighbour.
  function arrow([dx, dy], isFine, focused) {
    const items = draft.chosen;
    if (items.length && !draft.isClosed) {
      const by = isFine ? FINE_CM : desk.grid || FINE_CM;
      desk.reshape(items, items.map(({ ring }) => moved(ring, dx * by, dy * by)), "moved");
      return true;
    }
    if (!focused || isFine) return false;
    const next = nearest(draft, focused, [dx, dy]);
    if (next) reach(next);
    return true;
  }

  // In the order of reading: rows from the top, each from the left.
  function step(from, by) {
    const keys = draft.booths
      .map(({ key, ring }) => ({ key, ...boundsOf(ring) }))
      .sort((one, two) => one.top - two.top || one.left - two.left)
      .map(({ key }) => key);
    const next = keys[keys.indexOf(from) + by];
    if (!next) return false;
    draft.select([next]);
    reach(next);
    return true;
  }

  function reach(key) {
    const { left, top, right, bottom } = boundsOf(draft.shown.get(key).ring);
    desk.camera.reveal((left + right) / 2, (top + bottom) / 2);
    desk.drawing.focus(key);
  }
}

function nearest(draft, from, [dx, dy]) {
  const middle = ({ ring }) => {
    const { left, top, right, bottom } = boundsOf(ring);
    return [(left + right) / 2, (top + bottom) / 2];
  };
  const [x, y] = middle(draft.shown.get(from));
  let best = null;
  let least = Infinity;
  for (const item of draft.shown.values()) {
    const [right, down] = [middle(item)[0] - x, middle(item)[1] - y];
    const ahead = right * dx + down * dy;
    const aside = Math.abs(right * dy) + Math.abs(down * dx);
    const cost = ahead + SIDEWAYS * aside;
    if (ahead > 0 && ahead >= aside && cost < least) [best, least] = [item.key, cost];
  }
  return best;
}

