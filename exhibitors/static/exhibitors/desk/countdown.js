// Counts down every `<span data-seconds-left="900" data-ended="Your hold has ended.">`: the digits run each second, a
// screen reader announces the minutes that matter, and at zero the words in `data-ended` take the digits' place and
// `countdown:ended` rises from it, so that the page can ask the server what is so now.

const SPOKEN_AT = [300, 60, 0];

for (const place of document.querySelectorAll("[data-seconds-left]")) start(place);
document.addEventListener("htmx:load", ({ target }) => {
  for (const place of target.querySelectorAll("[data-seconds-left]")) start(place);
});

function start(place) {
  if (place.dataset.counting !== undefined) return;
  place.dataset.counting = "";
  const endsAt = Date.now() + Number(place.dataset.secondsLeft) * 1000;
  const spoken = document.createElement("span");
  spoken.className = "visually-hidden";
  spoken.setAttribute("role", "status");
  place.setAttribute("role", "timer");
  place.after(spoken);
  let before = Number(place.dataset.secondsLeft);
  const tick = () => {
    if (!place.isConnected) {
      clearInterval(timer);
      return;
    }
    const left = Math.max(0, Math.ceil((endsAt - Date.now()) / 1000));
    const text = left ? clock(left) : (place.dataset.ended ?? clock(0));
    place.textContent = text;
    place.classList.toggle("countdown-short", left <= SPOKEN_AT[0]);
    if (SPOKEN_AT.some((mark) => left <= mark && before > mark)) spoken.textContent = left ? words(left) : text;
    if (!left) clearInterval(timer);
    if (!left && before) place.dispatchEvent(new CustomEvent("countdown:ended", { bubbles: true }));
    before = left;
  };
  const timer = setInterval(tick, 1000);
  tick();
}

// 1:05:09, 14:59, 0:07
function clock(left) {
  const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
  const two = (number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

// `5 minutes`, in the page's language.
function words(left) {
  const [value, unit] = left >= 60 ? [Math.round(left / 60), "minute"] : [left, "second"];
  const style = { style: "unit", unit, unitDisplay: "long" };
  return new Intl.NumberFormat(document.documentElement.lang || undefined, style).format(value);
}
