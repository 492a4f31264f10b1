// Exit this page: three presses of Shift within five seconds, or the button, leave at once. Without scripts the button alone does.
const form = document.getElementById("leave");
const status = document.getElementById("leave-status");
const WINDOW = 5000; // milliseconds from the first press
const PRESSES = 3;

// Radios, checkboxes and buttons take no text: Shift there may mean "leave".
const TEXT_ENTRY =
  "input:not([type=radio], [type=checkbox], [type=submit], [type=button]), textarea, select, [contenteditable]";

let presses = 0;
let shiftIsDown = false;
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
  if (event.key !== "Shift") {
    // Shift+Tab, a capital letter or a shortcut is not a wish to leave.
    forget();
    return;
  }
  // Held keys repeat, and the second Shift while one is down is the same press.
  if (event.repeat || shiftIsDown || isTyping(event.target)) return;
  shiftIsDown = true;
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

function onKeyUp(event) {
  if (event.key === "Shift") shiftIsDown = false;
}

if (form) {
  form.addEventListener("submit", cover);
  document.addEventListener("keydown", onKeyDown);
  document.addEventListener("keyup", onKeyUp);
  window.addEventListener("blur", () => {
    shiftIsDown = false;
  });
  // A page kept alive by the browser would come back with its lesson: ask the server again, which knows nobody now.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      document.body.hidden = true;
      window.location.reload();
    }
  });
}
