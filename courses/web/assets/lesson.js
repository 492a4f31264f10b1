// What scripts add to a lesson: the place is kept while reading, and feedback is read out at once.
// Without scripts the place is kept by each check and by finishing the lesson.

const form = document.getElementById("place");
const blocks = Array.from(document.querySelectorAll("[data-block]"));
const PAUSE = 4000; // milliseconds between two kept places
let last = "";
let wanted = "";
let timer = 0;

// Keep the block that is being read; a lost line costs nothing, the next block tries again.
function keep() {
  timer = 0;
  if (wanted === "" || wanted === last) return;
  last = wanted;
  const data = new FormData(form);
  data.set("block", wanted);
  fetch(form.action, { method: "POST", body: data, keepalive: true }).catch(() => {
    last = "";
  });
}

function watch() {
  const seen = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) wanted = entry.target.dataset.block;
      }
      if (timer === 0) timer = window.setTimeout(keep, PAUSE);
    },
    { rootMargin: "-10% 0px -60% 0px" },
  );
  blocks.forEach((block) => seen.observe(block));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep();
  });
}

if (form && blocks.length > 0 && "IntersectionObserver" in window) watch();

// What is ticked and was not checked goes with finishing the lesson, so that it is not lost where the page asks for it.
const checks = document.querySelectorAll(".block--check form");
document.querySelector(".lesson-end form")?.addEventListener("formdata", (event) => {
  for (const check of checks) {
    for (const [name, value] of new FormData(check)) {
      if (name !== "csrfmiddlewaretoken") event.formData.append(name, value);
    }
  }
});

// Feedback that arrived with the page: the reader continues there. The browser takes the focus away when it follows the
// address to the block, in the first frame after loading, so the heading asks for it in the second.
const answered = document.getElementById(location.hash.slice(1));
const feedback = answered?.querySelector(".feedback__heading");
if (feedback) {
  window.addEventListener("load", () => requestAnimationFrame(() => requestAnimationFrame(() => feedback.focus())));
}

// A word of the glossary: its meaning, which stands at the page foot, also beside the word while that is pointed at or has
// the focus. It stays while the pointer is on it; Escape takes it away.
const note = document.createElement("div");
const LEAVING = 300; // milliseconds to move the pointer from a word to its meaning
let explained = null;
let leaving = 0;

function hide() {
  window.clearTimeout(leaving);
  explained?.removeAttribute("aria-describedby");
  explained = null;
  note.hidden = true;
}

function leave() {
  leaving = window.setTimeout(hide, LEAVING);
}

function stay() {
  window.clearTimeout(leaving);
}

function explain(word) {
  stay();
  const meaning = document.getElementById(word.hash.slice(1))?.querySelector("dd")?.cloneNode(true);
  if (!meaning || explained === word) return;
  hide();
  meaning.querySelector(".words__back")?.remove();
  note.replaceChildren(...meaning.childNodes);
  note.hidden = false;
  explained = word;
  word.setAttribute("aria-describedby", note.id);
  const line = word.getClientRects()[0];
  const room = document.documentElement.clientWidth - note.offsetWidth - 16;
  const height = note.offsetHeight + 4;
  const above = line.bottom + height > window.innerHeight && line.top >= height;
  note.style.left = `${Math.max(16, Math.min(line.left, room)) + window.scrollX}px`;
  note.style.top = `${(above ? line.top - height : line.bottom + 4) + window.scrollY}px`;
}

const words = document.querySelectorAll(".word");
if (words.length > 0) {
  note.className = "word-note";
  note.id = "word-note";
  note.setAttribute("role", "tooltip");
  note.hidden = true;
  note.addEventListener("mouseenter", stay);
  note.addEventListener("mouseleave", leave);
  document.body.append(note);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  words.forEach((word) => {
    word.addEventListener("mouseenter", () => explain(word));
    word.addEventListener("mouseleave", leave);
    word.addEventListener("focus", () => explain(word));
    word.addEventListener("blur", hide);
    word.addEventListener("click", hide);
  });
}
