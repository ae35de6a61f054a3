// A booking's page is asked anew when its booths are no longer what it shows: a colleague submitted it, the organizer
// decided, or the hold was lost. `data-live-claims="12:held 13:held"` names its booths and what each is.

import { Following } from "../../js/follow.js";

startAll(document);
document.addEventListener("htmx:load", ({ target }) => startAll(target));

function startAll(part) {
  for (const place of part.querySelectorAll("[data-live-claims]:not([data-following])")) start(place);
}

function start(place) {
  place.dataset.following = "";
  const shown = place.dataset.liveClaims.trim().split(" ").map((claim) => claim.split(":"));
  new Following(place, {
    status({ booths, since }) {
      const now = (id) => Object.keys(booths).find((each) => booths[each].includes(Number(id))) ?? (since ? null : "free");
      const isChanged = shown.some(([id, before]) => now(id) && now(id) !== before);
      if (isChanged) place.dispatchEvent(new CustomEvent("live:changed"));
    },
  });
}
