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

// Feedback that arrived with the page: the reader continues there. The browser takes the focus away when it follows the
// address to the block, in the first frame after loading, so the heading asks for it in the second.
const answered = document.getElementById(location.hash.slice(1));
const feedback = answered?.querySelector(".feedback__heading");
if (feedback) {
  window.addEventListener("load", () => requestAnimationFrame(() => requestAnimationFrame(() => feedback.focus())));
}
