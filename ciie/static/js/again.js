// Sends the form of somebody who waits in line when their turn has come. Without this file its button does.

const form = document.querySelector("form[data-again]");
if (form) setTimeout(() => form.requestSubmit(), 1000 * Number(form.dataset.again));
