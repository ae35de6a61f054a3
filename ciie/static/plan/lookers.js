// Shows an organizer who looks at which booth now: a ring on the plan, and a list in words beneath it.
// `<section data-lookers data-others="% without a name">`, with `data-booth` for one booth alone.

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
