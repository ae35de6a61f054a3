// Tells the organizer which booth somebody looks at: after a moment, and again while it lasts.

const MOMENT_MS = 1_500;
const AGAIN_MS = 30_000;
const viewerName = crypto.getRandomValues(new Uint32Array(3)).join("-");

export function tellLooks(viewer) {
  const address = new URL(viewer.dataset.look, location);
  if (viewer.dataset.livePort) address.port = viewer.dataset.livePort;
  let timer;
  let looked = "0";

  for (const name of ["pointerover", "focusin"]) viewer.addEventListener(name, ({ target }) => notice(target));
  notice(viewer.querySelector(".booth:focus")); // whoever was here before this module
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
    looked = booth;
    navigator.sendBeacon(address, new URLSearchParams({ booth, viewer: viewerName, by: viewer.dataset.lookBy }));
  }
}
