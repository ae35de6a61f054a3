// The distance between two points: drag from one to the other. It stays until the next one or another tool.

import { lengthOf } from "./drawing.js";

export function measuring(desk) {
  const { overlay } = desk;
  return {
    leave() {
      overlay.clear();
      return false;
    },
    press(pressed, event) {
      const snapping = desk.snapping([]);
      const line = [snapping.point(pressed, event.altKey).point];
      return {
        move(point, { altKey }) {
          line[1] = snapping.point(point, altKey).point;
          overlay.guides([line]);
          overlay.say(`${lengthOf(line)} m`, line[1]);
        },
        end: () => line[1] && desk.say("measured", { length: lengthOf(line) }),
      };
    },
  };
}
