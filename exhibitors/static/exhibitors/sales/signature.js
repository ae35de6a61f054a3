// A field to draw a signature on: pointer strokes become an SVG path in the form's hidden field. Typing a name suffices
// without it.
const WIDTH = 600;
const HEIGHT = 200;
const LONGEST = 20_000;

function follow(pad) {
  const svg = pad.querySelector("svg");
  const path = svg.querySelector("path");
  const field = pad.closest("form").elements.namedItem("drawing");
  let drawing = field.value;

  const place = (event) => {
    const box = svg.getBoundingClientRect();
    const x = Math.round(((event.clientX - box.left) / box.width) * WIDTH);
    const y = Math.round(((event.clientY - box.top) / box.height) * HEIGHT);
    return `${Math.min(Math.max(x, 0), WIDTH)} ${Math.min(Math.max(y, 0), HEIGHT)}`;
  };
  const show = () => {
    path.setAttribute("d", drawing);
    field.value = drawing;
  };
  let last = "";
  svg.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button !== 0) return;
    event.preventDefault();
    svg.setPointerCapture(event.pointerId);
    last = place(event);
    drawing += `M${last}L${last}`;
    show();
  });
  svg.addEventListener("pointermove", (event) => {
    if (!svg.hasPointerCapture(event.pointerId)) return;
    const here = place(event);
    if (here === last || drawing.length + 10 > LONGEST) return;
    last = here;
    drawing += `L${here}`;
    show();
  });
  pad.querySelector("button").addEventListener("click", () => {
    drawing = "";
    show();
  });
  show();
  pad.hidden = false;
}

document.querySelectorAll("[data-signature-pad]").forEach(follow);
