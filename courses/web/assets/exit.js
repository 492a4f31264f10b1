// Exit this page: three presses of Shift within five seconds, or the button, leave at once. Without scripts the button alone does.
const form = document.getElementById("leave");
const status = document.getElementById("leave-status");
const WINDOW = 5000; // milliseconds from the first press
const PRESSES = 3;

// Radios, checkboxes and buttons take no text: Shift there may mean "leave".
const TEXT_ENTRY =
  "input:not([type=radio], [type=checkbox], [type=submit], [type=button]), textarea, select, [contenteditable]";

let presses = 0;
let isAlone = false;
let timer = 0;

function forget() {
  clearTimeout(timer);
  presses = 0;
}

function cover() {
  const overlay = document.createElement("div");
  overlay.className = "exit-overlay";
  overlay.setAttribute("role", "alert");
  overlay.textContent = form.dataset.leaving;
  document.body.classList.add("is-leaving");
  document.body.append(overlay);
  document.title = form.dataset.leaving;
}

function isTyping(target) {
  return target instanceof Element && target.closest(TEXT_ENTRY) !== null;
}

function onKeyDown(event) {
  if (event.key === "Shift") {
    // Held keys repeat; a Shift while typing belongs to the text.
    if (!event.repeat) isAlone = !isTyping(event.target);
  } else {
    // Shift+Tab, a capital letter or a shortcut is not a wish to leave.
    isAlone = false;
    forget();
  }
}

// A press counts when it ends, for only then is it known that no other key was part of it.
function onKeyUp(event) {
  // With the other Shift still down it is the same press.
  if (event.key !== "Shift" || event.shiftKey || !isAlone) return;
  isAlone = false;
  presses += 1;
  if (presses === 1) {
    timer = setTimeout(() => {
      forget();
      status.textContent = form.dataset.timedOut;
    }, WINDOW);
  }
  if (presses === PRESSES) {
    forget();
    form.requestSubmit();
    return;
  }
  status.textContent = presses === 1 ? form.dataset.twoMore : form.dataset.oneMore;
}

if (form) {
  form.addEventListener("submit", cover);
  document.addEventListener("keydown", onKeyDown);
  document.addEventListener("keyup", onKeyUp);
  window.addEventListener("blur", () => {
    isAlone = false;
  });
  // A page kept alive by the browser would come back with its lesson: ask the server again, which knows nobody now.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      document.body.hidden = true;
      window.location.reload();
    }
  });
}
