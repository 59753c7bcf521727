// The article with its places in the text, the Chinese beside it.

const HOWS = {
  quiet: "left to itself", gone: "part of a longer one",
  open: "to decide", made: "repaired for you", accepted: "accepted", typed: "typed by you",
  rejected: "left as it is", dismissed: "dismissed for good",
};

const sheetView = (desk) => {
  const { work } = desk;
  const hasSource = work.article.documents.some((d) => d.segments.some((s) => s.source));
  const rows = work.article.documents.map((document, number) =>
    h("div", { class: "document" },
      work.article.documents.length > 1 ? h("p", { class: "number", text: document.label || `No. ${number + 1}` }) : null,
      document.segments.map((segment, n) => row(desk, segment, `${number} ${n}`)),
    ));
  return h("article", { class: hasSource ? "sheet-of two" : "sheet-of", "aria-label": "The article" }, rows);
};

const row = (desk, segment, at) => {
  const gap = /\n[^\S\n]*\n/.test(segment.before) || /\r\n[^\S\n]*\r\n/.test(segment.before);
  const blank = !segment.pieces.some((piece) => typeof piece !== "string" || piece.trim());
  if (blank) return h("div", { class: "gap" });
  const text = h("p", { class: "target", dir: "auto", lang: "en", data: { at } }, targetOf(desk, segment));
  const source = segment.source
    ? h("p", { class: "source", lang: "zh", dir: "auto" }, segment.source.map(([words, places]) =>
      places.length ? h("span", { class: "said", data: { places: places.join(" ") }, text: words }) : words))
    : null;
  return h("div", { class: gap ? "line after-gap" : "line" }, text, source);
};

const targetOf = (desk, segment) =>
  segment.pieces.map((piece) => (typeof piece === "string" ? piece : markOf(desk, piece)));

const markOf = (desk, i) => {
  const mark = h("span", {
    data: { place: i },
    onclick: () => { if (window.getSelection().isCollapsed) desk.select(i, { focus: true }); },
  });
  desk.marks[i] = mark;
  return mark;
};

const paintMark = (desk, i) => {
  const { work } = desk;
  const [mark, place, decision] = [desk.marks[i], work.article.places[i], work.decisions[i]];
  const now = decision.text;
  const chosen = i === work.at;
  mark.className = `place ${decision.how} ${place.level}${chosen ? " chosen" : ""}`;
  mark.tabIndex = chosen ? 0 : -1;
  // Words that nobody is asked about are text, until somebody chooses them.
  if (isQuiet(work, i) && !chosen) {
    for (const name of ["role", "aria-label", "aria-current", "tabindex"]) mark.removeAttribute(name);
    mark.title = "";
    mark.replaceChildren(now);
    return;
  }
  mark.setAttribute("role", "button");
  mark.setAttribute("aria-current", chosen ? "true" : "false");
  mark.setAttribute("aria-label",
    `${now === place.old ? place.old || "a name is missing" : `${now}, for ${place.old}`}: ${HOWS[decision.how]}; ${asked(work).indexOf(i) + 1} of ${asked(work).length}`);
  mark.title = now === place.old ? "" : `was: ${place.old}`;
  if (now === place.old) {
    mark.replaceChildren(now || "‸");
    return;
  }
  const { before, gone, come, after } = wordDiff(place.old, now);
  mark.replaceChildren(before, h("del", { text: gone }), h("ins", { text: come }), after);
};

const paintSource = (desk) => {
  for (const span of desk.root.querySelectorAll(".said")) {
    span.classList.toggle("lit", span.dataset.places.split(" ").includes(String(desk.work.at)));
  }
};
