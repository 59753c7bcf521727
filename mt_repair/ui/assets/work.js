// The work on one article: what was decided about each place, and the way back.

const emptyWork = (id) => ({
  id, version: 1, name: "", given: null, source: null, glossaries: [], terms: [], dismissed: [],
  article: null, decisions: [], steps: [], undone: [], at: 0, view: "marks", logged: {}, saved: 0,
});

const first = (place) =>
  place.made ? { how: "made", text: place.offers[0] ?? place.old } : { how: "open", text: place.old };

const isOpen = (work, i) => work.decisions[i].how === "open";
const isDone = (work, i) => !["open", "made"].includes(work.decisions[i].how);
const textAt = (work, i) => work.decisions[i].text;
const isChanged = (work, i) => textAt(work, i) !== work.article.places[i].old;

const counts = (work) => {
  const found = { open: 0, made: 0, done: 0 };
  for (const { how } of work.decisions) found[how in found ? how : "done"] += 1;
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
  return places.map((_, n) => n).filter((n) => places[n].same === places[i].same);
};

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
  const count = work.decisions.length;
  for (let step = 1; step <= count; step += 1) {
    if (isOpen(work, (from + step) % count)) return (from + step) % count;
  }
  return -1;
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
  const known = new Map(article.places.map((place, n) => [keyOf(place), n]));
  const moved = (work.article?.places || []).map((place) => known.get(keyOf(place)) ?? -1);
  const decisions = article.places.map(first);
  (work.article?.places || []).forEach((_, i) => {
    if (moved[i] >= 0 && isDone(work, i)) decisions[moved[i]] = work.decisions[i];
  });
  const carriedOver = (steps) => steps
    .map(({ at, step }) => ({ at: moved[at] ?? 0, step: step.map((one) => ({ ...one, i: moved[one.i] })).filter(({ i }) => i >= 0) }))
    .filter(({ step }) => step.length);
  const [steps, undone] = [carriedOver(work.steps), carriedOver(work.undone)];
  Object.assign(work, { article, decisions, steps, undone, at: Math.max(moved[work.at] ?? 0, 0) });
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
