// What breaks the rules of the hall, as the server finds it: widths and distances after each edit, and after a pause
// what is measured along ways through the whole hall.

import { request } from "./saving.js";

const PAUSE_MS = 1_000;

export function listenForSafety(desk) {
  const { draft, editor } = desk;
  const walks = editor.querySelector("#shows-walks");
  const lookAtWalks = () => walks.checked && look("?walks");
  let revision = -1;
  let timer;

  async function look(part) {
    const asked = revision;
    const { status, content } = await request(`safety/${part}`);
    if (status !== 200 || asked !== revision) return; // a later look has been asked for
    for (const name in content) editor.querySelector(`[data-${name}]`).innerHTML = content[name];
  }

  function again() {
    if (revision === draft.revision) return;
    revision = draft.revision;
    look("");
    clearTimeout(timer);
    timer = setTimeout(() => {
      look("?ways");
      lookAtWalks();
    }, PAUSE_MS);
  }

  draft.addEventListener("changed", again);
  walks.addEventListener("change", lookAtWalks);
  editor.addEventListener("click", ({ target }) => {
    const keys = target.closest("[data-keys]")?.dataset.keys;
    if (keys) desk.show(keys.split(" "));
  });
  again();
}
