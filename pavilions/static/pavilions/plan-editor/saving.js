// Sends the strokes of a draft one after another, keeps them when there is no connection, and asks for what others did.

import { Following } from "../../js/follow.js";

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
const PATIENCE_MS = 20_000;
const POLL_MS = 3_000;
const POLL_BESIDE_STREAM_MS = 30_000;

export class Saving extends EventTarget {
  state = "saved"; // saved | saving | offline | signed_out | forbidden | closed
  retryAt = 0;
  #draft;
  #place; // in the browser's store
  #isBusy = false;
  #pause = FIRST_PAUSE_MS;
  #timer;
  #hasStream = false;

  // `place` says where the draft is followed, and whose work this is: people may share a browser.
  constructor(draft, place) {
    super();
    this.#draft = draft;
    this.#place = `draft ${location.pathname} ${place.dataset.person}`;
    this.#restore();
    draft.addEventListener("changed", () => this.#remember());
    draft.addEventListener("changed", () => this.#send());
    addEventListener("online", () => this.#again());
    new Following(place, { plan: (news) => this.#hear(news) }, (state) => (this.#hasStream = state === "live"));
    this.#poll();
    this.#send();
  }

  #restore() {
    try {
      const rest = JSON.parse(localStorage.getItem(this.#place));
      if (!rest) return;
      this.#draft.restore(rest);
      this.restored = rest.queue.length + rest.kept.length;
    } catch {
      localStorage.removeItem(this.#place);
    }
  }

  #remember() {
    try {
      if (this.#draft.queue.length || this.#draft.kept.size || this.#draft.lost.size) {
        localStorage.setItem(this.#place, JSON.stringify(this.#draft.rest));
      } else localStorage.removeItem(this.#place);
    } catch {
      // A full store: the work is still in memory, and the state says that it is not saved.
    }
  }

  async #send() {
    if (this.#isBusy || this.#draft.isClosed || this.retryAt) return;
    this.#isBusy = true;
    while (this.#draft.queue.length && !this.retryAt && !this.#draft.isClosed) {
      if (this.state !== "saving") this.#be("saving");
      await this.#sendFirst();
    }
    this.#isBusy = false;
    if (!this.#draft.queue.length) this.#be(this.#draft.isClosed ? "closed" : "saved");
  }

  async #sendFirst() {
    const [stroke] = this.#draft.queue;
    if (stroke.isDoubtful && (await this.#hadArrived(stroke))) return;
    if (this.retryAt) return;
    const body = this.#draft.next;
    if (!body) return this.#draft.refused("");
    stroke.isSent = true;
    const isHistory = stroke.edit === "undo" || stroke.edit === "redo";
    const answer = await request(isHistory ? `${stroke.edit}/` : "edits/", isHistory ? {} : body);
    this.#take(stroke, answer);
  }

  #take(stroke, { status, content }) {
    if (status === 200) {
      this.#pause = FIRST_PAUSE_MS;
      const isGap = content.revision > this.#draft.revision + 1;
      if (!isGap) this.#draft.revision = content.revision;
      this.#draft.taken(content);
      this.#announce("taken", stroke);
      if (isGap) this.#catchUp();
    } else if (status === 409 && content.code === "plan_not_draft") {
      this.#close();
    } else if (status === 409 && content.current) {
      this.#draft.conflicted(content);
      this.#catchUp();
      this.#announce("conflict", content);
    } else if (status === 422 || status === 409) {
      this.#draft.refused(content.message);
      this.#announce("refused", { ...content, stroke });
    } else {
      stroke.isDoubtful = !status || status >= 500;
      stroke.isSent = stroke.isDoubtful;
      this.#wait(status === 401 ? "signed_out" : status === 403 || status === 404 ? "forbidden" : "offline");
    }
  }

  // Whether the stroke did arrive, though its answer did not.
  async #hadArrived(stroke) {
    const before = this.#draft.revision;
    if (!(await this.#catchUp())) {
      this.#wait("offline");
      return false;
    }
    stroke.isDoubtful = false;
    const hasHappened = this.#draft.hasHappened(before);
    if (hasHappened) this.#draft.taken(null);
    return hasHappened;
  }

  #wait(state) {
    this.retryAt = Date.now() + this.#pause;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#again(), this.#pause);
    this.#pause = Math.min(LONGEST_PAUSE_MS, this.#pause * 2);
    this.#be(state);
  }

  #again() {
    if (!this.retryAt) return;
    clearTimeout(this.#timer);
    this.retryAt = 0;
    this.#send();
  }

  async #catchUp() {
    const { status, content } = await request(`changes/?since=${this.#draft.revision}`);
    if (status !== 200) return false;
    this.#draft.others = content.others;
    this.#announce("others");
    if (content.state !== "draft") this.#close();
    if (content.revision <= this.#draft.revision) return true;
    const keys = this.#draft.heard(content);
    if (keys.size) this.#announce("news", { by: content.by, keys: [...keys] });
    return true;
  }

  async #poll() {
    if (!this.#isBusy && !document.hidden && !this.#draft.isClosed && !this.retryAt) await this.#catchUp();
    setTimeout(() => this.#poll(), this.#hasStream ? POLL_BESIDE_STREAM_MS : POLL_MS);
  }

  // The stream only says that there is news; without it asking every few seconds does.
  #hear({ revision, state }) {
    if (state !== "draft") this.#close();
    else if (!this.#isBusy && !this.retryAt && revision > this.#draft.revision) this.#catchUp();
  }

  #close() {
    if (!this.#draft.isClosed) this.#announce("closed");
    this.#draft.close();
    this.#be("closed");
  }

  #be(state) {
    this.state = state;
    this.#announce("state");
  }

  #announce(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

// {status, content}; status 0 without an answer, 401 when the sign-in page answered instead.
export async function request(address, body) {
  const token = document.querySelector("[data-csrf-token]").dataset.csrfToken;
  const options = body && {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify(body),
  };
  try {
    const answer = await fetch(address, { ...options, signal: AbortSignal.timeout(PATIENCE_MS) });
    const isOurs = answer.headers.get("Content-Type")?.startsWith("application/json");
    if (answer.redirected && !isOurs) return { status: 401 };
    return { status: answer.status === 200 && !isOurs ? 0 : answer.status, content: isOurs ? await answer.json() : {} };
  } catch {
    return { status: 0 };
  }
}
