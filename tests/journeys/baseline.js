// The checks of a page that axe does not make. Returns one sentence for each problem; an empty list is a good page.
// It needs no promise and no timer, so it also runs where the page's own scripts are switched off.
() => {
  const problems = [];
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const words = (node) => (node ? node.textContent.replace(/\s+/g, " ").trim() : "");
  const name = (node) => `<${node.tagName.toLowerCase()}> "${(words(node) || node.name || node.id || node.value || "").slice(0, 60)}"`;
  const must = (holds, sentence) => {
    if (!holds) problems.push(sentence);
  };
  const main = document.querySelector("main");
  const summary = document.querySelector(".govuk-error-summary");

  // The page as a whole
  if (!Array.from(document.styleSheets).some((sheet) => sheet.cssRules.length > 100)) return ["The stylesheet did not load."];
  must(/^en(-|$)/.test(document.documentElement.lang), "The page does not say its language.");
  must(document.title.trim() !== "", "The page has no title.");
  must(document.title.startsWith("Error: ") === Boolean(summary), `The title is "${document.title}", an error summary is ${summary ? "" : "not "}shown.`);
  must(all("main").length === 1, "There is not exactly one main.");
  must(all("h1").length === 1, `There are ${all("h1").length} h1.`);
  let level = 0;
  for (const heading of all("h1, h2, h3, h4, h5, h6", main)) {
    const next = Number(heading.tagName[1]);
    must(next <= level + 1 || (level === 0 && heading.closest(".govuk-error-summary")), `h${next} "${words(heading)}" follows h${level}.`);
    must(words(heading) !== "", `An h${next} is empty.`);
    if (!heading.closest(".govuk-error-summary, .govuk-notification-banner")) level = next;
  }

  // Ids, and everything that points at one
  const ids = all("[id]").map((node) => node.id);
  for (const id of new Set(ids.filter((one, n) => ids.indexOf(one) !== n))) must(false, `The id ${id} occurs twice.`);
  for (const attribute of ["aria-describedby", "aria-labelledby", "aria-controls", "aria-owns", "for", "form"]) {
    for (const node of all(`[${attribute}]`)) {
      for (const id of node.getAttribute(attribute).split(/\s+/)) {
        must(id && document.getElementById(id), `${attribute} of ${name(node)} names ${id || "nothing"}, which is not there.`);
      }
    }
  }
  for (const link of all('a[href^="#"]')) {
    must(document.getElementById(decodeURIComponent(link.hash.slice(1))), `${name(link)} leads to ${link.hash}, which is not there.`);
  }

  // Controls and their names
  const named = (node) => {
    const label = node.labels && Array.from(node.labels).some((one) => words(one) !== "");
    const other = (node.getAttribute("aria-labelledby") || "").split(/\s+/).map((id) => words(document.getElementById(id))).join("");
    return label || node.getAttribute("aria-label") || other;
  };
  for (const control of all("input:not([type=hidden], [type=submit], [type=button]), select, textarea")) {
    must(named(control), `${name(control)} has no label.`);
  }
  for (const control of all("a[href], button, summary")) {
    must(words(control) || control.getAttribute("aria-label"), `${control.outerHTML.slice(0, 80)} has no name.`);
  }
  const sizes = {};
  for (const choice of all("input[type=radio], input[type=checkbox]")) sizes[choice.name] = (sizes[choice.name] || 0) + 1;
  for (const choice of all("input[type=radio], input[type=checkbox]")) {
    if (choice.type === "checkbox" && sizes[choice.name] === 1) continue;
    const legend = choice.closest("fieldset") && choice.closest("fieldset").querySelector("legend");
    must(words(legend), `The group of ${choice.name} has no legend.`);
  }
  for (const message of all(".govuk-error-message")) {
    const group = message.closest(".govuk-form-group");
    const invalid = group && all("[aria-invalid=true]", group);
    must(invalid && invalid.length, `Nothing is marked as wrong beside "${words(message)}".`);
    const describes = group && all("[aria-describedby]", group).some((one) => one.getAttribute("aria-describedby").split(/\s+/).includes(message.id));
    must(describes, `"${words(message)}" describes no field.`);
    must(words(message).startsWith("Error:"), `"${words(message)}" does not say that it is an error.`);
  }

  // The error summary
  if (summary) {
    must(all(".govuk-error-summary").length === 1, "There are two error summaries.");
    const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    let first = texts.nextNode();
    while (first && first.data.trim() === "") first = texts.nextNode();
    must(summary.contains(first), `"${words(first)}" stands before the error summary.`);
    must(summary.checkVisibility(), "The error summary is hidden.");
    must(all("li", summary).length > 0, "The error summary lists nothing.");
    for (const line of all("li", summary)) must(line.querySelector("a[href]"), `"${words(line)}" in the summary is no link.`);
    for (const link of all('a[href^="#"]', summary)) {
      const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      const message = target && target.closest(".govuk-form-group") && target.closest(".govuk-form-group").querySelector(".govuk-error-message");
      if (message) must(words(message).includes(words(link)), `The field says "${words(message)}", the summary "${words(link)}".`);
      if (message) must(target.matches("input, select, textarea"), `"${words(link)}" lands on ${name(target)}, which is no control.`);
    }
    if (matchMedia("(scripting: enabled)").matches) {
      must(document.activeElement === summary, `The focus is on ${name(document.activeElement)}, not on the error summary.`);
    }
  }

  // The frame of a learner's page, in the same order on each
  if (location.pathname.startsWith("/learn/")) {
    // Whoever came by the PIN of a training room has that room, and nothing else of the menu.
    const inRoom = all("header button").map(words).includes("Hand to the next person");
    const menu = inRoom ? ["Training room", "Hand to the next person"] : ["To do", "My record", "Sign out"];
    const frame = ["Skip to main content", "Exit this page quickly", ...menu, "Report a concern", "Support for you", "Exit this page"];
    const before = all("body > a, body > button, header a, header button, .help-bar a, .help-bar button").map(words);
    const found = before.filter((one) => frame.includes(one));
    must(found.join() === frame.join(), `The frame reads ${found.join(", ")}.`);
    const help = all(".help-bar a, .help-bar button");
    must(help.length > 0 && help.every((one) => one.compareDocumentPosition(main) & Node.DOCUMENT_POSITION_FOLLOWING), "Help does not come before main.");
  }

  // Sideways scrolling, at this width and with letters twice as large
  const root = document.documentElement;
  const widest = () => {
    const inRegion = (node) => node.closest('[role=region][tabindex="0"]');
    const beyond = all("body *").filter((node) => !inRegion(node) && node.checkVisibility() && node.getBoundingClientRect().right > innerWidth + 1);
    return beyond.slice(0, 3).map((node) => `${name(node)} .${node.className}`).join("; ");
  };
  must(root.scrollWidth <= innerWidth, `The page is ${root.scrollWidth - innerWidth} px too wide: ${widest()}`);
  root.style.fontSize = "200%";
  must(root.scrollWidth <= innerWidth, `With text at 200 % the page is ${root.scrollWidth - innerWidth} px too wide: ${widest()}`);
  root.style.removeProperty("font-size");
  return problems;
};
