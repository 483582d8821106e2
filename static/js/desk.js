/* The reading desk by keyboard, and events made of selected words. Every key presses a button that stands on the page. */
const text = document.getElementById("text");
const said = document.getElementById("desk-said");
const fresh = document.getElementById("new-event");
const fromSelection = document.getElementById("from-selection");
const cards = () => [...document.querySelectorAll(".cards .card")];
const isTyping = (element) => element.closest("input, textarea, select, .select2, [contenteditable]") !== null;

/* ---- drafts ---- */

function show(card) {
  if (!card) return;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
  light(card.dataset.draft);
}

function light(draft) {
  for (const mark of text.querySelectorAll("mark")) {
    mark.classList.toggle("is-lit", mark.dataset.drafts.split(" ").includes(draft));
  }
  text.querySelector("mark.is-lit")?.scrollIntoView({ block: "nearest" });
}

function step(card, by) {
  const all = cards();
  show(all[all.indexOf(card) + by]);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const key = event.key.toLowerCase();
  if (key === "n" && selected()) {
    event.preventDefault();
    makeEvent();
    return;
  }
  const card = event.target.closest(".cards .card");
  if (!card) return;
  if (key === "j" || key === "k") {
    event.preventDefault();
    step(card, key === "j" ? 1 : -1);
  } else if (key === "t") {
    event.preventDefault();
    text.focus({ preventScroll: true });
    light(card.dataset.draft);
    selectAround(text.querySelector("mark.is-lit"));
  } else {
    const button = card.querySelector(`[data-key="${key}"]`);
    if (button) {
      event.preventDefault();
      button.click();
    }
  }
});

/* What is known already is asked for each draft when one comes to it: without a script by its link, here in passing. */
async function askWhatIsKnown(card) {
  const link = card.querySelector("[data-known]");
  if (!link || link.dataset.known) return;
  link.dataset.known = "asked";
  const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.getElementById(link.parentElement.id);
  if (found) link.parentElement.replaceWith(document.adoptNode(found));
}

document.addEventListener("focusin", (event) => {
  const card = event.target.closest(".cards .card");
  if (!card) return;
  light(card.dataset.draft);
  askWhatIsKnown(card);
});
text.addEventListener("click", (event) => {
  const tab = event.target.closest("a.tab");
  if (!tab) return;
  event.preventDefault();
  show(document.querySelector(tab.hash));
});

/* ---- words ---- */

/* Offsets count code points of the text as stored; JavaScript's strings count UTF-16 units. */
function offsetOf(node, unit) {
  if (node.nodeType === Node.TEXT_NODE) {
    const piece = node.parentElement.closest("[data-start]");
    return piece ? Number(piece.dataset.start) + [...node.data.slice(0, unit)].length : null;
  }
  const next = node.childNodes[unit];
  const after = next && (next.matches?.("[data-start]") ? next : next.querySelector?.("[data-start]"));
  if (after) return Number(after.dataset.start);
  const pieces = node.nodeType === Node.ELEMENT_NODE ? node.querySelectorAll("[data-start]") : [];
  const last = node.matches?.("[data-start]") ? node : pieces[pieces.length - 1];
  return last ? Number(last.dataset.start) + [...last.textContent].length : null;
}

function selected() {
  const selection = document.getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  const start = offsetOf(range.startContainer, range.startOffset);
  const end = offsetOf(range.endContainer, range.endOffset);
  if (start === null || end === null || end <= start) return null;
  const copy = range.cloneContents();
  for (const tab of copy.querySelectorAll("a.tab")) tab.remove();
  const words = [...(copy.querySelectorAll("p").length ? copy.querySelectorAll("p") : [copy])]
    .map((line) => line.textContent).join("\n").trim();
  return words ? { start, end, words } : null;
}

function makeEvent() {
  const found = selected();
  if (!found || !fresh) return;
  for (const name of ["start", "end", "words"]) fresh.querySelector(`[name="new-${name}"]`).value = found[name];
  fresh.open = true;
  fromSelection.hidden = true;
  fresh.scrollIntoView({ block: "nearest" });
  (fresh.querySelector("[name='new-kind']:checked") ?? fresh.querySelector("input:not([type=hidden])")).focus();
}

document.addEventListener("selectionchange", () => {
  const found = fresh && selected();
  fromSelection.hidden = !found;
  if (!found) return;
  const box = document.getSelection().getRangeAt(0).getBoundingClientRect();
  fromSelection.style.top = `${window.scrollY + box.bottom + 6}px`;
  fromSelection.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - fromSelection.offsetWidth - 16))}px`;
});
fromSelection.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the selection
fromSelection.addEventListener("click", makeEvent);

/* Sentences of the whole text, as ranges: the unit one walks in by keyboard. */
function sentences() {
  const segmenter = new Intl.Segmenter(text.lang || "fr", { granularity: "sentence" });
  return [...text.querySelectorAll("p")].flatMap((line) => {
    const nodes = [...line.querySelectorAll("[data-start]")].map((piece) => piece.firstChild);
    const whole = nodes.map((node) => node.data).join("");
    return [...segmenter.segment(whole)].filter(({ segment }) => segment.trim()).map(({ segment, index }) => {
      const range = document.createRange();
      range.setStart(...locate(nodes, index + segment.length - segment.trimStart().length));
      range.setEnd(...locate(nodes, index + segment.trimEnd().length));
      return range;
    });
  });
}

function locate(nodes, unit) {
  for (const node of nodes) {
    if (unit <= node.length) return [node, unit];
    unit -= node.length;
  }
  const last = nodes[nodes.length - 1];
  return [last, last.length];
}

function selectRange(range) {
  if (!range) return;
  const selection = document.getSelection();
  selection.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  range.startContainer.parentElement.scrollIntoView({ block: "nearest" });
  said.textContent = range.toString();
}

function selectAround(mark) {
  if (!mark) return;
  const here = document.createRange();
  here.selectNodeContents(mark);
  selectRange(sentences().find((range) => range.compareBoundaryPoints(Range.END_TO_START, here) <= 0
    && range.compareBoundaryPoints(Range.START_TO_END, here) >= 0) ?? here);
}

text.addEventListener("keydown", (event) => {
  const selection = document.getSelection();
  if (event.shiftKey && (event.key === "ArrowRight" || event.key === "ArrowLeft") && !selection.isCollapsed) {
    event.preventDefault();
    selection.modify("extend", event.key === "ArrowRight" ? "forward" : "backward", "word");
    said.textContent = selection.toString();
    return;
  }
  if (event.shiftKey || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
  event.preventDefault();
  const all = sentences();
  const found = selected() && selection.getRangeAt(0);
  const at = found
    ? all.findIndex((range) => range.compareBoundaryPoints(Range.END_TO_START, found) <= 0
      && range.compareBoundaryPoints(Range.START_TO_END, found) > 0)
    : -1;
  const next = at < 0 ? 0 : at + (event.key === "ArrowDown" ? 1 : -1);
  selectRange(all[Math.min(Math.max(next, 0), all.length - 1)]);
});

/* ---- coming in ---- */

const first = document.querySelector(window.location.hash.startsWith("#draft-") ? window.location.hash : ".cards .card.is-draft");
const field = first?.querySelector(".correction input:not([type=hidden])");
if (first) show(first);
if (field) field.focus();
if (fresh?.querySelector(".errorlist")) fresh.scrollIntoView();
