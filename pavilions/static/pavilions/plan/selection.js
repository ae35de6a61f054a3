// Choosing booths on the plan writes the same fields as the list's boxes, so the form is sent the same way from both.
// Boxes for booths of other halls carry `data-number`, `data-area` and `data-price`, as booths on the drawing do.

const SVG = "http://www.w3.org/2000/svg";
const LARGEST_TICK_CM = 140;

export function listenForChoices(form, drawing) {
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
  const number = new Intl.NumberFormat(document.documentElement.lang || undefined, { maximumFractionDigits: 2 });
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
