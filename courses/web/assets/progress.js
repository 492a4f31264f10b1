// Work in the background: looks every two seconds how far it is, and shows the finished page when it is done; not for
// whoever wants nothing to change by itself, who follows the link of the page.
const part = document.querySelector("[data-progress]");

async function look() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.querySelector("[data-progress]");
  if (!now) {
    location.reload();
    return;
  }
  const far = now.querySelector("progress");
  if (far.hasAttribute("value")) part.querySelector("progress").value = far.value;
  part.querySelector("label").textContent = now.querySelector("label").textContent;
  setTimeout(look, 2000);
}

if (part && !document.documentElement.classList.contains("motion-still")) setTimeout(look, 2000);
