// Tells the organizer which booth somebody looks at: after a moment, and again while it lasts.

const MOMENT_MS = 1_500;
const AGAIN_MS = 30_000;

export function tellLooks(viewer) {
  const address = new URL(viewer.dataset.look, location);
  if (viewer.dataset.livePort) address.port = viewer.dataset.livePort;
  let timer;
  let looked = "0";
  let name = ""; // under which the server knows this page, while the stream is open that gave it

  for (const kind of ["pointerover", "focusin"]) viewer.addEventListener(kind, ({ target }) => notice(target));
  notice(viewer.querySelector(".booth:focus")); // a booth that was focused before this module loaded
  viewer.addEventListener("pointerleave", () => later("0", MOMENT_MS));
  addEventListener("pagehide", () => tell("0"));

  function notice(target) {
    const booth = target?.closest(".booth")?.id.slice("booth-".length);
    if (booth && booth !== looked) later(booth, MOMENT_MS);
  }

  function later(booth, pause) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!viewer.isConnected || document.hidden) return;
      tell(booth);
      if (booth !== "0") later(booth, AGAIN_MS);
    }, pause);
  }

  function tell(booth) {
    if (booth === "0" && looked === "0") return;
    if (name && name !== viewer.dataset.viewer) send("0");
    looked = booth;
    name = viewer.dataset.viewer ?? "";
    if (name) send(booth);
  }

  function send(booth) {
    navigator.sendBeacon(address, new URLSearchParams({ booth, viewer: name, by: viewer.dataset.lookBy }));
  }
}
