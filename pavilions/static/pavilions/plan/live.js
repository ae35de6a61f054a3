// A plan that follows what happens: booths change their look and their words, chosen ones that are taken are given up
// aloud, and another version of the plan takes the place of the one that is shown.

import { Following } from "../../js/follow.js";

const PATTERNED = ["held", "reserved", "blocked"]; // as pavilions/plans/drawing/patterns.py

startAll(document);
document.addEventListener("htmx:load", ({ target }) => startAll(target));

function startAll(part) {
  for (const viewer of part.querySelectorAll("[data-plan][data-live]")) start(viewer);
}

function start(viewer) {
  if (viewer.dataset.following) return;
  viewer.dataset.following = "true";
  if (viewer.dataset.look) import("./look.js").then(({ tellLooks }) => tellLooks(viewer));
  const drawing = viewer.querySelector("svg.plan");
  const part = viewer.closest("[data-live-part]");
  const words = {};
  for (const each of viewer.querySelector("template").content.children) words[each.dataset.word] = each;
  const news = viewer.querySelector("[data-live-news]");
  const caption = viewer.querySelector("[data-plan-caption]");
  let shown = viewer.dataset.liveSeen.split(":")[0];
  const looking = (detail) => viewer.dispatchEvent(new CustomEvent("plan:looking", { bubbles: true, detail }));
  const listeners = { status, looking, plan: () => renew(part) };
  new Following(viewer, listeners, (state) => (viewer.dataset.liveState = state));

  function status({ plan, booths, since }) {
    shown ||= String(plan);
    if (shown !== String(plan)) return renew(part);
    const now = new Map();
    for (const [availability, ids] of Object.entries(booths)) for (const id of ids) now.set(String(id), availability);
    const concerned = since ? now.keys() : [...drawing.querySelectorAll(".booth")].map(({ id }) => id.slice(6));
    const detail = [...concerned].filter((id) => change(id, now.get(id) ?? "free"));
    viewer.dispatchEvent(new CustomEvent("plan:changed", { bubbles: true, detail }));
  }

  // Returns whether the booth is not what it was.
  function change(id, availability) {
    const booth = drawing.querySelector(`#booth-${id}`);
    const before = Object.keys(words).find((each) => booth?.classList.contains(each));
    if (!before || before === availability) return false;
    const isFree = availability === "free";
    const isLost = !isFree && booth.classList.contains("selected");
    if (isLost) booth.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true })); // as its person would
    redraw(booth, before, availability);
    for (const row of part.querySelectorAll(`[data-booth="${id}"]`)) {
      row.querySelector(".badge-state")?.replaceWith(words[availability].firstElementChild.cloneNode(true));
      for (const each of row.querySelectorAll("[data-when-free]")) each.hidden = each.disabled = !isFree;
      if (isFree) for (const each of row.querySelectorAll("[data-holder]")) each.remove();
    }
    if (isLost) news.textContent = news.dataset.lost.replace("%", booth.dataset.number);
    else if (booth === document.activeElement) news.textContent = booth.getAttribute("aria-label");
    return true;
  }

  function redraw(booth, before, availability) {
    booth.classList.replace(before, availability);
    if (PATTERNED.includes(availability)) booth.setAttribute("fill", `url(#plan-${availability})`);
    else booth.removeAttribute("fill");
    if (part.matches("form[data-plan-select]")) {
      for (const [name, value] of [["role", "checkbox"], ["aria-checked", "false"]]) {
        if (availability === "free") booth.setAttribute(name, value);
        else booth.removeAttribute(name);
      }
    }
    if (availability === "free") forgetHolder(booth);
    const [old, now] = [before, availability].map((each) => words[each].title);
    const label = booth.getAttribute("aria-label");
    const next = label.split(", ").map((each) => (each === old ? now : each)).join(", ");
    booth.setAttribute("aria-label", next);
    if (caption?.textContent === label) caption.textContent = next;
  }
}

function forgetHolder(booth) {
  const { name } = booth.dataset;
  if (booth.classList.contains("mine")) {
    booth.classList.remove("mine");
    booth.querySelector("use[href='#plan-star']")?.remove();
    booth.setAttribute("aria-label", booth.getAttribute("aria-label").split(", ").slice(0, -1).join(", "));
  }
  if (!name) return;
  delete booth.dataset.name;
  booth.setAttribute("aria-label", booth.getAttribute("aria-label").replace(`, ${name}`, ""));
  for (const line of booth.querySelectorAll("tspan.name")) line.remove();
}

// Fetches the page anew and puts its part in the place of the old one; what is chosen goes along in the address.
async function renew(part) {
  const fields = part.matches("form") ? new FormData(part) : null;
  fields?.delete("csrfmiddlewaretoken");
  const address = fields ? `${part.action}?${new URLSearchParams(fields)}` : location.href;
  const answer = await fetch(address, { cache: "no-cache" }).catch(() => null);
  const page = new DOMParser().parseFromString(answer?.ok ? await answer.text() : "", "text/html");
  const fresh = page.querySelector("[data-live-part]");
  if (!fresh) return;
  const number = document.activeElement?.dataset?.number;
  part.replaceWith(fresh);
  window.htmx?.process(fresh);
  fresh.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
  if (number) fresh.querySelector(`.booth[data-number="${CSS.escape(number)}"]`)?.focus();
  const news = fresh.querySelector("[data-live-news]");
  if (news) news.textContent = news.dataset.renewed;
}
