// A list of booths of one availability says how many more are like that by now, and is asked for anew when its reader
// wants it: nothing moves under anybody's eyes. `data-live-waiting` names the booths that nothing but their availability
// keeps out of the list, `data-live-wanted` the availability that it asks for.

document.addEventListener("plan:changed", () => {
  for (const place of document.querySelectorAll("[data-live-waiting]")) tell(place);
});

// Focus goes to the beginning of the list that was asked for; the button that was pressed is gone.
document.addEventListener("htmx:afterSettle", ({ target, detail }) => {
  if (!detail.requestConfig?.elt.closest("[data-live-waiting]")) return;
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
});

function tell(place) {
  const { liveWaiting, liveWanted } = place.dataset;
  const isWanted = (id) => document.getElementById(`booth-${id}`)?.classList.contains(liveWanted);
  const count = liveWaiting.split(" ").filter(isWanted).length;
  const news = place.querySelector("[role=status]");
  news.textContent = count ? news.dataset.words.replace("%", count) : "";
  place.querySelector("button").hidden = !count;
}
