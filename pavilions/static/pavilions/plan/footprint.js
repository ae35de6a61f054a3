// A rectangle in the hall: dragged on the plan or typed as metres into its fields, each shows in the other.

const STEP_CM = 50;
const SVG = "http://www.w3.org/2000/svg";
const SIDES = ["left_m", "top_m", "width_m", "depth_m"];

startAll(document);
document.addEventListener("htmx:load", ({ target }) => startAll(target));

function startAll(part) {
  const sheet = part.querySelector("[data-footprint]:not([data-started])");
  const pane = part.querySelector("[data-plan-pane]");
  if (!sheet || !pane) return;
  sheet.dataset.started = "";
  start(sheet, pane, pane.querySelector("svg.plan"));
}

function start(sheet, pane, drawing) {
  const fields = SIDES.map((name) => sheet.querySelector(`[name="footprint-${name}"]`));
  const button = sheet.querySelector("[data-footprint-drag]");
  const area = sheet.querySelector("[data-footprint-area]");
  const shape = drawing.appendChild(document.createElementNS(SVG, "rect"));
  shape.setAttribute("class", "footprint");
  let from = null;
  const isOn = () => button.getAttribute("aria-pressed") === "true";
  const turn = (on) => {
    button.setAttribute("aria-pressed", on);
    pane.classList.toggle("plan-drawn-on", on);
  };

  button.hidden = false;
  button.addEventListener("click", () => turn(!isOn()));
  sheet.addEventListener("input", show);
  show();

  // Before the camera hears of it.
  pane.addEventListener("pointerdown", (event) => {
    if (!isOn() || event.button) return;
    from = pointOf(event);
    pane.setPointerCapture(event.pointerId);
    event.stopImmediatePropagation();
    event.preventDefault();
  }, { capture: true });
  pane.addEventListener("pointermove", (event) => {
    if (!from) return;
    event.stopImmediatePropagation();
    const to = pointOf(event);
    const [left, top] = from.map((each, axis) => Math.min(each, to[axis]));
    const [width, depth] = from.map((each, axis) => Math.abs(each - to[axis]));
    for (const [place, value] of [left, top, width, depth].entries()) fields[place].value = value / 100;
    show();
  }, { capture: true });
  for (const name of ["pointerup", "pointercancel"]) {
    pane.addEventListener(name, () => {
      if (from) setTimeout(() => turn(false)); // the click that follows chooses no booth
      from = null;
    }, { capture: true });
  }
  pane.addEventListener("click", (event) => {
    if (!isOn()) return;
    event.stopImmediatePropagation();
    event.preventDefault();
  }, { capture: true });

  function pointOf({ clientX, clientY }) {
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(drawing.getScreenCTM().inverse());
    return [x, y].map((each) => Math.round(each / STEP_CM) * STEP_CM);
  }

  function show() {
    const [left, top, width, depth] = fields.map(({ value }) => 100 * Number.parseFloat(value));
    const isWhole = [left, top, width, depth].every(Number.isFinite) && width > 0 && depth > 0;
    shape.toggleAttribute("hidden", !isWhole);
    const number = new Intl.NumberFormat(document.documentElement.lang || undefined, { maximumFractionDigits: 2 });
    area.textContent = isWhole ? `${number.format((width * depth) / 10_000)} m²` : "";
    if (isWhole) for (const [name, value] of Object.entries({ x: left, y: top, width, height: depth })) shape.setAttribute(name, value);
  }
}
