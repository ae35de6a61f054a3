// Drawing rectangles: booths, obstructions and exits.

import { boundsOf, boxRing } from "./rings.js";

const LEAST_PX = 5;

export function placing(desk, what) {
  const { overlay } = desk;
  return {
    hover(point, event) {
      overlay.guides(desk.snapping([]).point(point, event.altKey).guides);
    },
    leave() {
      overlay.clear();
      return false;
    },
    press(pressed, event) {
      if (desk.draft.isClosed) return null;
      const snapping = desk.snapping([]);
      const { point: from } = snapping.point(pressed, event.altKey);
      let box = null;
      return {
        move(point, { altKey }) {
          const { point: to, guides } = snapping.point(point, altKey);
          box = boundsOf([from, to]);
          desk.showNew([boxRing(box)], what);
          overlay.guides(guides);
          overlay.distances(snapping.gaps(box));
        },
        end() {
          overlay.clear();
          const least = LEAST_PX / overlay.scale;
          if (!box || box.right - box.left < least || box.bottom - box.top < least) desk.say(what === "exit" ? "no_wall" : "too_small");
          else desk.addNew([boxRing(box)], what);
        },
        cancel: () => overlay.clear(),
      };
    },
  };
}
