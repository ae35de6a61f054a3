// Where a moving edge comes to rest: on the grid, or on a wall of another shape that is nearer and near on the screen, or
// where it is as far from its neighbour on one side as from that on the other. And how far the neighbours are.

const REACH_PX = 8;

export class Snapping {
  #lines; // [{value, from, to}] by axis: x of upright walls, y of level ones
  #boxes;
  #hall;

  // `shapes`: boxes of what to snap to; `hall`: that of its outline; `scale`: pixels per centimetre; `grid` in
  // centimetres, 0 for none.
  constructor(shapes, hall, scale, grid) {
    const boxes = [...shapes, hall];
    [this.#boxes, this.#hall] = [shapes, hall];
    this.grid = grid;
    this.reach = REACH_PX / scale;
    this.#lines = [[], []];
    for (const { left, top, right, bottom } of boxes) {
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
    return [...level, ...upright].filter(([[fromX, fromY], [toX, toY]]) => toX - fromX + toY - fromY > 0);
  }

  // Before and behind a box along an axis: from where to where nothing stands.
  #sides(box, axis) {
    const [low, high, from, to] = axis === 0 ? ["left", "right", "top", "bottom"] : ["top", "bottom", "left", "right"];
    let [before, behind] = [this.#hall[low], this.#hall[high]];
    for (const other of this.#boxes) {
      if (other[from] >= box[to] || other[to] <= box[from]) continue;
      if (other[high] <= box[low]) before = Math.max(before, other[high]);
      if (other[low] >= box[high]) behind = Math.min(behind, other[low]);
    }
    return [[before, box[low]], [box[high], behind]];
  }

  // In the middle between two neighbours where that is nearer than the grid and no wall is in line.
  #between(found, [[before, start], [end, behind]]) {
    const by = (behind - end - (start - before)) / 2;
    const reach = this.grid ? Math.min(this.reach, Math.abs(found.by)) : this.reach;
    return found.guides.length || Math.abs(by) > reach || behind <= end || start <= before ? found : { by, guides: [] };
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
