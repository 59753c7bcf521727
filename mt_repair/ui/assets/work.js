// The work on one article: what was decided about each place, and the way back.

const emptyWork = (id) => ({
  id, version: 1, name: "", given: null, source: null, glossaries: [], terms: [], dismissed: [],
  article: null, decisions: [], steps: [], undone: [], at: 0, view: "marks", logged: {}, saved: 0,
});

const first = (place) =>
  place.quiet ? { how: "quiet", text: place.old } : place.made ? { how: "made", text: place.offers[0] ?? place.old } : { how: "open", text: place.old };

const isOpen = (work, i) => work.decisions[i].how === "open";
const isDone = (work, i) => !["open", "made", "quiet", "gone"].includes(work.decisions[i].how);
// What nobody is asked about: words that read well, and places that a larger one took in.
const isQuiet = (work, i) => ["quiet", "gone"].includes(work.decisions[i].how);
const asked = (work) => orderOf(work).filter((i) => !isQuiet(work, i));
const textAt = (work, i) => work.decisions[i].text;
const isChanged = (work, i) => textAt(work, i) !== work.article.places[i].old;

const counts = (work) => {
  const found = { open: 0, made: 0, done: 0 };
  for (const i of asked(work)) {
    const { how } = work.decisions[i];
    found[how in found ? how : "done"] += 1;
  }
  return found;
};

// Decisions are made in steps, each undone as a whole.
const decide = (work, changes) => {
  const step = changes
    .map(([i, after]) => ({ i, before: work.decisions[i], after }))
    .filter(({ before, after }) => before.how !== after.how || before.text !== after.text);
  if (!step.length) return [];
  for (const { i, after } of step) work.decisions[i] = after;
  work.steps.push({ at: work.at, step });
  work.undone = [];
  return step.map(({ i }) => i);
};

const stepBack = (work) => {
  const last = work.steps.pop();
  if (!last) return null;
  for (const { i, before } of last.step) work.decisions[i] = before;
  work.undone.push(last);
  return last.step.map(({ i }) => i);
};

const stepOn = (work) => {
  const last = work.undone.pop();
  if (!last) return null;
  for (const { i, after } of last.step) work.decisions[i] = after;
  work.steps.push(last);
  return last.step.map(({ i }) => i);
};

// The places of the same wrong name, for which what was decided at i is decided too.
const alike = (work, i) => {
  const places = work.article.places;
  return orderOf(work).filter((n) => places[n].same === places[i].same && (n === i || !places[i].quiet || places[n].mine === places[i].mine));
};

// The places in the order of the text; those an editor marked come after the others in the list.
const orderOf = (work) =>
  work.article.documents.flatMap((document) => document.segments.flatMap((segment) => segment.pieces.filter((piece) => typeof piece !== "string")));

// What a decision at place i is at place n: another offer may need other words around the name.
const carried = (work, i, n, decision) => {
  const [from, to] = [work.article.places[i], work.article.places[n]];
  if (["rejected", "dismissed", "open"].includes(decision.how)) return { how: decision.how, text: to.old };
  const name = from.names[from.offers.indexOf(decision.text)];
  const offer = to.offers[to.names.indexOf(name)];
  if (name !== undefined && offer !== undefined) return { how: "accepted", text: offer };
  return to.old === from.old ? { how: decision.how, text: decision.text } : null;
};

const nextOpen = (work, from) => {
  const order = orderOf(work);
  const at = order.indexOf(from);
  for (let step = 1; step <= order.length; step += 1) {
    const i = order[(at + step + order.length) % order.length];
    if (isOpen(work, i)) return i;
  }
  return -1;
};

// Marks a stretch of a segment, in code points, as a place of the editor's own; it takes in the
// places it meets. Returns its number, or -1 where the stretch is no longer what it was.
const addPlace = (work, document, segment, start, old) => {
  const { places } = work.article;
  const { pieces } = work.article.documents[document].segments[segment];
  const points = (piece) => [...(typeof piece === "string" ? piece : places[piece].old)];
  const end = start + [...old].length;
  let at = 0;
  let [low, high] = [start, end];
  for (const piece of pieces) {
    const width = points(piece).length;
    if (typeof piece !== "string" && at < end && start < at + width) [low, high] = [Math.min(low, at), Math.max(high, at + width)];
    at += width;
  }
  const whole = pieces.flatMap(points);
  if (high > whole.length || whole.slice(start, end).join("") !== old) return -1;
  const text = whole.slice(low, high).join("");
  const [before, after, inside] = [[], [], []];
  at = 0;
  for (const piece of pieces) {
    const signs = points(piece);
    const cut = (from, to) => signs.slice(Math.max(from - at, 0), Math.max(to - at, 0)).join("");
    if (typeof piece !== "string") (at + signs.length <= low && !(at >= low && at < high) ? before : at >= high ? after : inside).push(piece);
    else for (const [list, part] of [[before, cut(at, low)], [after, cut(high, at + signs.length)]]) if (part) list.push(part);
    at += signs.length;
  }
  for (const i of inside) work.decisions[i] = { how: "gone", text: places[i].old };
  const offers = inside.flatMap((i) => places[i].offers).filter((offer) => offer !== text);
  const place = {
    document, segment, start: low, old: text, surface: text, offers, names: [...offers], made: false, level: "review", kind: "suspect",
    rule: "", sure: 0, why: [], zh: inside.map((i) => places[i].zh).find(Boolean) || "", same: `${text.toLowerCase()}\n`, quiet: false, mine: true,
  };
  const i = places.push(place) - 1;
  work.decisions[i] = { how: "open", text };
  work.article.documents[document].segments[segment].pieces = [...before, i, ...after];
  return i;
};

// Every other place with the same words, quiet until it is decided with the first.
const addAlike = (work, i) => {
  const { old, document: own, segment: mine, start } = work.article.places[i];
  if (!old.trim()) return;
  const words = new RegExp(`(?<![\\p{L}\\p{N}])${old.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\p{L}\\p{N}])`, "gu");
  work.article.documents.forEach((document, d) => document.segments.forEach((segment, s) => {
    let at = 0;
    const found = [];
    for (const piece of segment.pieces) {
      if (typeof piece === "string") for (const { index } of piece.matchAll(words)) found.push(at + [...piece.slice(0, index)].length);
      at += [...(typeof piece === "string" ? piece : work.article.places[piece].old)].length;
    }
    for (const from of found) {
      if (d === own && s === mine && from === start) continue;
      const n = addPlace(work, d, s, from, old);
      if (n >= 0) work.decisions[n] = { how: "quiet", text: old };
    }
  }));
};

const segmentText = (work, segment, decided) =>
  segment.pieces.map((piece) => {
    if (typeof piece === "string") return piece;
    return decided ? textAt(work, piece) : work.article.places[piece].old;
  }).join("");

const resultText = (work) =>
  work.article.documents.map((document) =>
    document.segments.map((segment) => segment.before + segmentText(work, segment, true)).join("") + document.after,
  ).join("\n");

// Of each document, what was put in place of what: segment, start, old and new.
const chosen = (work) => {
  const found = {};
  work.article.places.forEach((place, i) => {
    if (!isChanged(work, i)) return;
    (found[place.document] ||= []).push([place.segment, place.start, place.old, textAt(work, i)]);
  });
  return found;
};

const keyOf = (place) => `${place.document}:${place.segment}:${place.start}:${place.old}`;

// The article anew, with other names known; what was decided about a place holds, and can be undone.
const renew = (work, article) => {
  const old = { places: work.article?.places || [], decisions: work.decisions };
  const known = new Map(article.places.map((place, n) => [keyOf(place), n]));
  const moved = old.places.map((place) => known.get(keyOf(place)) ?? -1);
  const done = old.places.map((_, i) => Boolean(work.article) && isDone(work, i));
  const { at, steps, undone } = work;
  Object.assign(work, { article, decisions: article.places.map(first) });
  old.places.forEach((place, i) => {
    if (place.mine && done[i] && moved[i] < 0) moved[i] = addPlace(work, place.document, place.segment, place.start, place.old);
    if (moved[i] >= 0 && done[i]) work.decisions[moved[i]] = old.decisions[i];
  });
  const carriedOver = (list) => list
    .map((one) => ({ at: moved[one.at] ?? 0, step: one.step.map((part) => ({ ...part, i: moved[part.i] })).filter(({ i }) => i >= 0) }))
    .filter(({ step }) => step.length);
  Object.assign(work, { steps: carriedOver(steps), undone: carriedOver(undone), at: Math.max(moved[at] ?? 0, 0) });
};

// The words that both sides begin or end with stay outside the change.
const wordDiff = (old, now) => {
  const [a, b] = [old, now].map((text) => text.match(/\s+|[^\s]+/gu) || []);
  let head = 0;
  while (head < Math.min(a.length, b.length) && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  return {
    before: a.slice(0, head).join(""), gone: a.slice(head, a.length - tail).join(""),
    come: b.slice(head, b.length - tail).join(""), after: a.slice(a.length - tail).join(""),
  };
};
