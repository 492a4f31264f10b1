// The time limit of a quiz: the words follow the clock, quietly. Three notices are read out when the reader pauses: five
// minutes and one minute before the end, and at the end. Nothing covers the page, and nothing is sent by itself.
const box = document.getElementById("time-left");
const words = document.getElementById("time-left-words");
const notice = document.getElementById("time-notice");
const EVERY = 5000; // milliseconds between two looks at the clock
const loaded = performance.now();
// What the page itself says is not said again.
let told = [60, 300].find((threshold) => Number(box?.dataset.seconds) <= threshold) ?? Infinity;

function inWords(minutes) {
  if (minutes < 1) return box.dataset.none;
  return minutes === 1 ? box.dataset.one : box.dataset.many.replace("{}", minutes);
}

function tell(threshold, text) {
  if (told <= threshold) return;
  told = threshold;
  notice.textContent = text;
}

function look() {
  const left = Number(box.dataset.seconds) - (performance.now() - loaded) / 1000;
  const minutes = Math.max(0, Math.floor(left / 60));
  if (minutes < 60) words.textContent = inWords(minutes);
  if (left <= 0) {
    tell(0, box.dataset.over);
    words.closest("p").hidden = true;
    notice.classList.remove("govuk-visually-hidden");
  } else if (left <= 60) tell(60, box.dataset.soon.replace("{}", inWords(1)));
  else if (left <= 300) tell(300, box.dataset.soon.replace("{}", inWords(Math.ceil(left / 60))));
  box.classList.toggle("time-left--short", left <= 300);
  if (left > 0) setTimeout(look, EVERY);
}

if (box) look();
