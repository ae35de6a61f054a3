// The PDF stays in the browser: its SHA-256 is written into the form and the file is taken out of it. Without
// cryptography in the browser, which pages without TLS do not have, the file is sent instead.
const form = document.querySelector("form.digest-of-file");
const file = form?.elements.namedItem("file");
const digest = form?.elements.namedItem("digest");

async function enter(chosen) {
  const hash = await crypto.subtle.digest("SHA-256", await chosen.arrayBuffer());
  digest.value = Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
  file.value = "";
}

if (form && globalThis.crypto?.subtle) {
  file.addEventListener("change", () => file.files.length && enter(file.files[0]));
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) enter(event.dataTransfer.files[0]);
  });
}
