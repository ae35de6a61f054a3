// The tool in hand: what pressing, dragging and letting go on the plan does. A tool's `press` returns the gesture that
// begins, with `move`, `end` and `cancel`; a tool without one lets the plan be panned.

import { cutting } from "./cutting.js";
import { exiting } from "./exits.js";
import { measuring } from "./measuring.js";
import { outlining } from "./outlining.js";
import { placing } from "./placing.js";
import { selecting } from "./selecting.js";
import { walling } from "./walling.js";

export class Tools extends EventTarget {
  name = "select";
  #desk;
  #tools;
  #gesture = null;
  #pointer = null;
  #last = null;
  #isSpaceDown = false;

  constructor(desk) {
    super();
    this.#desk = desk;
    this.#tools = {
      select: selecting(desk),
      hand: {},
      rectangle: placing(desk, "booth"),
      ring: walling(desk),
      cut: cutting(desk),
      obstruction: placing(desk, "obstruction"),
      exit: exiting(desk),
      measure: measuring(desk),
      outline: outlining(desk),
    };
    this.#listen();
  }

  get current() {
    return this.#tools[this.name];
  }

  use(name) {
    this.cancel();
    this.name = name;
    this.#desk.viewer.dataset.tool = name;
    this.dispatchEvent(new Event("used"));
  }

  // Gives up what has been begun; true when there was something.
  cancel() {
    const had = Boolean(this.#gesture) || Boolean(this.current.leave?.());
    this.#gesture?.cancel?.();
    this.#gesture = null;
    if (had) this.#desk.overlay.clear();
    return had;
  }

  #listen() {
    const { viewer, pane } = this.#desk;
    viewer.addEventListener("pointerdown", (event) => this.#press(event), { capture: true });
    pane.addEventListener("pointermove", (event) => this.#move(event));
    pane.addEventListener("pointerup", (event) => this.#release(event));
    pane.addEventListener("pointercancel", () => this.cancel());
    pane.addEventListener("dblclick", (event) => this.current.double?.(event));
    pane.addEventListener("click", (event) => this.current.tap?.(event));
    const noteSpace = ({ key }) => (this.#isSpaceDown ||= key === " ");
    addEventListener("keydown", noteSpace, { capture: true }); // before a booth with the focus takes it for itself
    addEventListener("keyup", ({ key }) => (this.#isSpaceDown &&= key !== " "));
    addEventListener("blur", () => (this.#isSpaceDown = false));
  }

  #press(event) {
    const { pane, overlay, camera } = this.#desk;
    if (!pane.contains(event.target) || this.#gesture) return;
    const isPanning = event.button === 1 || (event.button === 0 && this.#isSpaceDown);
    if (event.button === 1) event.preventDefault();
    else if (event.button) return;
    this.#gesture = isPanning ? panning(camera, event) : this.current.press?.(overlay.pointAt(event), event);
    if (!this.#gesture) return;
    event.stopPropagation();
    this.#pointer = event.pointerId;
    pane.setPointerCapture(event.pointerId);
  }

  // Pointers tell more often than frames are drawn.
  #move(event) {
    const isOurs = !this.#gesture || event.pointerId === this.#pointer;
    if (!isOurs) return;
    if (!this.#last) requestAnimationFrame(() => this.#draw());
    this.#last = event;
  }

  #draw() {
    const event = this.#last;
    this.#last = null;
    if (!event) return;
    const point = this.#desk.overlay.pointAt(event);
    this.#desk.point(point);
    if (this.#gesture) this.#gesture.move(point, event);
    else this.current.hover?.(point, event);
  }

  #release(event) {
    if (!this.#gesture || event.pointerId !== this.#pointer) return;
    const gesture = this.#gesture;
    this.#gesture = this.#last = null;
    const point = this.#desk.overlay.pointAt(event);
    this.#desk.point(point);
    gesture.end(point, event);
  }
}

function panning(camera, start) {
  let [x, y] = [start.clientX, start.clientY];
  return {
    move(_point, { clientX, clientY }) {
      camera.pan(clientX - x, clientY - y);
      [x, y] = [clientX, clientY];
    },
    end() {},
  };
}
