// The plan's editor: reads the draft, puts the desk together and gives buttons and keys their meaning.

import { Camera, listenForGestures } from "../plan/camera.js";
import { arranged } from "./arranging.js";
import { copy, paste, templates } from "./clipboard.js";
import { Desk } from "./desk.js";
import { Draft } from "./draft.js";
import { Drawing, element } from "./drawing.js";
import { listenForFigures } from "./figures.js";
import { Forms } from "./forms.js";
import { group } from "./groups.js";
import { listenForKeys } from "./keys.js";
import { Overlay } from "./overlay.js";
import { listenForNews } from "./panel.js";
import { listenForSafety } from "./safety.js";
import { request, Saving } from "./saving.js";
import { rowOf } from "./selecting.js";
import { isBooth } from "./strokes.js";
import { Tools } from "./tools.js";

const AGAIN_MS = 3_000;

const editor = document.querySelector("[data-editor]");
const words = JSON.parse(document.getElementById("editor-words").textContent);
start();

async function start() {
  const { status, content } = await request("contents/");
  if (status === 200) return open(content);
  editor.querySelector("[data-said]").textContent = words.said.not_loaded;
  return setTimeout(start, AGAIN_MS);
}

function open(contents) {
  const svg = editor.querySelector("svg.plan");
  const draft = new Draft(contents);
  const drawing = new Drawing(svg, draft, words);
  const saving = new Saving(draft, editor);
  const grid = element("path", { class: "overlay-grid" });
  svg.querySelector(".hall").after(...(contents.background ? [element("image", contents.background)] : []), grid);
  const overlay = new Overlay(editor.querySelector("[data-overlay]"), grid);
  const settings = editor.querySelector("[data-settings]");
  const pane = editor.querySelector("[data-plan-pane]");
  let desk = null;
  const camera = new Camera(pane, together(svg, overlay.svg), (view, scale) => {
    drawing.show(view, scale);
    overlay.scale = scale;
    overlay.svg.style.setProperty("--pixel", 1 / scale);
    if (desk) rest(desk, view, scale);
    else lastView = [view, scale];
  });
  desk = new Desk(editor, { draft, saving, drawing, overlay, camera, words, settings });
  desk.tools = new Tools(desk);
  rest(desk, ...lastView);
  const forms = new Forms(desk);
  const act = actions(desk, forms);
  listenForGestures(desk.viewer, pane, camera);
  listenForFigures(desk, editor.querySelector("[data-figures]"));
  listenForKeys(desk, act);
  listenForNews(desk);
  listenForSafety(desk);
  listenForButtons(desk, act);
  editor.dataset.ready = "";
  desk.say(saving.restored ? "restored" : "ready", { count: saving.restored });
}

let lastView;

// The camera moves the plan and what is drawn over it as one.
function together(svg, over) {
  return {
    viewBox: svg.viewBox,
    setAttribute(name, value) {
      for (const each of [svg, over]) each.setAttribute(name, value);
    },
    style: {
      set transform(value) {
        for (const each of [svg, over]) each.style.transform = value;
      },
    },
  };
}

function rest(desk, view, scale) {
  desk.view = view;
  desk.overlay.grid(desk.draft.outline, view, scale, desk.grid);
  desk.mark();
}

function actions(desk, forms) {
  const { draft, tools } = desk;
  const booths = () => draft.chosen.filter(isBooth);
  const help = document.getElementById("editor-keys");
  const acts = {
    undo: () => draft.history.hasPast && draft.undo(),
    redo: () => draft.history.hasFuture && draft.redo(),
    all: () => draft.select(draft.shown.keys()),
    row: () => draft.select([...draft.selected].flatMap((key) => rowOf(draft, key))),
    remove: () => desk.remove(),
    copy: () => copy(desk),
    paste: () => paste(desk),
    templates: () => templates(desk),
    group: () => group(desk),
    merge: () => (booths().length > 1 ? desk.ask("merge", booths(), {}) : desk.say("select_first", { count: 2 })),
    help: () => help.togglePopover(),
    number: () => {
      const { number } = desk.editor.querySelector("[data-figures]").elements;
      number.focus();
      number.select();
    },
    escape: () => {
      if (help.matches(":popover-open")) help.hidePopover();
      else if (tools.cancel() || forms.close()) return;
      else if (tools.name === "select") draft.select([]);
      else tools.use("select");
    },
  };
  const needsDraft = ["undo", "redo", "remove", "paste", "merge", "array", "duplicate", "split", "renumber"];
  return (name) => {
    const [what, axis, share] = name.split(" ");
    if (draft.isClosed && (axis || needsDraft.includes(name))) desk.say("closed");
    else if (axis) desk.reshape(draft.chosen, arranged(draft.chosen.map(({ ring }) => ring), what, axis, share));
    else if (acts[name]) acts[name]();
    else if (desk.editor.querySelector(`[data-form=${name}]:not([data-of-tool])`)) forms.show(name);
    else {
      tools.use(name);
      forms.close();
    }
    return true;
  };
}

function listenForButtons(desk, act) {
  const { editor: page, tools, draft } = desk;
  page.addEventListener("click", ({ target }) => {
    const name = target.closest("[data-act]")?.dataset.act;
    if (name) act(name);
  });
  const grid = page.querySelector("[data-grid-step]");
  grid.addEventListener("change", () => {
    desk.grid = Number(grid.value);
    desk.overlay.grid(draft.outline, desk.view, desk.overlay.scale, desk.grid);
  });
  tools.addEventListener("used", () => {
    for (const each of page.querySelectorAll("button[data-tool]")) {
      each.setAttribute("aria-pressed", each.dataset.act === tools.name);
    }
    for (const each of page.querySelectorAll("[data-of-tool]")) {
      each.hidden = !each.dataset.ofTool.split(" ").includes(tools.name);
    }
    desk.mark();
    desk.say(`tool_${tools.name}`);
  });
}
