// Small comforts for every page. Without this file everything still works.

document.documentElement.dataset.scripted = "";

document.addEventListener("click", (event) => {
  event.target.closest?.("[data-dismiss]")?.closest(".notice")?.remove();
});

// A choice of light or dark shows at once; the cookie that makes it stay is set by the server.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-theme-form]")) return;
  event.preventDefault();
  const { value } = event.submitter;
  if (value) document.documentElement.dataset.theme = value;
  else delete document.documentElement.dataset.theme;
  for (const button of form.elements) {
    if (button === event.submitter) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
  const body = new FormData(form, event.submitter);
  const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => null);
  if (!answer) showFailure();
});

// A list that was narrowed without a new page is exported as it stands now.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".filter-bar a[download]");
  if (!link) return;
  const address = new URL(link.href);
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (name !== "page") address.searchParams.set(name, value);
  }
  link.href = address;
});

// A form is sent once, however often its button is pressed. Coming back to the page makes it usable again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.target) return;
  if (form.dataset.sent !== undefined) event.preventDefault();
  form.dataset.sent = "";
  setTimeout(() => delete form.dataset.sent, 5000); // an answer that is a download leaves the page standing
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// htmx: a refusal that names its own place is shown there; what never arrived is said.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.getResponseHeader("HX-Retarget")) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});
document.addEventListener("htmx:responseError", showFailure);
document.addEventListener("htmx:sendError", showFailure);

function showFailure() {
  const notice = document.getElementById("failure").content.cloneNode(true);
  document.getElementById("messages").replaceChildren(notice);
}
