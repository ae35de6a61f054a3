// Moving the corners of the hall's outline. The form beside the plan holds what was typed or dragged, and saves it.

import { ringIn } from "./drawing.js";

const NEAR_PX = 8;

export function outlining(desk) {
  const { draft, overlay } = desk;
  const form = desk.editor.querySelector("[data-outline]");
  const { outline: field } = form.elements;
  const mark = () => desk.tools.current === outlining && show(ringIn(field.value));
  const write = (ring) => (field.value = ring.map((point) => point.map((cm) => cm / 100).join(", ")).join("\n"));

  function show(ring, guides = []) {
    overlay.clear();
    overlay.corners(ring);
    overlay.guides([...guides, ...(ring.length ? [[...ring, ring[0]]] : [])]);
  }

  // The ring and which of its corners is taken: the one whose handle was pressed, or a new one on the wall at hand.
  function taken(point, handle) {
    const ring = ringIn(field.value);
    if (handle) return [ring, Number(handle.slice(6))];
    const wall = ring.findIndex((from, at) => distance(point, from, ring.at(at + 1 - ring.length)) * overlay.scale < NEAR_PX);
    return wall < 0 ? [] : [ring.toSpliced(wall + 1, 0, point), wall + 1];
  }

  form.addEventListener("input", mark);
  form.addEventListener("reset", () => setTimeout(mark));
  const outlining = {
    mark,
    press(start, { target }) {
      const [ring, corner] = taken(start, target.dataset.handle);
      if (!ring || draft.isClosed) return null;
      const snapping = desk.snapping([]);
      return {
        move(to, { altKey }) {
          const { point, guides } = snapping.point(to, altKey);
          const next = ring.with(corner, point);
          write(next);
          show(next, guides);
        },
        end: mark,
        cancel: () => write(ring),
      };
    },
    leave() {
      overlay.clear();
      return false;
    },
  };
  return outlining;
}

// From a point to a wall.
function distance([x, y], [fromX, fromY], [toX, toY]) {
  const [across, down] = [toX - fromX, toY - fromY];
  const share = Math.max(0, Math.min(1, ((x - fromX) * across + (y - fromY) * down) / (across ** 2 + down ** 2)));
  return Math.hypot(x - fromX - share * across, y - fromY - share * down);
}
