// The tool that selects, moves, resizes and turns.

import { Neighbourhood, problemsOf } from "./problems.js";
import { boundsOf, frameOf, middleOf, moved, resized, turned } from "./rings.js";
import { changed } from "./strokes.js";

const CLICK_PX = 4;
const SMALLEST_CM = 10;
const TURN_STEP = 15;
const ROW_CM = 10; // booths this near in line and to one another are one row

export function selecting(desk) {
  const { draft } = desk;
  return {
    press(point, event) {
      const handle = event.target.dataset?.handle;
      if (handle === "turn") return turning(desk, point);
      if (handle) return handle.startsWith("corner") ? cornering(desk, Number(handle.slice(6))) : resizing(desk, handle);
      if (event.pointerType === "touch") return null; // a finger moves the plan and taps
      const key = keyAt(event);
      if (!key) return banding(desk, point, event);
      if (event.shiftKey) return draft.toggle(key) ?? still;
      if (!draft.selected.has(key)) draft.select([key]);
      return draft.isClosed ? still : moving(desk, point, event, key);
    },
    tap(event) {
      if (event.pointerType !== "touch") return;
      const key = keyAt(event);
      draft.select(key ? [key] : []);
    },
    double(event) {
      const key = keyAt(event);
      if (key) draft.select(rowOf(draft, key));
    },
  };
}

const still = { move() {}, end() {} };

// Under the pointer; captured events are sent to the pane.
function keyAt({ clientX, clientY }) {
  return document.elementFromPoint(clientX, clientY)?.closest("[data-key]")?.dataset.key;
}

function banding(desk, from, event) {
  const { draft, overlay } = desk;
  const before = event.shiftKey ? [...draft.selected] : [];
  if (!before.length) draft.select([]);
  const boxTo = (to) => boundsOf([from, to]);
  return {
    move(point) {
      overlay.band(boxTo(point));
    },
    end(point) {
      overlay.clear();
      const { left, top, right, bottom } = boxTo(point);
      const found = [...draft.shown.values()].filter(({ ring }) => {
        const box = boundsOf(ring);
        return box.left >= left && box.right <= right && box.top >= top && box.bottom <= bottom;
      });
      draft.select([...before, ...found.map(({ key }) => key)]);
      if (found.length) desk.say("selected", { count: draft.selected.size });
    },
    cancel() {},
  };
}

// Rings as they would be, drawn with their problems. `finish` makes the change.
export function preview(desk, items) {
  const { draft, overlay, drawing } = desk;
  const keys = items.map(({ key }) => key);
  const others = [...draft.shown.values()].filter(({ key }) => !keys.includes(key));
  const around = new Neighbourhood(others);
  let next = items;
  drawing.fade(keys, true);
  overlay.handles(null);
  overlay.chosen([]);
  return {
    show(rings) {
      next = items.map((item, at) => changed(item, { ring: rings[at] }));
      const problems = problemsOf([...others, ...next], next, draft.outline, around);
      const troubled = new Set(problems.flatMap((problem) => problem.keys));
      const of = (isTroubled) => next.filter(({ key }) => troubled.has(key) === isTroubled).map(({ ring }) => ring);
      overlay.ghosts(of(false), of(true));
    },
    end(isWanted, words, said) {
      drawing.fade(keys, false);
      overlay.clear();
      const isChanged = next.some((item, at) => String(item.ring) !== String(items[at].ring));
      if (isWanted && isChanged) {
        draft.change(next);
        desk.sayChange(words, said, keys);
      }
      desk.mark();
    },
  };
}

function moving(desk, from, start, pressed) {
  const { draft } = desk;
  const items = draft.chosen;
  const rings = items.map(({ ring }) => ring);
  const box = boundsOf(...rings);
  let shape = null;
  let by = [0, 0];
  return {
    move(point, event) {
      const pixels = Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY);
      if (!shape && pixels < CLICK_PX) return;
      shape ??= { ...preview(desk, items), snapping: desk.snapping(items) };
      const { dx, dy, guides } = shape.snapping.move(box, point[0] - from[0], point[1] - from[1], event.altKey);
      by = [dx, dy];
      shape.show(rings.map((ring) => moved(ring, dx, dy)));
      desk.overlay.guides(guides);
      desk.overlay.distances(shape.snapping.gaps(boundsOf(...rings.map((ring) => moved(ring, dx, dy)))));
    },
    end() {
      if (shape) shape.end(by.some(Boolean), "moved", { count: items.length });
      else draft.select([pressed]);
    },
    cancel: () => shape?.end(false),
  };
}

function resizing(desk, handle) {
  const [item] = desk.draft.chosen;
  const shape = preview(desk, [item]);
  const snapping = desk.snapping([item]);
  const { box, from, angle } = frameOf(item.ring);
  return {
    move(point, event) {
      const { point: snapped, guides } = snapping.point(from(point), event.altKey);
      shape.show([resized(item.ring, dragged(box, handle, snapped))]);
      desk.overlay.guides(angle ? [] : guides);
    },
    end: () => shape.end(true, "resized", { number: item.number ?? "" }),
    cancel: () => shape.end(false),
  };
}

function cornering(desk, corner) {
  const [item] = desk.draft.chosen;
  const shape = preview(desk, [item]);
  const snapping = desk.snapping([item]);
  return {
    move(to, event) {
      const { point, guides } = snapping.point(to, event.altKey);
      shape.show([item.ring.with(corner, point)]);
      desk.overlay.guides(guides);
    },
    end: () => shape.end(true, "resized", { number: item.number ?? "" }),
    cancel: () => shape.end(false),
  };
}

function dragged({ left, top, right, bottom }, handle, [x, y]) {
  return {
    left: handle.includes("w") ? Math.min(x, right - SMALLEST_CM) : left,
    right: handle.includes("e") ? Math.max(x, left + SMALLEST_CM) : right,
    top: handle.includes("n") ? Math.min(y, bottom - SMALLEST_CM) : top,
    bottom: handle.includes("s") ? Math.max(y, top + SMALLEST_CM) : bottom,
  };
}

function turning(desk, start) {
  const [item] = desk.draft.chosen;
  const shape = preview(desk, [item]);
  const middle = middleOf(item.ring);
  const direction = ([x, y]) => (Math.atan2(y - middle[1], x - middle[0]) * 180) / Math.PI;
  const began = direction(start);
  return {
    move(point, event) {
      const degrees = direction(point) - began;
      const step = event.altKey ? 1 : TURN_STEP;
      const by = Math.round(degrees / step) * step;
      shape.show([turned(item.ring, by)]);
      desk.overlay.say(`${by}°`, point);
    },
    end: () => shape.end(true, "turned", { number: item.number ?? "" }),
    cancel: () => shape.end(false),
  };
}

// Keys of the booths that stand in one line with this one, side by side; down the other way when it stands alone.
export function rowOf(draft, key) {
  const items = [...draft.shown.values()].filter((item) => item.key[0] === key[0]);
  const boxes = items.map((item) => ({ key: item.key, ...boundsOf(item.ring) }));
  const start = boxes.find((box) => box.key === key);
  const across = lined(boxes, start, ["top", "bottom"], ["left", "right"]);
  return across.length > 1 ? across : lined(boxes, start, ["left", "right"], ["top", "bottom"]);
}

function lined(boxes, start, edges, ends) {
  const [low, high] = ends;
  const inLine = boxes
    .filter((box) => edges.every((edge) => Math.abs(box[edge] - start[edge]) <= ROW_CM))
    .sort((one, two) => one[low] - two[low]);
  const at = inLine.indexOf(start);
  let [first, last] = [at, at];
  while (first > 0 && inLine[first][low] - inLine[first - 1][high] <= ROW_CM) first--;
  while (last < inLine.length - 1 && inLine[last + 1][low] - inLine[last][high] <= ROW_CM) last++;
  return inLine.slice(first, last + 1).map(({ key }) => key);
}

export const sumOf = (items, what = "area_sqm") => items.reduce((sum, item) => sum + Number(item[what] ?? 0), 0);
