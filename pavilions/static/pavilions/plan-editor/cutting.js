// Splitting a booth along a drawn line.

import { place } from "./cores.js";
import { normalised, sqmOf, turn } from "./rings.js";
import { figure } from "./drawing.js";

export function cutting(desk) {
  const { draft, overlay } = desk;
  return {
    hover(point, event) {
      overlay.guides(desk.snapping([]).point(point, event.altKey).guides);
    },
    leave() {
      overlay.clear();
      return false;
    },
    press(pressed, event) {
      if (draft.isClosed) return null;
      const snapping = desk.snapping([]);
      const { point: from } = snapping.point(pressed, event.altKey);
      let to = from;
      return {
        move(point, { altKey, shiftKey }) {
          to = snapping.point(point, altKey).point;
          if (!shiftKey) to = Math.abs(to[0] - from[0]) >= Math.abs(to[1] - from[1]) ? [to[0], from[1]] : [from[0], to[1]];
          overlay.guides([[from, to]]);
          const booth = boothUnder(draft, from, to);
          const parts = booth ? halves(booth.ring, from, to) : [];
          overlay.ghosts(parts);
          overlay.say(parts.map((part) => `${figure(sqmOf(part))} m²`).join(" | "), to);
        },
        end() {
          overlay.clear();
          const booth = boothUnder(draft, from, to);
          if (!booth || halves(booth.ring, from, to).length < 2) return desk.say("split_misses");
          return desk.ask("split", [booth], { line: [from, to] });
        },
        cancel: () => overlay.clear(),
      };
    },
  };
}

// The booth that the line's middle lies in: a selected one before others.
export function boothUnder(draft, from, to) {
  const middle = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  const crosses = ({ ring }) => place(middle, ring) >= 0;
  return draft.chosen.filter(({ key }) => key[0] === "b").find(crosses) ?? draft.booths.find(crosses);
}

// What lies to the two sides of a line.
export function halves(ring, from, to) {
  return [1, -1].map((side) => clipped(ring, from, to, side)).filter((part) => part.length > 2);
}

function clipped(ring, from, to, side) {
  const offset = (point) => side * turn(from, to, point);
  const points = ring.flatMap((point, at) => {
    const next = ring[(at + 1) % ring.length];
    const [here, there] = [offset(point), offset(next)];
    const crossing = here * there < 0 ? [point.map((value, axis) => value + ((next[axis] - value) * here) / (here - there))] : [];
    return here >= 0 ? [point, ...crossing] : crossing;
  });
  return normalised(points);
}
