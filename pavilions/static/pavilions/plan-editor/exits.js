// Exits in walls, of the hall's outline or drawn in it: a click makes one of the usual width, a drag one from here to
// there. Away from walls, and with Alt, a rectangle is drawn.

import { decimalOf } from "./drawing.js";
import { placing } from "./placing.js";
import { frameOf, normalised } from "./rings.js";

const REACH_PX = 14;
const CLICK_PX = 5;
const DEPTH_CM = 20;
const LEAST_CM = 10;

export function exiting(desk) {
  const rectangle = placing(desk, "exit");
  const { draft, overlay } = desk;
  const wallUnder = (point, { altKey }) => (altKey ? null : wallAt(desk, point));
  const show = (ring) => ring && desk.showNew([ring], "exit");
  return {
    ...rectangle,
    hover(point, event) {
      const wall = wallUnder(point, event);
      overlay.clear();
      if (wall) show(exitIn(desk, wall, point));
      else rectangle.hover(point, event);
    },
    press(from, event) {
      const wall = wallUnder(from, event);
      if (!wall || draft.isClosed) return rectangle.press(from, event);
      let ring = exitIn(desk, wall, from);
      return {
        move: (to) => show((ring = exitIn(desk, wall, from, to))),
        end() {
          overlay.clear();
          if (ring) desk.addNew([ring], "exit");
          else desk.say("no_figure");
        },
        cancel: () => overlay.clear(),
      };
    },
  };
}

// The wall at hand, if any: where it begins, its direction, its length, and what an exit in it takes of the floor, `from`
// so many centimetres of its line `to` so many to the right of it.
function wallAt(desk, point) {
  const { outline, shown } = desk.draft;
  const walls = normalised(outline).map((start, at, ring) => ({ ...lineFrom(start, ring[(at + 1) % ring.length]), from: 0, to: DEPTH_CM }));
  for (const { kind, ring } of shown.values()) if (kind === "wall") walls.push(drawnWall(ring));
  const reach = (wall) => Math.hypot(...awayFrom(wall, point)) - (wall.to - wall.from) / 2;
  const nearest = walls.reduce((best, wall) => (reach(wall) < reach(best) ? wall : best));
  return reach(nearest) * desk.overlay.scale < REACH_PX ? nearest : null;
}

// The ring of an exit in a wall between two points; of the usual width around the first where they are the same.
function exitIn(desk, wall, from, to = from) {
  const step = desk.grid || 1;
  const onGrid = (place) => Math.round(place / step) * step;
  const [first, last] = [from, to].map((point) => along(wall, point));
  const isClick = Math.abs(first - last) * desk.overlay.scale < CLICK_PX || onGrid(first) === onGrid(last);
  const usual = Math.round(decimalOf(desk.settings.elements.exit_width.value) * 100);
  const width = Math.min(wall.length, isClick ? usual : Math.abs(onGrid(last) - onGrid(first)));
  if (!(width >= LEAST_CM)) return null;
  const left = onGrid(isClick ? first - width / 2 : Math.min(first, last));
  const start = Math.max(0, Math.min(left, wall.length - width));
  const at = (forth, aside) => wall.start.map((value, axis) => Math.round(value + forth * wall.forth[axis] + aside * wall.aside[axis]));
  return [at(start, wall.from), at(start + width, wall.from), at(start + width, wall.to), at(start, wall.to)];
}

// Along the longer side of the wall, through its middle.
function drawnWall(ring) {
  const { box, at } = frameOf(ring);
  const [width, depth] = [box.right - box.left, box.bottom - box.top];
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const wall = width >= depth ? lineFrom(at([box.left, y]), at([box.right, y])) : lineFrom(at([x, box.top]), at([x, box.bottom]));
  const thick = Math.min(width, depth);
  return { ...wall, from: -thick / 2, to: thick / 2 };
}

// To the right of it is the floor where it is a wall of the hall, whose normal form runs clockwise.
function lineFrom(start, end) {
  const length = Math.hypot(end[0] - start[0], end[1] - start[1]);
  const forth = [0, 1].map((axis) => (end[axis] - start[axis]) / length);
  return { start, length, forth, aside: [-forth[1], forth[0]] };
}

const along = ({ start, forth }, [x, y]) => (x - start[0]) * forth[0] + (y - start[1]) * forth[1];

// From the middle of what an exit would take of the wall.
function awayFrom(wall, point) {
  const middle = (wall.from + wall.to) / 2;
  const forth = Math.max(0, Math.min(wall.length, along(wall, point)));
  return [0, 1].map((axis) => point[axis] - wall.start[axis] - forth * wall.forth[axis] - middle * wall.aside[axis]);
}
