// All questions of a quiz on one page: what was answered is saved a moment later, question by question, and each says when.
// Until then it says that it is not. Without scripts, and wherever that fails, the buttons at the foot of the page save it.
const form = document.querySelector("form[data-saves]");
const notice = document.getElementById("not-saved");
const heard = document.getElementById("just-saved");
const PAUSE = 1000; // milliseconds between an answer and saving it
const AGAIN = 10000; // milliseconds until a line that was lost is tried again
const PATIENCE = 5000; // milliseconds that a button waits for an answer that is on its way
const changed = new Set();
let timer = 0;
let saving = null; // what is on its way, while it is
let stop = new AbortController();
let isWaiting = false; // of a button for what is on its way

function questionOf(page, number) {
  return page.getElementById(`question-${number}`)?.closest(".sheet__question");
}

// Show of the page that came back what was saved of these questions. The rest of it is left as it is here: another window
// may have changed it since, and what is chosen here must not be taken for a new answer.
function show(page, numbers) {
  for (const number of numbers) {
    const name = `seen-${number}`;
    form.elements[name].value = page.querySelector(`[name="${name}"]`).value;
    questionOf(document, number).querySelector(".saved").textContent = questionOf(page, number).querySelector(".saved").textContent;
  }
  document.getElementById("answered").textContent = page.getElementById("answered").textContent;
  heard.textContent = numbers.map((number) => spoken(questionOf(page, number))).join(" ");
}

// What is read out once a question is saved: which one, and when.
function spoken(question) {
  const saved = question.querySelector("[data-is-saved]");
  return saved ? `${question.querySelector("h2").textContent}: ${saved.textContent}.` : "";
}

function say(words) {
  const line = document.createElement("p");
  line.className = "govuk-inset-text";
  line.textContent = words;
  notice.append(line);
}

async function send(numbers, signal) {
  const data = new FormData(form);
  data.set("then", "go-on");
  const answer = await fetch(form.action, { method: "POST", body: data, keepalive: true, signal });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!answer.ok || !page.querySelector("form[data-saves]")) throw new Error("not saved");
  show(page, numbers);
}

async function attempt(numbers) {
  const { signal } = stop;
  try {
    await send(numbers, signal);
    notice.replaceChildren();
    if (changed.size > 0) later(PAUSE);
  } catch {
    if (signal.aborted) return; // the form takes these answers along
    numbers.forEach((number) => changed.add(number));
    if (!notice.hasChildNodes()) say(notice.dataset.words);
    later(AGAIN);
  }
  saving = null;
}

function save() {
  window.clearTimeout(timer);
  if (saving || changed.size === 0) return;
  const numbers = [...changed];
  changed.clear();
  saving = attempt(numbers);
}

// What was sent a moment before must not arrive after the form and put an earlier answer back: the button waits for it, and
// takes it back where it is too slow.
async function submitAfter(button) {
  const patience = new Promise((resolve) => window.setTimeout(resolve, PATIENCE));
  await Promise.race([saving, patience]);
  stop.abort();
  stop = new AbortController();
  saving = null;
  isWaiting = false;
  form.requestSubmit(button);
}

function later(pause) {
  window.clearTimeout(timer);
  timer = window.setTimeout(save, pause);
}

if (form) {
  form.addEventListener("change", (event) => {
    const question = event.target.closest(".sheet__question");
    if (!question) return;
    changed.add(question.dataset.number);
    question.querySelector(".saved").textContent = form.dataset.saves;
    later(PAUSE);
  });
  form.addEventListener("submit", (event) => {
    changed.clear();
    window.clearTimeout(timer);
    if (!saving) return;
    event.preventDefault();
    if (isWaiting) return;
    isWaiting = true;
    submitAfter(event.submitter);
  });
  window.addEventListener("online", save);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
}
