// One tab stop for the whole plan; arrows go to the nearest booth in their direction that no filter leaves out.

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const SIDEWAYS = 2; // a booth straight ahead is preferred to one half as far away that lies aside

export function listenForTravel(drawing, camera) {
  let places;
  let current = drawing.querySelector(".booth[tabindex='0']");
  const middles = () => (places ??= [...drawing.querySelectorAll(".booth")].map(placeOf));

  drawing.addEventListener("focusin", ({ target }) => {
    const booth = target.closest(".booth");
    if (!booth) return;
    current?.setAttribute("tabindex", "-1");
    booth.setAttribute("tabindex", "0");
    current = booth;
    if (booth.matches(":focus-visible")) camera.reveal(...middleOf(booth));
  });
  drawing.addEventListener("keydown", (event) => {
    const booth = event.target.closest(".booth");
    if (!booth || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in DIRECTIONS) nearest(booth, DIRECTIONS[event.key], middles())?.focus({ preventScroll: true });
    else if (isPress(event.key, booth)) booth.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    else return;
    event.preventDefault();
  });
}

function nearest(from, [dx, dy], places) {
  const [x, y] = middleOf(from);
  let best = null;
  let least = Infinity;
  for (const { booth, middle } of places) {
    if (booth.classList.contains("dimmed")) continue;
    const [right, down] = [middle[0] - x, middle[1] - y];
    const ahead = right * dx + down * dy;
    const aside = Math.abs(right * dy) + Math.abs(down * dx);
    const cost = ahead + SIDEWAYS * aside;
    if (ahead > 0 && ahead >= aside && cost < least) [best, least] = [booth, cost];
  }
  return best;
}

function placeOf(booth) {
  return { booth, middle: middleOf(booth) };
}

function middleOf(booth) {
  const { x, y, width, height } = booth.querySelector("path").getBBox();
  return [x + width / 2, y + height / 2];
}

// Enter on a link is the browser's own doing.
function isPress(key, booth) {
  return booth.getAttribute("role") === "checkbox" ? key === " " || key === "Enter" : key === "Enter" && !booth.href;
}
