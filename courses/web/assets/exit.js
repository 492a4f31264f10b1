// Exit this page: three presses of Shift within five seconds, or the button, leave at once. Without scripts, or where the
// reading settings say so, the button alone does.
const form = document.getElementById("leave");
const status = document.getElementById("leave-status");
const WINDOW = 5000; // milliseconds from the first press
const PRESSES = 3;
const PAUSE = 600; // milliseconds until a press is spoken of: what a screen reader did with it is known by then
const ROLLING = 500; // milliseconds that a page may still move after the wheel

// Radios, checkboxes and buttons take no text: Shift there may mean "leave".
const TEXT_ENTRY =
  "input:not([type=radio], [type=checkbox], [type=submit], [type=button]), textarea, select, [contenteditable]";

let presses = 0;
let isAlone = false;
let timer = 0;
let saying = 0;
let wheeled = 0;

function forget() {
  clearTimeout(timer);
  clearTimeout(saying);
  status.textContent = "";
  presses = 0;
}

// A screen reader takes Shift+H and the like for itself, and the page sees Shift alone. Where it leads to gives it away: the
// caret, the focus or the page moves. That is no wish to leave.
function onMove() {
  isAlone = false;
  forget();
}

function say(words) {
  clearTimeout(saying);
  saying = setTimeout(() => {
    status.textContent = words;
  }, PAUSE);
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
      say(form.dataset.timedOut);
    }, WINDOW);
  }
  if (presses === PRESSES) {
    forget();
    form.requestSubmit();
    return;
  }
  say(presses === 1 ? form.dataset.twoMore : form.dataset.oneMore);
}

if (form && !document.documentElement.classList.contains("shift-off")) {
  document.addEventListener("keydown", onKeyDown);
  document.addEventListener("keyup", onKeyUp);
  document.addEventListener("selectionchange", onMove);
  document.addEventListener("focusin", onMove);
  document.addEventListener("wheel", () => (wheeled = Date.now()), { passive: true });
  document.addEventListener("scroll", () => {
    if (Date.now() - wheeled > ROLLING) onMove();
  });
  window.addEventListener("blur", () => {
    isAlone = false;
  });
}

if (form) {
  form.addEventListener("submit", cover);
  // A page kept alive by the browser would come back with its lesson: ask the server again, which knows nobody now.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      document.body.hidden = true;
      window.location.reload();
    }
  });
}
