// Cores: footprints less 2 cm on every side, in hundredths of a centimetre, so that comparing them is exact. Neighbours
// may share a wall and be drawn up to 4 cm into one another, which is rounding. As in pavilions/geometry/rings.py.

import { boundsOf, normalised, turn } from "./rings.js";

const SHRINK_CM = 2;
const PER_CM = 100;
const SHARPEST = 5; // a corner that would reach farther than this many times the shrinking is cut off

// {points, box}, or null where the shape is too thin to have a core.
export function coreOf(ring) {
  let points = ring;
  let walls = ring.map((point, at) => wallOf(point, ring[(at + 1) % ring.length]));
  while (walls.length > 2) {
    points = walls.flatMap((wall, at) => cornersOf(walls.at(at - 1), wall));
    const starts = walls.map((wall, at) => cornersOf(walls.at(at - 1), wall).at(-1));
    const ends = walls.map((wall, at) => cornersOf(wall, walls[(at + 1) % walls.length])[0]);
    const lengths = walls.map(({ along }, at) => {
      return (ends[at][0] - starts[at][0]) * along[0] + (ends[at][1] - starts[at][1]) * along[1];
    });
    const shortest = Math.min(...lengths);
    if (shortest > 0) break;
    walls = walls.filter((_wall, at) => at !== lengths.indexOf(shortest)); // it vanishes as its neighbours close in
  }
  const core = normalised(points.map(([x, y]) => [x * PER_CM, y * PER_CM]));
  return walls.length > 2 && core.length && isSimple(core) ? { points: core, box: boundsOf(core) } : null;
}

export function enlarged(ring) {
  return ring.map(([x, y]) => [x * PER_CM, y * PER_CM]);
}

function wallOf([x, y], [nextX, nextY]) {
  const length = Math.hypot(nextX - x, nextY - y);
  const along = [(nextX - x) / length, (nextY - y) / length];
  const inward = [-along[1], along[0]]; // rings run clockwise, y points down
  return { along, inward, start: [x + inward[0] * SHRINK_CM, y + inward[1] * SHRINK_CM] };
}

// Where two neighbouring walls meet once both have moved inward; two points where a sharp corner is cut off.
function cornersOf(before, wall) {
  const cross = before.along[0] * wall.along[1] - before.along[1] * wall.along[0];
  if (Math.abs(cross) < 1e-9) return [wall.start];
  const [dx, dy] = [wall.start[0] - before.start[0], wall.start[1] - before.start[1]];
  const far = (dx * wall.along[1] - dy * wall.along[0]) / cross;
  const corner = [before.start[0] + before.along[0] * far, before.start[1] + before.along[1] * far];
  const cosine = before.along[0] * wall.along[0] + before.along[1] * wall.along[1];
  const reach = Math.sqrt(2 / (1 + cosine)); // times the shrinking
  if (cross > 0 || reach <= SHARPEST) return [corner];
  const back = Math.sqrt(reach * reach - 1) * SHRINK_CM;
  const shifted = ([x, y], by) => [corner[0] + x * by, corner[1] + y * by];
  return [shifted(before.along, -back), shifted(wall.along, back)];
}

// Whether no two walls cross or touch, other than neighbours at their corner. Expects a normal form.
export function isSimple(points) {
  return points.every((from, at) => {
    const to = points[(at + 1) % points.length];
    return points.every((start, other) => {
      const isNeighbour = Math.abs(at - other) <= 1 || Math.abs(at - other) === points.length - 1;
      return other <= at || isNeighbour || !segmentsMeet(from, to, start, points[(other + 1) % points.length]);
    });
  });
}

// Whether two cores have a point in common; touching counts.
export function meet(core, other) {
  return boxesMeet(core.box, other.box) && shapesMeet(core.points, other.points);
}

export function boxesMeet(box, other, room = 0) {
  return (
    box.left <= other.right + room &&
    box.right >= other.left - room &&
    box.top <= other.bottom + room &&
    box.bottom >= other.top - room
  );
}

function shapesMeet(points, others) {
  return (
    place(points[0], others) >= 0 ||
    place(others[0], points) >= 0 ||
    pairs(points).some(([from, to]) => pairs(others).some(([start, end]) => segmentsMeet(from, to, start, end)))
  );
}

// Whether a core lies wholly within an outline (in hundredths as well); touching it from within is well.
export function covers(outline, { points }) {
  if (outline.some((point) => place(point, points) > 0)) return false;
  return pairs(points).every(([from, to]) => {
    const middle = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    return (
      place(from, outline) >= 0 &&
      place(middle, outline) >= 0 &&
      !pairs(outline).some(([start, end]) => segmentsCross(from, to, start, end))
    );
  });
}

// How far two shapes are apart; 0 where they meet.
export function distance(points, others) {
  if (shapesMeet(points, others)) return 0;
  let least = Infinity;
  for (const [from, to] of pairs(points)) {
    for (const [start, end] of pairs(others)) {
      least = Math.min(
        least,
        ...[from, to].map((point) => distanceTo(point, start, end)),
        ...[start, end].map((point) => distanceTo(point, from, to)),
      );
    }
  }
  return least;
}

export function distanceTo([x, y], [startX, startY], [endX, endY]) {
  const [dx, dy] = [endX - startX, endY - startY];
  const share = Math.min(1, Math.max(0, ((x - startX) * dx + (y - startY) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(startX + share * dx - x, startY + share * dy - y);
}

// 1 within, 0 on the edge, -1 beyond.
export function place([x, y], points) {
  let isWithin = false;
  for (const [from, to] of pairs(points)) {
    const side = turn(from, to, [x, y]);
    if (side === 0 && isBetween([x, y], from, to)) return 0;
    if (from[1] > y !== to[1] > y && side > 0 === to[1] > from[1]) isWithin = !isWithin;
  }
  return isWithin ? 1 : -1;
}

function segmentsMeet(from, to, start, end) {
  const [one, two] = [turn(from, to, start), turn(from, to, end)];
  const [three, four] = [turn(start, end, from), turn(start, end, to)];
  if (((one > 0) !== (two > 0)) && ((three > 0) !== (four > 0)) && one && two && three && four) return true;
  return (
    (!one && isBetween(start, from, to)) ||
    (!two && isBetween(end, from, to)) ||
    (!three && isBetween(from, start, end)) ||
    (!four && isBetween(to, start, end))
  );
}

function segmentsCross(from, to, start, end) {
  return (
    turn(from, to, start) * turn(from, to, end) < 0 && turn(start, end, from) * turn(start, end, to) < 0
  );
}

function isBetween([x, y], [fromX, fromY], [toX, toY]) {
  return (
    x >= Math.min(fromX, toX) && x <= Math.max(fromX, toX) && y >= Math.min(fromY, toY) && y <= Math.max(fromY, toY)
  );
}

const pairs = (points) => points.map((point, at) => [point, points[(at + 1) % points.length]]);
