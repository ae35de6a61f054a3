// A draft as its planner sees it: what the server last said, the strokes on their way to it, and the shapes that are
// kept here alone because something is wrong with them. Items are never changed in place, only replaced.

import { problemsAgain, ready, strokesFor } from "./composing.js";
import { History } from "./history.js";
import { drawn, fingerprint, hasHappened, idOf, isBooth, itemsOf, keysOf, newItem, rename, show, written } from "./strokes.js";

export class Draft extends EventTarget {
  shown = new Map(); // key → item, as it is drawn
  queue = []; // strokes without an answer, in order; the first may be on its way
  kept = new Map(); // key → item with a problem, not sent
  lost = new Map(); // key → item that somebody else removed while it was being changed here, as it was to be
  conflicts = []; // strokes that came too late
  problems = []; // {code, keys, message?}
  selected = new Set();
  history = new History();
  isClosed = false; // no longer a draft
  together = (keys) => keys; // those that are selected with these
  #base = new Map();
  #ahead = new Map(); // the base once all strokes have arrived
  #lastId = 0;

  constructor(contents) {
    super();
    this.outline = contents.outline;
    this.others = contents.others; // names of those who have it open as well
    this.isClosed = contents.state !== "draft";
    this.history.learn(contents);
    this.heard({ revision: contents.revision, changed: contents, everything: true });
  }

  get booths() {
    return [...this.shown.values()].filter(isBooth);
  }

  get chosen() {
    return [...this.selected].map((key) => this.shown.get(key));
  }

  newItem(letter, details) {
    return newItem(letter, --this.#lastId, details);
  }

  select(keys) {
    this.selected = new Set(this.together([...keys]).filter((key) => this.shown.has(key)));
    this.#tell("selected");
  }

  toggle(key) {
    const keys = this.together([key]);
    const others = [...this.selected].filter((each) => !keys.includes(each));
    this.select(this.selected.has(key) ? others : [...others, ...keys]);
  }

  // Items as they are to be, old ones and new ones. What can be sent is; what has a problem is kept.
  change(items) {
    const kept = new Map(this.kept);
    for (const { refusal, ...item } of items) kept.set(item.key, item);
    const sent = ready(kept, this.#ahead, this.outline);
    for (const { key } of sent) kept.delete(key);
    this.#begin(kept, strokesFor(sent, this.#ahead));
  }

  remove(keys) {
    const there = keys.filter((key) => this.#ahead.has(key));
    this.#begin(this.#keptWithout(keys), there.length ? [{ edit: "remove", keys: there }] : []);
  }

  // An edit that the server alone carries out: array, duplicate, split, merge, renumber.
  ask(edit, keys, body) {
    this.#begin(this.kept, [{ edit, keys, body }]);
  }

  // Lets a shape with a problem be as the server has it, or go.
  drop(keys) {
    this.#begin(this.#keptWithout(keys), []);
  }

  undo() {
    if (this.history.hasPast) this.kept = this.history.undo(this.queue, this.kept);
    this.refresh();
  }

  redo() {
    if (this.history.hasFuture) this.kept = this.history.redo(this.queue, this.kept);
    this.#look(this.queue);
    this.refresh();
  }

  // What is left from an earlier visit that ended before all was saved.
  restore({ queue, kept, lastId, lost = [] }) {
    this.#lastId = lastId;
    this.queue.push(...queue.map((stroke) => ({ ...stroke, isDoubtful: true })));
    for (const item of lost) this.lost.set(item.key, item);
    for (const item of kept) (item.id < 0 || this.#base.has(item.key) ? this.kept : this.lost).set(item.key, item);
    this.refresh();
  }

  get rest() {
    return { queue: this.queue, kept: [...this.kept.values()], lost: [...this.lost.values()], lastId: this.#lastId };
  }

  // The first stroke as it is sent; null when an item of it never came to be.
  get next() {
    const [stroke] = this.queue;
    return stroke.keys.every((key) => idOf(key) > 0) ? written(stroke) : null;
  }

  hasHappened(revisionBefore) {
    return hasHappened(this.#base, this.queue[0], this.revision > revisionBefore);
  }

  // The first stroke has arrived; `answer` is what the server said, unless that was lost.
  taken(answer) {
    const stroke = this.queue.shift();
    const before = this.#base;
    if (answer) {
      for (const item of itemsOf(answer.changed)) this.#bump(item);
      this.#learn(answer);
      this.history.learn(answer);
    }
    for (const item of stroke.items ?? []) this.#name(item);
    this.refresh();
    if (!answer || !["array", "duplicate", "split", "merge"].includes(stroke.edit)) return;
    const fresh = itemsOf(answer.changed).filter(({ key }) => !before.has(key));
    this.select([...fresh.map(({ key }) => key), ...(stroke.edit === "duplicate" ? [] : stroke.keys)]);
  }

  // The server will not have the first stroke: its shapes are kept with the reason.
  refused(message) {
    const stroke = this.#leave();
    const later = new Set(this.queue.flatMap(({ keys }) => keys));
    for (const item of stroke.edit === "remove" ? [] : this.mineOf(stroke)) {
      if (!later.has(item.key)) this.kept.set(item.key, { ...item, refusal: message });
    }
    this.refresh();
  }

  // Somebody else was faster; `current` is how the items are now.
  conflicted({ current, gone }) {
    const stroke = this.#leave();
    this.#learn({ changed: current, gone });
    this.conflicts = this.conflicts.filter(({ edit, keys }) => edit !== stroke.edit || String(keys) !== String(stroke.keys));
    if (stroke.body || stroke.keys.some((key) => this.#base.has(key))) this.conflicts.push(stroke);
    this.refresh();
  }

  settle(stroke, isMine) {
    this.conflicts = this.conflicts.filter((each) => each !== stroke);
    const { edit, keys, body } = stroke;
    const there = keys.filter((key) => this.#ahead.has(key));
    const mine = this.mineOf(stroke);
    if (!isMine || !there.length) this.refresh();
    else if (edit === "remove") this.remove(there);
    else if (mine.length) this.change(mine);
    else this.ask(edit, there, body);
  }

  // What somebody else removed is drawn anew, or left.
  settleLost(item, isWanted) {
    this.lost.delete(item.key);
    if (!isWanted) return this.refresh();
    const again = this.newItem(item.key[0], drawn(item));
    this.change([again]);
    return this.select([again.key]);
  }

  // How a stroke's items would be by it, where that is known.
  mineOf(stroke) {
    const before = new Map([...this.#ahead, ...this.kept]);
    const after = new Map(before);
    show(after, stroke);
    return [...after.values()].filter((item) => item !== before.get(item.key));
  }

  // What others did; the keys of what looks different now.
  heard(news) {
    this.revision = news.revision;
    this.#learn(news);
    return this.refresh();
  }

  close() {
    this.isClosed = true;
    this.refresh();
  }

  refresh() {
    this.#ahead = new Map(this.#base);
    for (const stroke of this.queue) show(this.#ahead, stroke);
    const before = this.shown;
    this.shown = new Map([...this.#ahead, ...this.kept]);
    const keys = new Set([...before.keys()].filter((key) => !this.shown.has(key)));
    for (const [key, item] of this.shown) if (before.get(key) !== item) keys.add(key);
    this.problems = problemsAgain(this, keys);
    const isTouched = [...this.selected].some((key) => keys.has(key));
    this.selected = new Set([...this.selected].filter((key) => this.shown.has(key)));
    this.#tell("changed", keys);
    if (isTouched) this.#tell("selected");
    return keys;
  }

  #keptWithout(keys) {
    return new Map([...this.kept].filter(([key]) => !keys.includes(key)));
  }

  #begin(kept, strokes) {
    this.#look(strokes);
    this.history.note({ before: this.kept, after: kept, strokes });
    this.kept = kept;
    this.queue.push(...strokes);
    this.refresh();
  }

  // Strokes remember how their items were when they were made.
  #look(strokes) {
    for (const stroke of strokes) {
      const there = stroke.keys.filter((key) => this.#base.has(key));
      stroke.seen ??= Object.fromEntries(there.map((key) => [key, this.#base.get(key).revision]));
    }
  }

  #leave() {
    const stroke = this.queue.shift();
    this.history.forget(stroke);
    return stroke;
  }

  // An item that is as it was stays the same object, so that it counts as unchanged.
  #learn({ changed: there, gone, everything }) {
    const before = this.#base;
    this.#base = new Map(everything ? [] : before);
    for (const item of itemsOf(there)) {
      const known = before.get(item.key);
      this.#base.set(item.key, JSON.stringify(known) === JSON.stringify(item) ? known : item);
    }
    for (const key of gone ? keysOf(gone) : []) this.#base.delete(key);
    for (const [key, item] of before) {
      const mine = this.shown.get(key);
      if (this.#base.has(key) || !mine) continue;
      this.kept.delete(key);
      if (mine === item) continue;
      this.lost.set(key, mine);
      this.#tell("lost", mine);
    }
  }

  // Later strokes of ours were made upon what our own stroke has just made.
  #bump({ key, revision }) {
    for (const { seen } of this.queue) {
      if (seen && key in seen && seen[key] === this.#base.get(key)?.revision) seen[key] = revision;
    }
  }

  // A new item has got its id: whatever speaks of it by its old key does so by the new one.
  #name(item) {
    const there = [...this.#base.values()].find((each) => fingerprint(each) === fingerprint(item));
    if (!there) return;
    const [from, to] = [item.key, there.key];
    for (const stroke of this.queue) rename(stroke, from, there);
    if (this.selected.delete(from)) this.selected.add(to);
    const kept = this.kept.get(from);
    if (this.kept.delete(from)) this.kept.set(to, { ...kept, id: there.id, key: to, revision: there.revision });
    this.#tell("renamed", { from, to });
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

