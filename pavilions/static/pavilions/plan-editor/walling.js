// Drawing a ring corner by corner: a click sets one, Enter or the first corner closes, Backspace takes one back.

import { normalised } from "./rings.js";

const CLOSING_PX = 10;

export function walling(desk) {
  const { overlay } = desk;
  let corners = [];

  // Level or upright from the last corner, unless Shift is held.
  function next(point, event) {
    const { point: snapped, guides } = desk.snapping([]).point(point, event.altKey);
    const last = corners.at(-1);
    if (!last || event.shiftKey) return { corner: snapped, guides };
    const isLevel = Math.abs(snapped[0] - last[0]) >= Math.abs(snapped[1] - last[1]);
    return { corner: isLevel ? [snapped[0], last[1]] : [last[0], snapped[1]], guides };
  }

  function draw(end, guides = []) {
    const ring = normalised(end ? [...corners, end] : corners);
    if (ring.length) desk.showNew([ring], "booth");
    else overlay.ghosts([]);
    overlay.guides([...guides, end ? [...corners, end] : corners].filter(({ length }) => length > 1));
  }

  function close() {
    const ring = normalised(corners);
    corners = [];
    overlay.clear();
    if (ring.length) desk.addNew([ring], "booth");
    else desk.say("too_few_corners");
  }

  return {
    hover(point, event) {
      const { corner, guides } = next(point, event);
      draw(corner, guides);
    },
    press(point, event) {
      if (desk.draft.isClosed) return null;
      const [first] = corners;
      const near = CLOSING_PX / overlay.scale;
      const { corner } = next(point, event);
      if (corners.length > 2 && Math.hypot(point[0] - first[0], point[1] - first[1]) < near) close();
      else corners.push(corner);
      desk.say("corners", { count: corners.length });
      return { move: (to, moved) => draw(next(to, moved).corner), end() {} };
    },
    double() {
      if (corners.length > 2) close();
    },
    key({ key }) {
      if (key === "Enter" && corners.length) close();
      else if (key === "Backspace" && corners.length) {
        corners.pop();
        draw();
      } else return false;
      return true;
    },
    leave() {
      const had = corners.length > 0;
      corners = [];
      overlay.clear();
      return had;
    },
  };
}
