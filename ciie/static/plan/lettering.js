// Numbers are laid out only where they are in view and large enough to be read: thousands at once would stall a frame.

const READABLE_PX = 7;

export class Lettering {
  #booths;

  constructor(drawing) {
    this.#booths = [...drawing.querySelectorAll(".booth > text")].map((text) => {
      const line = text.firstElementChild;
      const place = (name) => Number(line.getAttribute(name));
      return { booth: text.parentNode, x: place("x"), y: place("y"), size: place("font-size"), shown: false };
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
      if (shown !== each.shown) each.booth.classList.toggle("lettered", (each.shown = shown));
    }
  }
}
