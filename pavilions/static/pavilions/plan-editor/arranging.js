// Several items in one line, at equal distances, or mirrored: `align x 0.5`, `spread y`, `mirror x`.

import { boundsOf } from "./rings.js";

// The rings as they would be, in the order given.
export function arranged(rings, what, axis, share = 0) {
  const at = axis === "x" ? 0 : 1;
  const [low, high] = at ? ["top", "bottom"] : ["left", "right"];
  const all = boundsOf(...rings);
  const along = (ring, where) => ring.map((point) => point.with(at, Math.round(where(point[at]))));
  if (what === "mirror") return rings.map((ring) => along(ring, (value) => all[low] + all[high] - value));
  const boxes = rings.map((ring) => boundsOf(ring));
  const sizeOf = (box) => box[high] - box[low];
  const starts = boxes.map((box) => all[low] + (sizeOf(all) - sizeOf(box)) * share);
  if (what === "spread") {
    const taken = boxes.reduce((sum, box) => sum + sizeOf(box), 0);
    const gap = (sizeOf(all) - taken) / (boxes.length - 1 || 1);
    let next = all[low];
    for (const box of boxes.toSorted((one, two) => one[low] - two[low])) {
      starts[boxes.indexOf(box)] = next;
      next += sizeOf(box) + gap;
    }
  }
  return rings.map((ring, index) => along(ring, (value) => value + starts[index] - boxes[index][low]));
}
