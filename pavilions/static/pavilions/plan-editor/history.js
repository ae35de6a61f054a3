// What a planner has done here, to be taken back and done again: each entry is what was kept before and after, and the
// strokes that were sent.

export class History {
  canUndo = true; // whether the server knows of something to undo, or to redo
  canRedo = false;
  #past = [];
  #future = [];

  get hasPast() {
    return this.#past.length > 0 || this.canUndo;
  }

  get hasFuture() {
    return this.#future.length > 0 || this.canRedo;
  }

  learn({ can_undo: canUndo = this.canUndo, can_redo: canRedo = this.canRedo }) {
    Object.assign(this, { canUndo, canRedo });
  }

  note(entry) {
    this.#past.push(entry);
    this.#future = [];
  }

  // A stroke that was not carried out is nothing to take back.
  forget(stroke) {
    for (const entry of this.#past) entry.strokes = entry.strokes.filter((each) => each !== stroke);
    this.#past = this.#past.filter(({ strokes, before, after }) => strokes.length || before !== after);
  }

  // Takes strokes out of the queue, or asks the server to undo those that it has or may have.
  undo(queue, kept) {
    const entry = this.#past.pop() ?? { before: kept, after: kept, strokes: [null] };
    const undone = entry.strokes.toReversed().map((stroke) => {
      const at = queue.indexOf(stroke);
      if (at >= 0 && !stroke.isSent) return { ...queue.splice(at, 1)[0], seen: undefined };
      queue.push({ edit: "undo", keys: [] });
      return null;
    });
    this.#future.push({ ...entry, undone: undone.toReversed() });
    return entry.before;
  }

  redo(queue, kept) {
    const entry = this.#future.pop() ?? { before: kept, after: kept, undone: [null] };
    const strokes = entry.undone.map((stroke) => stroke ?? { edit: "redo", keys: [] });
    queue.push(...strokes);
    this.#past.push({ ...entry, strokes });
    return entry.after;
  }
}
