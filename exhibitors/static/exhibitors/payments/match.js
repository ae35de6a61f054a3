// Lines of a statement by keyboard: ↑ ↓ go to another line, a digit chooses, 0 leaves the line for later, Enter takes the
// first choice where none is taken and goes on, Ctrl+Enter sends the form. Without this module the page is a form of radio
// buttons. Keys typed into a text field are the field's own, except Enter.

const form = document.querySelector("[data-match]");
const lines = [...form.querySelectorAll("[data-match-line]")];
const OTHERS = 3; // by number, ignore, later: what follows what is proposed
const radios = (line) => [...line.querySelectorAll('input[type="radio"]')];
const chosen = (line) => radios(line).find((radio) => radio.checked);

form.dataset.matchReady = "";
document.querySelector("[data-match-keys]").hidden = false;
form.addEventListener("keydown", onKey);
focusLine(lines[0]);

function onKey(event) {
  const line = event.target.closest("[data-match-line]");
  if (!line || event.altKey || event.metaKey) return;
  const isText = event.target.matches('input:not([type="radio"])');
  if (event.key === "Enter") {
    event.preventDefault();
    if (event.ctrlKey) form.requestSubmit();
    else accept(line);
  } else if (event.ctrlKey || isText) {
    return;
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    move(line, event.key === "ArrowDown" ? 1 : -1);
  } else if (/^[0-9]$/.test(event.key)) {
    event.preventDefault();
    choose(line, Number(event.key));
  }
}

function accept(line) {
  if (!chosen(line)?.value && radios(line).length > OTHERS) choose(line, 1);
  move(line, 1);
}

// The last radio button is “later”, which is 0.
function choose(line, digit) {
  const all = radios(line);
  const radio = digit ? all.slice(0, -1)[digit - 1] : all.at(-1);
  if (!radio) return;
  radio.checked = true;
  const field = radio.closest("label").querySelector('input:not([type="radio"])');
  (field ?? radio).focus();
}

function move(line, step) {
  const next = lines[lines.indexOf(line) + step];
  if (next) focusLine(next);
  else if (step > 0) form.querySelector("button.btn-primary").focus();
}

function focusLine(line) {
  (chosen(line) ?? radios(line)[0])?.focus();
}
