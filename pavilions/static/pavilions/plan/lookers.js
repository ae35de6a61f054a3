// An organizer's plan: who looks at which booth now, as a ring on the plan and in words beneath it; and after a change,
// who holds the booths concerned and where they lead, on the plan and in its table, taken from the page as it is by then.

const QUIET_MS = 1_000;

document.addEventListener("plan:looking", ({ target, detail }) => {
  const place = target.parentElement.querySelector("[data-lookers]");
  for (const booth of target.querySelectorAll(".booth.looked-at")) booth.classList.remove("looked-at");
  const lines = detail.booths.map(([id, names, others]) => {
    const booth = target.querySelector(`#booth-${id}`);
    booth?.classList.add("looked-at");
    const number = document.createElement("strong");
    number.textContent = booth?.dataset.number ?? "";
    const line = document.createElement("li");
    line.append(number, ` ${[...names, ...(others ? [place.dataset.others.replace("%", others)] : [])].join(", ")}`);
    return line;
  });
  place.hidden = !lines.length;
  place.querySelector("ul").replaceChildren(...lines);
});

const changed = new Set();
let timer;
document.addEventListener("plan:changed", ({ target, detail }) => {
  for (const id of detail) changed.add(id);
  clearTimeout(timer);
  timer = setTimeout(() => takeNews(target), QUIET_MS);
});

async function takeNews(viewer) {
  const ids = [...changed];
  changed.clear();
  const answer = ids.length && (await fetch(location.href, { cache: "no-cache" }).catch(() => null));
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of ids) {
    const [row, freshRow] = [document, page].map((place) => place.querySelector(`tr[data-booth="${id}"]`));
    if (row && freshRow?.cells.length === row.cells.length) row.replaceChildren(...freshRow.children);
    const [booth, fresh] = [viewer, page].map((place) => place.querySelector(`#booth-${id}`));
    if (!booth || !fresh) continue;
    for (const name of ["aria-label", "href", "data-name"]) {
      if (fresh.hasAttribute(name)) booth.setAttribute(name, fresh.getAttribute(name));
      else booth.removeAttribute(name);
    }
    booth.querySelector("text")?.replaceChildren(...(fresh.querySelector("text")?.childNodes ?? []));
  }
}
