// Where Tab has stopped: whether it is the control that is wanted, and one sentence if a person would not see the focus:
// outside the window, behind something that sticks, or nowhere.
(wanted) => {
  const node = document.activeElement;
  if (!node || node === document.body) return [false, ""]; // between the page's end and its beginning
  // A radio button or a checkbox is drawn by its label.
  const drawn = node.matches("[type=radio], [type=checkbox]") && node.labels.length ? node.labels[0] : node;
  const words = `${node.tagName.toLowerCase()} "${(drawn.textContent.trim() || node.name || "").replace(/\s+/g, " ").slice(0, 50)}"`;
  const inside = Array.from(drawn.getClientRects()).map((box) => ({
    left: Math.max(box.left, 0), right: Math.min(box.right, innerWidth),
    top: Math.max(box.top, 0), bottom: Math.min(box.bottom, innerHeight),
  })).filter((box) => box.right - box.left > 1 && box.bottom - box.top > 1);
  if (!inside.length) return [false, `${words} has the focus outside the window.`];
  const shown = inside.some((box) => [0.1, 0.5, 0.9].some((part) => {
    const top = document.elementFromPoint((box.left + box.right) / 2, box.top + (box.bottom - box.top) * part);
    return top && (drawn.contains(top) || top.contains(drawn));
  }));
  return [node === wanted, shown ? "" : `${words} has the focus behind something else.`];
};
