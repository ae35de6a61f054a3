// allauth tells of a key that did not work by an event; say it on the page, where the console would be no help.

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const notice = document.getElementById("key-failure").content.cloneNode(true);
  document.getElementById("messages").replaceChildren(notice);
});
