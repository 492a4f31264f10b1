// Starts the components we use, marks the page as scripted, and adds three small comforts.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  SkipLink,
  createAll,
  isSupported,
} from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled");

// The components refuse to start before this class is there.
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}

if (isSupported()) {
  [
    Button,
    CharacterCount,
    Checkboxes,
    ErrorSummary,
    NotificationBanner,
    PasswordInput,
    Radios,
    SkipLink,
  ].forEach((component) => createAll(component));
}

// Feedback that arrived with the page: the reader continues there.
document.querySelector("[data-focus]")?.focus();

// A print button is of use only where a script can print.
document.querySelectorAll("button[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});

// A page that reports on a slow job asks again by itself; its link does the same by hand.
const waiting = document.querySelector("[data-refresh-seconds]");
if (waiting) {
  setTimeout(() => window.location.reload(), Number(waiting.dataset.refreshSeconds) * 1000);
}
