// Rings: closed shapes of whole centimetres, x to the right and y down, no closing point. What they measure, and how
// they move. The rules are those of pavilions/geometry, which has the last word.

const SQUARE_CM_PER_SQM = 10_000;
const ROUNDING_CM = 2; // as far as a corner may be from where a turn would have it
const ALIKE = 1; // degrees by which rounding may change the direction of a wall
const FLAT_CM = 1; // corners that rounding left this near to a line along the axes lie on it

export function boundsOf(...rings) {
  const [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const box = { left, top, right, bottom };
  for (const ring of rings) {
    for (const [x, y] of ring) {
      if (x < box.left) box.left = x;
      if (x > box.right) box.right = x;
      if (y < box.top) box.top = y;
      if (y > box.bottom) box.bottom = y;
    }
  }
  return box;
}

export function boxRing({ left, top, right, bottom }) {
  return [[left, top], [right, top], [right, bottom], [left, bottom]];
}

// Positive for rings that run clockwise on the plan.
export function twiceArea(ring) {
  return ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length];
    return sum + x * nextY - nextX * y;
  }, 0);
}

// m² with two places, halves up, as the server has it.
export function sqmOf(ring) {
  return Math.round(Math.abs(twiceArea(ring)) / 2 / (SQUARE_CM_PER_SQM / 100)) / 100;
}

// No repeated and no straight-through points, clockwise, from the topmost point on; empty when it encloses nothing.
export function normalised(points) {
  let kept = centimetres(points);
  for (let before = Infinity; kept.length < before; ) {
    before = kept.length;
    kept = kept.filter((point, at) => {
      const previous = kept[(at + before - 1) % before];
      return previous[0] !== point[0] || previous[1] !== point[1];
    });
    const straight = kept.findIndex((point, at) => {
      return turn(kept.at(at - 1), point, kept[(at + 1) % kept.length]) === 0;
    });
    if (straight >= 0) kept.splice(straight, 1);
    if (kept.length < 3) return [];
  }
  if (twiceArea(kept) < 0) kept.reverse();
  const first = kept.reduce((best, point, at) => (isBefore(point, kept[best]) ? at : best), 0);
  return [...kept.slice(first), ...kept.slice(0, first)];
}

function isBefore([x, y], [otherX, otherY]) {
  return y < otherY || (y === otherY && x < otherX);
}

// Above 0 when the way from `from` over `at` to `to` bends to the right on the plan.
export function turn([fromX, fromY], [atX, atY], [toX, toY]) {
  return (atX - fromX) * (toY - atY) - (atY - fromY) * (toX - atX);
}

export function isSame(ring, other) {
  return ring.length === other.length && ring.every(([x, y], at) => x === other[at][0] && y === other[at][1]);
}

export function moved(ring, dx, dy) {
  return ring.map(([x, y]) => [x + dx, y + dy]);
}

export function middleOf(ring) {
  const { left, top, right, bottom } = boundsOf(ring);
  return [(left + right) / 2, (top + bottom) / 2];
}

// The direction that most of a ring's walls have, or stand across, in degrees above -45 and up to 45: that of the
// longest of them, 0 for whatever lies along the axes. A triangle with a right angle has that of its legs.
export function angleOf(ring) {
  const walls = ring.map(([x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length];
    const turned = ((Math.atan2(nextY - y, nextX - x) * 180) / Math.PI + 360) % 90;
    return { length: Math.hypot(nextX - x, nextY - y), angle: turned > 45 ? turned - 90 : turned };
  });
  let best = { score: 0, angle: 0 };
  for (const { angle, length } of walls) {
    const alike = walls.filter((wall) => Math.abs(((wall.angle - angle + 135) % 90) - 45) < ALIKE);
    const score = alike.reduce((sum, wall) => sum + wall.length, length / 100);
    if (score > best.score + 0.01) best = { score, angle };
  }
  return best.angle;
}

export function turned(ring, degrees, around = middleOf(ring)) {
  return centimetres(rotated(ring, degrees, around));
}

// Whether one ring is the other turned, but for the rounding of its corners: then it keeps its area. As in
// pavilions/geometry/moving.py.
export function isTurned(ring, next) {
  const [old, now] = [ring, next].map(aroundMiddle);
  if (old.length !== now.length) return false;
  const turns = now.flatMap((_point, first) => {
    const ends = [...now.slice(first), ...now.slice(0, first)];
    const [along, aside] = old.reduce(([a, b], [x, y], at) => [a + x * ends[at][0] + y * ends[at][1], b + x * ends[at][1] - y * ends[at][0]], [0, 0]);
    const angle = Math.atan2(aside, along);
    const fits = rotated(old, (angle * 180) / Math.PI, [0, 0]).every(([x, y], at) => Math.hypot(x - ends[at][0], y - ends[at][1]) <= ROUNDING_CM);
    return fits ? [Math.abs(angle)] : [];
  });
  return Math.min(...turns) * Math.max(...old.map((point) => Math.hypot(...point))) > ROUNDING_CM && turns.length > 0;
}

function aroundMiddle(ring) {
  const [x, y] = [0, 1].map((axis) => ring.reduce((sum, point) => sum + point[axis], 0) / ring.length);
  return moved(ring, -x, -y);
}

function rotated(ring, degrees, [aroundX, aroundY]) {
  const exact = degrees % 90 === 0 ? Math.round : (value) => value; // the sine of a straight angle is not quite 0
  const [sine, cosine] = [Math.sin, Math.cos].map((of) => exact(of((degrees * Math.PI) / 180)));
  return ring.map(([x, y]) => {
    const [right, down] = [x - aroundX, y - aroundY];
    return [aroundX + right * cosine - down * sine, aroundY + right * sine + down * cosine];
  });
}

// The box around a ring in the ring's own directions: `at` turns a point of that box into one of the plan.
export function frameOf(ring) {
  const angle = Math.abs(angleOf(ring)) < 0.5 ? 0 : angleOf(ring);
  const around = middleOf(ring);
  const upright = angle ? rotated(ring, -angle, around) : ring;
  const at = (point) => (angle ? rotated([point], angle, around)[0] : point);
  const from = (point) => (angle ? rotated([point], -angle, around)[0] : point);
  return { angle, upright, box: boundsOf(upright), at, from };
}

// Whether all walls lie along the axes.
export function areSquared(points) {
  return points.every(([x, y], at) => {
    const [nextX, nextY] = points[(at + 1) % points.length];
    return Math.min(Math.abs(nextX - x), Math.abs(nextY - y)) <= FLAT_CM;
  });
}

// The ring with its frame's edges where `box` has them. Inner corners of walls along the axes stay where they are, so
// that an L keeps its arms; any other shape, and one whose inner corners would be passed, is stretched.
export function resized(ring, box) {
  const frame = frameOf(ring);
  const isSquared = areSquared(frame.upright);
  const { left, top, right, bottom } = frame.box;
  const across = alongAxis(frame.upright.map(([x]) => x), [left, right], [box.left, box.right], isSquared);
  const down = alongAxis(frame.upright.map(([, y]) => y), [top, bottom], [box.top, box.bottom], isSquared);
  return centimetres(frame.upright.map(([x, y]) => frame.at([across(x), down(y)])));
}

function alongAxis(values, [low, high], [newLow, newHigh], isSquared) {
  const isInner = (value) => value > low + FLAT_CM && value < high - FLAT_CM;
  const isPassed = values.some((value) => isInner(value) && (value <= newLow || value >= newHigh));
  if (!isSquared || isPassed) return (value) => newLow + ((value - low) * (newHigh - newLow)) / (high - low);
  return (value) => {
    if (isInner(value)) return value;
    return value < (low + high) / 2 ? newLow : newHigh;
  };
}

export function centimetres(points) {
  return points.map(([x, y]) => [Math.round(x), Math.round(y)]);
}

// `M0 0L300 0L300 300z`
export function pathOf(ring) {
  return `M${ring.map((point) => point.join(" ")).join("L")}z`;
}
