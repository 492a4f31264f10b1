// Gives each control the focus in turn, after a real press of Tab, and returns one sentence for each that shows too
// little of it or is too small to hit. Links inside a sentence may be as high as their line (WCAG 2.2, 2.5.8).
() => {
  const problems = [];
  const FOCUSABLE = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  const look = (node) => {
    // A radio or a checkbox is drawn by its label.
    const drawn = node.matches("[type=radio], [type=checkbox]") ? getComputedStyle(node.labels[0], "::before") : getComputedStyle(node);
    const solid = drawn.outlineStyle !== "none" && parseFloat(drawn.outlineWidth) >= 2 && !/(, 0\)|transparent)$/.test(drawn.outlineColor);
    return { ring: (solid ? `${drawn.outlineWidth} ${drawn.outlineColor}` : "") + (drawn.boxShadow === "none" ? "" : drawn.boxShadow) };
  };
  const nodes = Array.from(document.querySelectorAll(FOCUSABLE)).filter((node) => node.checkVisibility() && !node.disabled);
  for (const node of nodes) {
    const words = `${node.tagName.toLowerCase()} "${(node.textContent.trim() || node.name || "").replace(/\s+/g, " ").slice(0, 50)}"`;
    node.blur();
    const before = look(node);
    node.focus({ preventScroll: true });
    if (document.activeElement !== node) {
      problems.push(`${words} does not take the focus.`);
      continue;
    }
    const after = look(node);
    if (after.ring === "" || after.ring === before.ring) problems.push(`${words} does not show the focus.`);
    const box = node.getBoundingClientRect();
    const inline = node.tagName === "A" && getComputedStyle(node).display === "inline";
    if (!inline && (box.width < 24 || box.height < 24)) problems.push(`${words} is ${Math.round(box.width)} by ${Math.round(box.height)} px.`);
  }
  if (document.activeElement) document.activeElement.blur();
  return problems;
};
