// The part of the plan in view. While it moves only a CSS transform changes, which costs no repaint; at rest, or when
// the drawn margin is used up, the viewBox is set and the drawing is sharp again.

const MARGIN = 0.3; // drawn beyond each edge of the pane, as a share of its size
const REST_MS = 140;
const BLURRED = 2.5; // redraw when magnified or shrunk by more than this
const AHEAD = 2; // zooming out, so much more is drawn at once
const CLOSEST = 0.6; // pixels per centimetre
const ROOM = 1.04; // the whole plan, and a little air
const SURROUNDED = 14; // the part of the pane that a booth approached takes
const NEAR = 0.25; // pixels per centimetre at which what was looked for is seen well
const WELL_WITHIN = 0.42; // of the pane, from its middle
const DRAG_PX = { touch: 10, pen: 6, mouse: 4 }; // less is a click of an unsteady hand
const STEP = 1.5;
const KEY_PAN_PX = 120;
const PAGE_SCROLL_MS = 250;

export class Camera {
  isWhole = true;
  #pane;
  #drawing;
  #whole;
  #onRest;
  #timer;
  #covered = 0; // how much of the pane lies under the page's own bar, in pixels
  #isOnPaper = false;
  #drawn = null; // what the viewBox shows: {x, y, scale}
  #now = null; // where we look: {x, y} in the pane's middle, centimetres; scale in pixels per centimetre

  constructor(pane, drawing, onRest) {
    this.#pane = pane;
    this.#drawing = drawing;
    const { x, y, width, height } = drawing.viewBox.baseVal;
    this.#whole = { x, y, width, height };
    this.#onRest = onRest;
    this.fit();
    new ResizeObserver(() => this.#resized()).observe(pane);
    addEventListener("beforeprint", () => {
      this.#isOnPaper = true;
      drawing.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
    });
    addEventListener("afterprint", () => {
      this.#isOnPaper = false;
      this.#draw();
    });
  }

  fit() {
    this.isWhole = true;
    this.#covered = parseFloat(getComputedStyle(this.#pane).paddingTop);
    const { x, y, width, height } = this.#whole;
    const scale = this.#fitting();
    this.#now = { x: x + width / 2, y: y + height / 2 - this.#covered / 2 / scale, scale };
    this.#draw();
  }

  // Moves the plan under the pane by so many pixels.
  pan(dx, dy) {
    const { x, y, scale } = this.#now;
    this.#move({ x: x - dx / scale, y: y - dy / scale, scale });
  }

  // Magnifies around a point of the pane, given in pixels from its upper left corner.
  zoom(factor, px = this.#pane.clientWidth / 2, py = this.#pane.clientHeight / 2) {
    const { x, y, scale } = this.#now;
    const next = Math.min(CLOSEST, Math.max(this.#fitting(), scale * factor));
    const shift = 1 / scale - 1 / next;
    this.#move({
      x: x + (px - this.#pane.clientWidth / 2) * shift,
      y: y + (py - this.#pane.clientHeight / 2) * shift,
      scale: next,
    });
  }

  // Brings a point of the plan into view unless it is well within already.
  reveal(x, y) {
    const { scale } = this.#now;
    const away = [
      (Math.abs(x - this.#now.x) * scale) / this.#pane.clientWidth,
      (Math.abs(y - this.#now.y) * scale) / this.#pane.clientHeight,
    ];
    if (Math.max(...away) > WELL_WITHIN) this.#move({ x, y, scale });
  }

  // Brings a booth into view, large enough to be read.
  approach({ x, y, width, height }) {
    const near = Math.min(this.#pane.clientWidth / width, this.#pane.clientHeight / height) / SURROUNDED;
    const scale = Math.max(this.#now.scale, Math.min(CLOSEST, near));
    this.#move({ x: x + width / 2, y: y + height / 2 - this.#covered / 2 / scale, scale });
    this.#draw();
  }

  // Brings a part of the plan into view, as large as it fits.
  frame({ x, y, width, height }) {
    const fitting = Math.min(this.#pane.clientWidth / width, (this.#pane.clientHeight - this.#covered) / height);
    const scale = Math.max(this.#fitting(), Math.min(fitting / 1.3, Math.max(NEAR, this.#now.scale)));
    this.#move({ x: x + width / 2, y: y + height / 2 - this.#covered / 2 / scale, scale });
    this.#draw();
  }

  #fitting() {
    const { clientWidth, clientHeight } = this.#pane;
    return Math.min(clientWidth / this.#whole.width, (clientHeight - this.#covered) / this.#whole.height) / ROOM;
  }

  #resized() {
    if (!this.#pane.clientWidth || this.#isOnPaper) return;
    if (this.isWhole || this.#now.scale < this.#fitting()) this.fit();
    else this.#draw();
  }

  #move(next) {
    const { x, y, width, height } = this.#whole;
    const isOut = next.scale < this.#now.scale;
    this.isWhole = next.scale <= this.#fitting();
    const bounded = (value, least, most) => Math.min(most, Math.max(least, value));
    this.#now = { ...next, x: bounded(next.x, x, x + width), y: bounded(next.y, y, y + height) };
    if (this.#isBeyondDrawn()) this.#draw(isOut);
    else this.#transform();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#draw(), REST_MS);
  }

  #isBeyondDrawn() {
    const { clientWidth, clientHeight } = this.#pane;
    const ratio = this.#now.scale / this.#drawn.scale;
    const spare = MARGIN + 0.5 - 0.5 / ratio;
    return (
      ratio > BLURRED ||
      ratio < 1 / BLURRED ||
      Math.abs(this.#now.x - this.#drawn.x) * this.#drawn.scale > clientWidth * spare ||
      Math.abs(this.#now.y - this.#drawn.y) * this.#drawn.scale > clientHeight * spare
    );
  }

  #transform() {
    const { scale } = this.#now;
    const dx = (this.#drawn.x - this.#now.x) * scale;
    const dy = (this.#drawn.y - this.#now.y) * scale;
    this.#drawing.style.transform = `translate(${dx}px, ${dy}px) scale(${scale / this.#drawn.scale})`;
  }

  // Zooming out, numbers wait for the rest.
  #draw(isOut) {
    clearTimeout(this.#timer);
    const { x, y } = this.#now;
    const scale = this.#now.scale / (isOut ? AHEAD : 1);
    const width = (this.#pane.clientWidth * (1 + 2 * MARGIN)) / scale;
    const height = (this.#pane.clientHeight * (1 + 2 * MARGIN)) / scale;
    const view = { left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 };
    if (!isOut) this.#onRest(view, scale);
    this.#drawing.setAttribute("viewBox", `${view.left} ${view.top} ${width} ${height}`);
    this.#drawn = { x, y, scale };
    this.#drawing.style.transform = isOut ? `scale(${AHEAD})` : "";
  }
}

// Pointers, wheel, keys and buttons move it.
export function listenForGestures(viewer, pane, camera) {
  listenForPointers(pane, camera);
  listenForWheel(pane, camera);
  listenForKeys(viewer, camera);
  viewer.addEventListener("click", ({ target }) => {
    const wish = target.closest("[data-plan-zoom]")?.dataset.planZoom;
    if (wish) zoomBy(camera, wish);
  });
}

function zoomBy(camera, wish) {
  if (wish === "whole") camera.fit();
  else camera.zoom(wish === "in" ? STEP : 1 / STEP);
}

function listenForPointers(pane, camera) {
  const pointers = new Map();
  let isDragged = false;

  pane.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (!pointers.size) isDragged = false;
    pointers.set(event.pointerId, event);
  });
  pane.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const other = [...pointers.values()].find(({ pointerId }) => pointerId !== event.pointerId);
    const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
    isDragged ||= Math.hypot(dx, dy) >= DRAG_PX[event.pointerType];
    if (!isDragged) return;
    pane.setPointerCapture(event.pointerId);
    pane.classList.add("plan-dragged");
    pointers.set(event.pointerId, event);
    if (other) pinch(pane, camera, other, before, event);
    else camera.pan(dx, dy);
  });
  for (const name of ["pointerup", "pointercancel"]) {
    addEventListener(name, (event) => {
      pointers.delete(event.pointerId);
      if (!pointers.size) pane.classList.remove("plan-dragged");
    });
  }
  pane.addEventListener("dragstart", (event) => event.preventDefault());
  pane.addEventListener("click", (event) => isDragged && stop(event), { capture: true });
  pane.addEventListener("keydown", () => (isDragged = false), { capture: true });
}

function pinch(pane, camera, other, before, after) {
  const { left, top } = pane.getBoundingClientRect();
  const apart = (event) => Math.hypot(event.clientX - other.clientX, event.clientY - other.clientY) || 1;
  camera.pan((after.clientX - before.clientX) / 2, (after.clientY - before.clientY) / 2);
  const middle = [(after.clientX + other.clientX) / 2 - left, (after.clientY + other.clientY) / 2 - top];
  camera.zoom(apart(after) / apart(before), ...middle);
}

// A page scrolled past the plan scrolls on; at the whole plan, turning further out scrolls the page.
function listenForWheel(pane, camera) {
  let scrolledAt = -PAGE_SCROLL_MS;
  addEventListener("scroll", ({ timeStamp }) => (scrolledAt = timeStamp), { passive: true });
  pane.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && event.timeStamp - scrolledAt < PAGE_SCROLL_MS) return;
      if (!event.ctrlKey && event.deltaY > 0 && camera.isWhole) return;
      event.preventDefault();
      const { left, top } = pane.getBoundingClientRect();
      const pixels = event.deltaMode ? event.deltaY * 30 : event.deltaY;
      const factor = Math.exp(-pixels * (event.ctrlKey ? 0.01 : 0.002));
      camera.zoom(factor, event.clientX - left, event.clientY - top);
    },
    { passive: false },
  );
}

function listenForKeys(viewer, camera) {
  const zooms = { "+": "in", "=": "in", "-": "out", _: "out", 0: "whole" };
  const pans = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  viewer.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (zooms[event.key]) {
      zoomBy(camera, zooms[event.key]);
    } else if (event.shiftKey && pans[event.key]) {
      camera.pan(...pans[event.key].map((direction) => direction * KEY_PAN_PX));
    } else return;
    stop(event);
  });
}

function stop(event) {
  event.preventDefault();
  event.stopPropagation();
}
