// Lists of halls follow which of them are on sale: another one that is published appears while somebody looks.
// `<div data-halls data-live="/live/halls/…">`; where no stream can be had, the list stays as it came.

import { Following } from "../../js/follow.js";

const APART_MS = 400; // many may watch, and all are notified at once

for (const list of document.querySelectorAll("[data-halls]")) start(list);

function start(list) {
  let isWaiting = false;
  new Following(list, {
    halls() {
      if (isWaiting) return;
      isWaiting = true;
      setTimeout(() => renew(list).finally(() => (isWaiting = false)), APART_MS * (0.25 + Math.random()));
    },
  });
}

// Puts the list of a freshly fetched page in the place of the one shown, and the keyboard back on the same link.
async function renew(list) {
  const answer = await fetch(location.href).catch(() => null);
  const page = new DOMParser().parseFromString(answer?.ok ? await answer.text() : "", "text/html");
  const fresh = page.querySelector("[data-halls]");
  if (!fresh) return;
  const link = list.contains(document.activeElement) && document.activeElement.getAttribute("href");
  list.replaceWith(fresh);
  if (link) fresh.querySelector(`a[href="${CSS.escape(link)}"]`)?.focus();
  const news = document.querySelector("[data-halls-news]");
  news.hidden = false;
  news.textContent = news.dataset.hallsNews;
  start(fresh);
}
