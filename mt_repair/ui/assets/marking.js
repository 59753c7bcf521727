// Words that an editor marks because nobody else did, and names that are finished while typed.

// The stretch of the article that is selected: document, segment, start in code points, words.
const selectedIn = (desk) => {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const home = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.("#mt-article .target");
  const target = home(range.startContainer);
  if (!target || home(range.endContainer) !== target) return null;
  const [document, segment] = target.dataset.at.split(" ").map(Number);
  const { pieces } = desk.work.article.documents[document].segments[segment];
  // Each child of the paragraph is a piece, so that what a mark shows does not count, what stood there does.
  let at = 0;
  let [start, end] = [-1, -1];
  pieces.forEach((piece, n) => {
    const child = target.childNodes[n];
    const old = [...(typeof piece === "string" ? piece : desk.work.article.places[piece].old)];
    if (selection.containsNode(child, true)) {
      const text = typeof piece === "string";
      const from = text && range.startContainer === child ? [...piece.slice(0, range.startOffset)].length : 0;
      const to = text && range.endContainer === child ? [...piece.slice(0, range.endOffset)].length : old.length;
      if (to > from) {
        if (start < 0) start = at + from;
        end = at + to;
      }
    }
    at += old.length;
  });
  if (start < 0) return null;
  const signs = pieces.flatMap((piece) => [...(typeof piece === "string" ? piece : desk.work.article.places[piece].old)]);
  while (start < end && /\s/.test(signs[start])) start += 1;
  while (end > start && /\s/.test(signs[end - 1])) end -= 1;
  return start < end ? { document, segment, start, old: signs.slice(start, end).join("") } : null;
};

// Where words stand that were typed into the field for them, the first after the chosen place.
const foundIn = (work, words) => {
  for (const [d, document] of work.article.documents.entries()) {
    for (const [s, segment] of document.segments.entries()) {
      let at = 0;
      for (const piece of segment.pieces) {
        const text = typeof piece === "string" ? piece : work.article.places[piece].old;
        const index = typeof piece === "string" ? text.indexOf(words) : -1;
        if (index >= 0) return { document: d, segment: s, start: at + [...text.slice(0, index)].length, old: words };
        at += [...text].length;
      }
    }
  }
  return null;
};

const markForm = (desk) => {
  const field = h("input", { type: "text", id: "mt-words", "aria-label": "Words to mark", autocomplete: "off", spellcheck: "false" });
  return h("form", {
    class: "card typing", "aria-label": "Mark words",
    onsubmit: (event) => { event.preventDefault(); desk.markWords(foundIn(desk.work, field.value.trim())); },
    onkeydown: (event) => { if (event.key === "Escape") desk.cancel(); },
  },
  h("p", { class: "kicker" }, h("b", {}, "Mark words"), " that are wrong; or select them in the text and press t"), field,
  h("div", { class: "acts" }, h("button", { type: "submit", class: "primary" }, "Mark", kbd("⏎")), button("Cancel", "Escape", () => desk.cancel())));
};

const LEAST = 2; // letters before any known name is finished; a likely one is from the first

// The name that what was typed begins: of the likely ones first, then of all.
const finished = (typed, likely, known) => {
  const begins = (name) => name.length > typed.length && name.toLowerCase().startsWith(typed.toLowerCase());
  if (!typed) return null;
  return likely.find(begins) ?? (typed.length >= LEAST ? known.find(begins) : undefined) ?? null;
};

// Shows under a field the name that was begun; Tab puts it in. Enter takes what was typed, as it is.
const finishing = (field, desk) => {
  const hint = h("p", { class: "hint soft", role: "status" });
  let name = null;
  const look = () => {
    const whole = field.selectionStart === field.value.length;
    name = whole ? finished(field.value, desk.likely(), desk.known) : null;
    hint.replaceChildren(...(name ? [kbd("Tab"), " ", h("b", { text: name })] : []));
  };
  field.addEventListener("input", look);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Tab" || event.shiftKey || !name) return;
    event.preventDefault();
    field.value = name;
    look();
  });
  return hint;
};
