// Where a moving edge comes to rest: on the grid, or on a wall of another shape that is nearer and near on the screen.

const REACH_PX = 8;

export class Snapping {
  #lines; // [{value, from, to}] by axis: x of upright walls, y of level ones

  // `boxes`: of the shapes to snap to; `scale`: pixels per centimetre; `grid` in centimetres, 0 for none.
  constructor(boxes, scale, grid) {
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
    const across = this.#value(0, [left + dx, right + dx], [top + dy, bottom + dy]);
    const down = this.#value(1, [top + dy, bottom + dy], [left + dx, right + dx]);
    return {
      dx: Math.round(dx + across.by),
      dy: Math.round(dy + down.by),
      guides: [...across.guides, ...down.guides],
    };
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
