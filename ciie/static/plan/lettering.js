// Numbers are laid out only where they are in view and large enough to be read: thousands at once would stall a frame.

const READABLE_PX = 7;
const LEAST_PX = 5; // of the smallest line in a booth; until then its number stands alone

export class Lettering {
  #booths;

  constructor(drawing) {
    this.#booths = [...drawing.querySelectorAll(".booth > text")].map((text) => {
      const place = (name, line = text.firstElementChild) => Number(line.getAttribute(name));
      const least = place("font-size", text.lastElementChild);
      const written = { x: place("x"), y: place("y"), size: place("font-size"), least };
      return { booth: text.parentNode, ...written, shown: false, whole: false };
    });
  }

  show(view, scale) {
    for (const each of this.#booths) {
      const shown =
        each.size * scale >= READABLE_PX &&
        each.x > view.left &&
        each.x < view.right &&
        each.y > view.top &&
        each.y < view.bottom;
      const whole = shown && each.least * scale >= LEAST_PX;
      if (shown !== each.shown) each.booth.classList.toggle("lettered", (each.shown = shown));
      if (whole !== each.whole) each.booth.classList.toggle("fully", (each.whole = whole));
    }
  }
}
