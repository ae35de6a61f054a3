// Pointers, wheel, keys and buttons, turned into movements of the camera.

const DRAG_PX = { touch: 10, pen: 6, mouse: 4 }; // less is a click of an unsteady hand
const STEP = 1.5;
const KEY_PAN_PX = 120;
const PAGE_SCROLL_MS = 250;

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
