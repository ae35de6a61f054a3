// Where a moving edge comes to rest: on the grid, or on a wall of another shape that is nearer and near on the screen, or
// where it is as far from its neighbour on one side as from that on the other. And how far the neighbours are.

import { boundsOf } from "./rings.js";

const REACH_PX = 8;
const lengthOf = ([[x, y], [toX, toY]]) => toX - x + toY - y;

export class Snapping {
  #lines; // [{value, from, to}] by axis: x of upright walls, y of level ones
  #boxes;
  #walls; // of the hall: [[start, end], …]

  // `boxes`: of the shapes to snap to; `outline`: the hall's; `scale`: pixels per centimetre; `grid` in centimetres, 0
  // for none.
  constructor(boxes, outline, scale, grid) {
    this.#boxes = boxes;
    this.#walls = outline.map((start, at) => [start, outline[(at + 1) % outline.length]]);
    this.grid = grid;
    this.reach = REACH_PX / scale;
    this.#lines = [[], []];
    for (const { left, top, right, bottom } of [...boxes, ...this.#walls.map((wall) => boundsOf(wall))]) {
      for (const value of [left, right]) this.#lines[0].push({ value, from: top, to: bottom });
      for (const value of [top, bottom]) this.#lines[1].push({ value, from: left, to: right });
    }
  }

  // The point on the grid or on a wall, with the guides that say why.
  point([x, y], isFree = false) {
    if (isFree) return { point: [Math.round(x), Math.round(y)], guides: [] };
    const across = this.#value(0, [x], [y, y]);
    const down = this.#value(1, [y], [x, x]);
    return { point: [Math.round(x + across.by), Math.round(y + down.by)], guides: [...across.guides, ...down.guides] };
  }

  // How far a box moved by (dx, dy) goes in the end.
  move({ left, top, right, bottom }, dx, dy, isFree = false) {
    if (isFree) return { dx: Math.round(dx), dy: Math.round(dy), guides: [] };
    const box = { left: left + dx, top: top + dy, right: right + dx, bottom: bottom + dy };
    const across = this.#between(this.#value(0, [box.left, box.right], [box.top, box.bottom]), this.#sides(box, 0));
    const down = this.#between(this.#value(1, [box.top, box.bottom], [box.left, box.right]), this.#sides(box, 1));
    return {
      dx: Math.round(dx + across.by),
      dy: Math.round(dy + down.by),
      guides: [...across.guides, ...down.guides],
    };
  }

  // The free lengths from a box to its neighbours, or the hall's outline, on its four sides: [[start, end], …]
  gaps(box) {
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const level = this.#sides(box, 0).map(([start, end]) => [[start, y], [end, y]]);
    const upright = this.#sides(box, 1).map(([start, end]) => [[x, start], [x, end]]);
    return [...level, ...upright].filter((line) => isFinite(lengthOf(line)) && lengthOf(line) > 0);
  }

  // Before and behind a box along an axis: from where to where nothing stands. The hall ends where its outline crosses
  // the middle of the box.
  #sides(box, axis) {
    const [low, high, from, to] = axis === 0 ? ["left", "right", "top", "bottom"] : ["top", "bottom", "left", "right"];
    const middle = (box[from] + box[to]) / 2;
    const ends = this.#boxes.filter((other) => other[from] < box[to] && other[to] > box[from]).map((other) => [other[low], other[high]]);
    for (const [start, end] of this.#walls) {
      const [across, next] = [start[1 - axis], end[1 - axis]];
      if (across > middle === next > middle) continue;
      const place = start[axis] + ((middle - across) / (next - across)) * (end[axis] - start[axis]);
      ends.push([place, place]);
    }
    const before = Math.max(...ends.map(([, end]) => end).filter((end) => end <= box[low]));
    const behind = Math.min(...ends.map(([start]) => start).filter((start) => start >= box[high]));
    return [[before, box[low]], [box[high], behind]];
  }

  // In the middle between two neighbours where that is nearer than the grid and no wall is in line.
  #between(found, [[before, start], [end, behind]]) {
    const by = (behind - end - (start - before)) / 2;
    const reach = this.grid ? Math.min(this.reach, Math.abs(found.by)) : this.reach;
    const isFree = behind > end && start > before;
    return isFree && !found.guides.length && Math.abs(by) <= reach ? { by, guides: [] } : found;
  }

  // The shortest way from one of `values` to a wall within reach, or from the first to the grid.
  #value(axis, values, [from, to]) {
    const toGrid = this.grid ? Math.round(values[0] / this.grid) * this.grid - values[0] : 0;
    const reach = this.grid ? Math.min(this.reach, Math.abs(toGrid)) : this.reach;
    let best = null;
    for (const line of this.#lines[axis]) {
      for (const value of values) {
        const by = line.value - value;
        if (Math.abs(by) <= reach && (!best || Math.abs(by) < Math.abs(best.by))) best = { by, line };
      }
    }
    if (!best) return { by: toGrid, guides: [] };
    const { value } = best.line;
    const ends = [Math.min(from, best.line.from), Math.max(to, best.line.to)];
    const guide = axis === 0 ? [[value, ends[0]], [value, ends[1]]] : [[ends[0], value], [ends[1], value]];
    return { by: best.by, guides: [guide] };
  }
}
