// Starts the components we use and marks the page as scripted: they refuse to start before those classes are there.
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

document.body.classList.add("js-enabled", "govuk-frontend-supported");

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

// A page that answered a form with what was typed: going back to it, or loading it anew, asks for its own address and sends nothing again.
const address = document.querySelector("[data-address]")?.dataset.address;
if (address) window.history.replaceState(null, "", address);
