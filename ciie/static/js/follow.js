// One stream of what changes. When it breaks it is opened again, later each time and not when everybody else does, since
// a server that ends has ended the streams of thousands; the server tells what was missed.
// `<div data-live="/live/…" data-live-port="8001" data-live-seen="5:0-7" data-live-now="/…/now/">`: without a port
// it is the page's own; `now` gives the present state to those who get no stream.

const FIRST_MS = 1_000;
const SPREAD_MS = 4_000;
const LONGEST_MS = 30_000;
const HIDDEN_MS = 60_000;

// How long to wait after so many failures in a row; `chance` is from 0 to 1.
export const pauseAfter = (failures, chance) => FIRST_MS + chance * Math.min(LONGEST_MS, SPREAD_MS * 2 ** failures);

export class Following {
  #place;
  #listeners;
  #say;
  #source;
  #failures = 0;
  #timer;

  // `listeners` by the event's name get its data; `say` gets "live" or "away".
  constructor(place, listeners, say = () => {}) {
    this.#place = place;
    this.#listeners = listeners;
    this.#say = say;
    this.#open();
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.#wait(HIDDEN_MS, () => this.#close());
      else if (!this.#source) this.#open();
      else clearTimeout(this.#timer);
    });
    addEventListener("pagehide", () => this.#close());
    addEventListener("pageshow", ({ persisted }) => persisted && this.#open());
  }

  #open() {
    this.#close();
    if (!this.#place.isConnected) return;
    const { live, livePort, liveSeen } = this.#place.dataset;
    const address = new URL(live, location);
    if (livePort) address.port = livePort;
    address.searchParams.set("seen", liveSeen);
    this.#source = new EventSource(address, { withCredentials: true });
    this.#source.onerror = () => this.#failed();
    this.#source.addEventListener("hello", ({ data }) => {
      this.#failures = 0;
      this.#place.dataset.viewer = JSON.parse(data).viewer ?? "";
      this.#say("live");
    });
    for (const name of Object.keys(this.#listeners)) {
      this.#source.addEventListener(name, ({ data }) => this.#hear(name, JSON.parse(data)));
    }
  }

  #hear(name, data) {
    const { liveSeen } = this.#place.dataset;
    if (!this.#place.isConnected) this.#close();
    else if (data.since && data.since !== liveSeen) this.#open(); // something between was missed
    else {
      if (data.revision) this.#place.dataset.liveSeen = data.revision;
      this.#listeners[name](data);
    }
  }

  #failed() {
    this.#close();
    this.#say("away");
    if (this.#failures) this.#catchUp(); // a stream that broke is opened again first
    this.#wait(pauseAfter(this.#failures++, Math.random()), () => this.#open());
  }

  async #catchUp() {
    const { liveNow } = this.#place.dataset;
    const answer = liveNow && (await fetch(liveNow).catch(() => null));
    if (answer?.ok) this.#hear("status", await answer.json());
  }

  #close() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  #wait(pause, then) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(then, pause);
  }
}
