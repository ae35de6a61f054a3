// What the planner reads beside the plan: whether all is saved, what is wrong, who was faster, and the sums.

import { button } from "./desk.js";
import { figure, fill } from "./drawing.js";
import { sqmOf } from "./rings.js";
import { sumOf } from "./selecting.js";
import { isBooth } from "./strokes.js";

const NUMBERS_SAID = 5;

export function listenForNews(desk) {
  const { draft, saving, editor, words } = desk;
  const at = (name) => editor.querySelector(`[data-${name}]`);
  const hallSqm = sqmOf(draft.outline);

  function tellState() {
    const state = draft.isClosed ? "closed" : saving.state === "saved" && draft.kept.size ? "kept" : saving.state;
    const said = { count: state === "kept" ? draft.kept.size : draft.queue.length };
    at("saving").dataset.saving = state;
    at("saving-words").textContent = fill(words.saving[state], said);
    for (const [name, isPossible] of [["undo", draft.history.hasPast], ["redo", draft.history.hasFuture]]) {
      editor.querySelector(`[data-act=${name}]`).disabled = draft.isClosed || !isPossible;
    }
  }

  function tellSums() {
    const sum = sumOf(draft.booths);
    at("sum-booths").textContent = figure(draft.booths.length);
    at("sum-area").textContent = figure(sum);
    at("sum-fill").textContent = figure((sum / hallSqm) * 100);
  }

  const nameOf = (key) => {
    const item = draft.shown.get(key);
    return item && (isBooth(item) ? item.number || "?" : words.kinds[item.kind]);
  };

  function tellProblems() {
    at("problems").hidden = !draft.problems.length;
    at("problem-list").replaceChildren(
      ...draft.problems.slice(0, 50).map(({ code, keys, message }) => {
        const said = { number: nameOf(keys[0]), other: nameOf(keys[1]), count: keys.length, message };
        const kept = keys.filter((key) => draft.kept.has(key));
        return entry(
          button(fill(words.problems[code] ?? code, said), () => desk.show(keys), { className: "btn-link" }),
          ...(kept.length ? [button(words.drop, () => draft.drop(kept))] : []),
        );
      }),
    );
  }

  function tellConflicts() {
    const lost = [...draft.lost.values()];
    at("conflicts").hidden = !draft.conflicts.length && !lost.length;
    const ringsOf = (items) => [...items].map(({ ring }) => ring);
    desk.overlay.outlines(ringsOf(draft.kept.values()), ringsOf([...lost, ...draft.conflicts.flatMap((stroke) => draft.mineOf(stroke))]));
    at("conflict-list").replaceChildren(
      ...draft.conflicts.map((stroke) => {
        const numbers = stroke.keys.map(nameOf).filter(Boolean).join(", ") || words.gone;
        return entry(
          fill(words.conflict, { numbers, by: stroke.by || words.somebody }),
          button(words.mine, () => draft.settle(stroke, true)),
          button(words.theirs, () => draft.settle(stroke, false)),
        );
      }),
      ...lost.map((item) => {
        return entry(
          fill(words.lost, { name: desk.drawing.nameOf(item) }),
          button(words.again, () => draft.settleLost(item, true)),
          button(words.drop, () => draft.settleLost(item, false)),
        );
      }),
    );
  }

  function tellOthers() {
    const said = draft.others.length ? fill(words.others, { names: draft.others.join(", ") }) : "";
    if (at("others").textContent !== said) at("others").textContent = said; // else it would be read out again
  }

  function tellAll() {
    for (const tell of [tellOthers, tellState, tellSums, tellProblems, tellConflicts]) tell();
  }

  draft.addEventListener("changed", tellAll);
  draft.addEventListener("lost", ({ detail }) => desk.say(words.lost, { name: desk.drawing.nameOf(detail) }));
  saving.addEventListener("state", tellState);
  saving.addEventListener("others", tellOthers);
  saving.addEventListener("closed", () => desk.say("closed"));
  saving.addEventListener("refused", ({ detail }) => desk.say(detail.message));
  // What has come of a stroke is selected by then.
  saving.addEventListener("taken", ({ detail: { edit, keys } }) => {
    const said = { count: keys.length, numbers: someOf(draft.chosen.map(({ number }) => number)) };
    if (words.said[`done_${edit}`]) desk.say(`done_${edit}`, said);
  });
  saving.addEventListener("conflict", () => desk.say("conflict"));
  saving.addEventListener("news", ({ detail: { by, keys } }) => {
    const numbers = keys.map(nameOf).filter(Boolean);
    const said = { by: by.join(", ") || words.somebody, numbers: someOf(numbers) };
    desk.say(numbers.length ? "news" : "news_gone", said);
    desk.drawing.flash(keys);
  });
  tellAll();
}

function someOf(numbers) {
  const inOrder = numbers.toSorted(new Intl.Collator("en", { numeric: true }).compare);
  return inOrder.slice(0, NUMBERS_SAID).join(", ") + (numbers.length > NUMBERS_SAID ? " …" : "");
}

function entry(...parts) {
  const there = document.createElement("li");
  there.append(...parts);
  return there;
}
