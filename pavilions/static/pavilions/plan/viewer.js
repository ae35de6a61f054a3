// The plan's viewer. Without it booths are links, and the list beside the plan does the same work.

import { Camera, listenForGestures } from "./camera.js";

const READABLE_PX = 7;
const LEAST_PX = 5; // of a line below the number; until then it is left out
const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const SIDEWAYS = 2; // a booth straight ahead is preferred to one half as far away that lies aside
const SVG = "http://www.w3.org/2000/svg";
const LARGEST_TICK_CM = 140;

// Numbers are laid out only where they are in view and can be read: thousands at once would stall a frame.
class Lettering {
  #booths;
  #drawing;

  constructor(drawing) {
    this.#drawing = drawing;
  }

  // Reading them all waits for the first frame.
  show(view, scale) {
    if (this.#booths) this.#show(view, scale);
    else requestAnimationFrame(() => setTimeout(() => this.#show(view, scale)));
  }

  #read() {
    return [...this.#drawing.querySelectorAll(".booth > text")].map((text) => {
      const place = (name, line = text.firstElementChild) => Number(line.getAttribute(name));
      const name = text.querySelector(".name");
      const below = text.querySelector("tspan:not(.name):nth-of-type(n + 2)");
      return {
        booth: text.parentNode,
        ...{ x: place("x"), y: place("y"), lettered: place("font-size") / READABLE_PX },
        ...{ named: name && place("font-size", name) / LEAST_PX, fully: below && place("font-size", below) / LEAST_PX },
        shown: {},
      };
    });
  }

  #show(view, scale) {
    this.#booths ??= this.#read();
    for (const each of this.#booths) {
      const isInView = each.x > view.left && each.x < view.right && each.y > view.top && each.y < view.bottom;
      for (const name of ["lettered", "named", "fully"]) {
        const wanted = isInView && each[name] * scale >= 1;
        if (wanted !== !!each.shown[name]) each.booth.classList.toggle(name, (each.shown[name] = wanted));
      }
    }
  }
}

startAll(document);
for (const form of document.querySelectorAll("form[data-plan-select]")) {
  if (!form.querySelector("[data-plan]")) listenForChoices(form, new DocumentFragment()); // a list without a drawing
}
document.addEventListener("htmx:load", ({ target }) => startAll(target));

function startAll(part) {
  for (const viewer of part.querySelectorAll("[data-plan]:not(.plan-live)")) start(viewer);
}

function start(viewer) {
  const pane = viewer.querySelector("[data-plan-pane]");
  const drawing = pane?.querySelector("svg.plan");
  if (!drawing) return;
  viewer.classList.add("plan-live");
  const lettering = new Lettering(drawing);
  const camera = new Camera(pane, drawing, (view, scale) => lettering.show(view, scale));
  listenForGestures(viewer, pane, camera);
  travelByKeys(drawing, camera);
  followFilter(drawing, camera);
  openCards(drawing, camera);
  foldPanels(viewer.closest("[data-map]"));
  growToScreen(viewer);
  captionBooths(drawing, viewer.querySelector("[data-plan-caption]"));
  listenForChoices(viewer.closest("form[data-plan-select]"), drawing);
}

// What a screen reader says of a booth, for those who point at it.
function captionBooths(drawing, caption) {
  if (!caption) return;
  for (const name of ["pointerover", "focusin"]) {
    drawing.parentNode.addEventListener(name, ({ target }) => {
      const booth = target.closest(".booth");
      if (booth) caption.textContent = booth.getAttribute("aria-label");
    });
  }
  drawing.addEventListener("pointerleave", () => (caption.textContent = ""));
}

// The whole screen for the map and its panels, where the browser gives it.
function growToScreen(viewer) {
  const button = viewer.querySelector("[data-plan-screen]");
  const map = viewer.closest("[data-map]");
  if (!button || !map || !document.fullscreenEnabled) return;
  button.hidden = false;
  button.addEventListener("click", () => (document.fullscreenElement ? document.exitFullscreen() : map.requestFullscreen()));
}

// The table says which booths are found, as `data-plan-matches`; the drawing dims the others and shows what was searched.
// `data-plan-unasked`: nothing was asked, the others are only not for this reader.
// Layers are classes of the drawing.
function followFilter(drawing, camera) {
  const showFound = () => {
    if (!document.querySelector("[name=search]")?.value || !drawing.isConnected) return;
    const found = [...drawing.querySelectorAll(".booth:not(.dimmed)")];
    if (found.length) camera.frame(around(found));
    else document.querySelector(".map-list").open = true; // it says that nothing was found
  };
  document.addEventListener("htmx:afterSettle", ({ target }) => {
    if (!["booths", "list"].includes(target.id)) return;
    const found = target.dataset.planMatches?.split(" ");
    const ids = found && new Set(found);
    drawing.classList.toggle("filtered", !!ids && !("planUnasked" in target.dataset));
    for (const booth of drawing.querySelectorAll(".booth")) {
      booth.classList.toggle("dimmed", !!ids && !ids.has(idOf(booth)));
    }
    if (ids) showFound();
  });
  document.addEventListener("change", ({ target: { name, value, checked } }) => {
    if (name !== "layers") return;
    drawing.classList.toggle(`with-${value}`, checked);
    drawing.classList.toggle(`without-${value}`, !checked);
  });
  if (drawing.matches(".filtered")) showFound();
}

// A booth that is opened, on the drawing or in the table, gets a card and its place in the address; Back leads through
// what was looked at.
function openCards(drawing, camera) {
  if (!document.getElementById("booth-card")) return;
  const form = drawing.closest("form[data-plan-select]");
  const approach = (booth) => booth && camera.approach(booth.querySelector("path").getBBox());
  const show = (booth) => {
    const before = drawing.querySelector(".meant");
    before?.classList.remove("meant");
    booth?.classList.add("meant");
    if (booth && matchMedia("(max-width: 63.99rem)").matches) {
      for (const panel of document.querySelectorAll("[data-map-panel][open]")) panel.open = false; // the card needs its place
    }
    const place = { target: "#booth-card", swap: "outerHTML" };
    window.htmx.ajax("GET", (form?.action ?? location.pathname) + location.search, place);
    if (!booth) before?.focus({ preventScroll: true });
    approach(booth);
  };
  const open = (booth) => {
    inAddress("booth", booth?.dataset.number, "pushState");
    show(booth);
  };

  approach(drawing.querySelector(".meant"));
  document.addEventListener("click", (event) => {
    const { target, ctrlKey, metaKey, shiftKey } = event;
    if (!drawing.isConnected || ctrlKey || metaKey || shiftKey) return;
    const row = target.closest("[data-plan-booth]");
    const booth = target.closest("a.booth[href^='?']:not([role])") ?? (row && drawing.querySelector(`#booth-${row.dataset.planBooth}`));
    if (!booth && !target.closest("[data-plan-close]")) return;
    event.preventDefault();
    open(booth);
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && drawing.isConnected && document.querySelector("[data-plan-close]")) open();
  });
  addEventListener("popstate", () => {
    const number = new URLSearchParams(location.search).get("booth");
    if (drawing.isConnected) show(number && drawing.querySelector(`.booth[data-number="${CSS.escape(number)}"]`));
  });
}

// Which panel is open belongs to the address; lists that htmx fetches write theirs over it.
function foldPanels(map) {
  if (!map || map.dataset.folding) return;
  map.dataset.folding = "true";
  const note = () => {
    const name = map.querySelector("[data-map-panel][open]")?.dataset.mapPanel ?? "";
    for (const field of map.querySelectorAll("input[name=panel]")) field.value = name;
    inAddress("panel", name);
  };
  map.addEventListener("toggle", note, { capture: true });
  for (const name of ["htmx:replacedInHistory", "htmx:pushedIntoHistory"]) document.addEventListener(name, note);
  map.addEventListener("keydown", ({ key, target }) => {
    const panel = key === "Escape" && target.closest("[data-map-panel][open]");
    if (!panel) return;
    panel.open = false;
    panel.firstElementChild.focus();
  });
}

function inAddress(name, value, how = "replaceState") {
  const address = new URL(location);
  address.hash = "";
  if (value) address.searchParams.set(name, value);
  else address.searchParams.delete(name);
  if (address.href !== location.href) history[how](history.state, "", address);
}

function around(booths) {
  const boxes = booths.map((booth) => booth.querySelector("path").getBBox());
  const [x, y] = ["x", "y"].map((side) => Math.min(...boxes.map((box) => box[side])));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

// One tab stop for the whole plan; arrows go to the nearest booth in their direction that no filter leaves out,
// or to the nearest that is free.
function travelByKeys(drawing, camera) {
  let places;
  let current = drawing.querySelector(".booth[tabindex='0']");
  const middles = () => (places ??= [...drawing.querySelectorAll(".booth")].map(placeOf));

  // On the pane: a drawing that listens for focus would be a stop of its own.
  drawing.parentNode.addEventListener("focusin", ({ target }) => {
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
  const passed = document.querySelector("[name=keys]:checked") ? ".dimmed, :not(.free)" : ".dimmed";
  for (const { booth, middle } of places) {
    if (booth.matches(passed)) continue;
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

// Choosing booths on the plan writes the same fields as the list's boxes, so the form is sent the same way from both.
// Boxes for booths of other halls carry `data-number`, `data-area` and `data-price`, as booths on the drawing do.
function listenForChoices(form, drawing) {
  if (!form) return;
  const name = form.dataset.planSelect || "booths";
  const boxes = () => [...form.querySelectorAll(`input[type=checkbox][name="${name}"]:enabled`)];
  const chosen = new Map(); // id → the booth on the drawing or else its box: both say its number and area

  for (const booth of drawing.querySelectorAll("a.booth.free, .booth.selected")) booth.setAttribute("role", "checkbox");
  for (const booth of drawing.querySelectorAll(".booth.selected")) choose(idOf(booth), true);
  for (const box of boxes()) if (box.checked) choose(box.value, true, box);
  update();

  drawing.addEventListener("click", (event) => {
    const booth = event.target.closest(".booth");
    if (!booth || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (booth.getAttribute("role") !== "checkbox") return;
    choose(idOf(booth), !chosen.has(idOf(booth)));
    update();
  });
  form.addEventListener("change", ({ target }) => {
    if (target.name !== name) return;
    choose(target.value, target.checked, target);
    update();
  });
  form.addEventListener("htmx:afterSettle", update);

  function choose(id, wanted, box) {
    const booth = drawing.querySelector(`#booth-${CSS.escape(id)}`);
    if (wanted) chosen.set(id, booth ?? box);
    else chosen.delete(id);
    if (booth) mark(booth, wanted);
  }

  function update() {
    const listed = new Set();
    for (const box of boxes()) {
      box.checked = chosen.has(box.value);
      listed.add(box.value);
    }
    for (const field of form.querySelectorAll("input[data-plan-choice]")) field.remove();
    form.append(...[...chosen.keys()].filter((id) => !listed.has(id)).map((id) => hiddenField(name, id)));
    for (const booth of drawing.querySelectorAll("[role=checkbox]")) {
      booth.setAttribute("aria-checked", chosen.has(idOf(booth)));
    }
    tell(form.querySelector("[data-plan-tray]"), [...chosen.values()]);
  }
}

function mark(booth, wanted) {
  booth.classList.toggle("selected", wanted);
  booth.removeAttribute("aria-current");
  for (const tick of booth.querySelectorAll("use[href='#plan-tick']")) tick.remove();
  if (wanted) booth.append(tickFor(booth.querySelector("path")));
}

// In the outline's first corner: by the ring's normal form the booth is to its right and below.
function tickFor(path) {
  const { width, height } = path.getBBox();
  const size = Math.min(LARGEST_TICK_CM, Math.min(width, height) / 6);
  const [x, y] = path.getAttribute("d").match(/-?\d+/g);
  const tick = document.createElementNS(SVG, "use");
  const at = { href: "#plan-tick", x: Number(x) + size / 6, y: Number(y) + size / 6, width: size, height: size };
  for (const name in at) tick.setAttribute(name, at[name]);
  return tick;
}

function tell(tray, shown) {
  if (!tray) return;
  const number = new Intl.NumberFormat(document.documentElement.lang || undefined, { maximumFractionDigits: 3 });
  const sumOf = (figure) => shown.reduce((sum, { dataset }) => sum + Number(dataset[figure] ?? 0), 0);
  const words = {
    count: number.format(shown.length),
    area: number.format(sumOf("area")),
    price: number.format(sumOf("price")),
    numbers: shown.map(({ dataset }) => dataset.number ?? "").filter(Boolean).join(", "),
  };
  for (const [key, text] of Object.entries(words)) {
    const place = tray.querySelector(`[data-tray-${key}]`);
    if (place && place.textContent !== text) place.textContent = text;
  }
  tray.classList.toggle("plan-tray-empty", !shown.length);
}

function hiddenField(name, id) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name, value: id });
  field.dataset.planChoice = "";
  return field;
}

function idOf(booth) {
  return booth.id.slice("booth-".length);
}
