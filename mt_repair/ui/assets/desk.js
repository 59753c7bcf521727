// The desk: one article, its decisions, and what keys and buttons do.

const deskOf = (root, call, hello) => {
  const desk = { root, call, hello, work: null, marks: [], stage: "start", singleKeys: true, form: null };
  const told = h("ul", { class: "problems", role: "alert" });
  const place = h("div", { class: "stage" });
  desk.dialog = h("dialog", { class: "help", "aria-label": "Keys" });
  root.replaceChildren(told, place, desk.dialog, said);
  fillHelp(desk);
  let bar = null;
  let side = null;

  desk.problems = (list) => told.replaceChildren(...(list || []).map((text) => h("li", { text })));

  desk.start = () => {
    desk.stage = "start";
    place.replaceChildren(startView(desk));
  };

  desk.open = async (again = false) => {
    const { work } = desk;
    desk.problems([]);
    place.setAttribute("aria-busy", "true");
    say("Looking for names");
    const answer = await call("open_article", {
      given: sent(work.given), source: sent(work.source), glossaries: work.glossaries.map(sent),
      terms: hello.workspace ? work.terms : await knownNames(work.terms), dismissed: hello.workspace ? work.dismissed : [...work.dismissed, ...(await keptDismissed())],
    });
    place.removeAttribute("aria-busy");
    if (answer.problems) {
      desk.problems(answer.problems);
      say(answer.problems.join(" "));
      return false;
    }
    work.name ||= isFile(work.given) ? work.given.name : titleOf(answer);
    renew(work, answer);
    if (!again) work.at = Math.max(nextOpen(work, -1), 0);
    desk.show();
    desk.problems(answer.notes);
    desk.keepNow();
    return true;
  };

  desk.show = () => {
    const { work } = desk;
    desk.stage = "desk";
    desk.marks = [];
    bar = barView(desk);
    side = h("aside", { class: "side", "aria-label": "Decide" });
    const sheet = sheetView(desk);
    place.replaceChildren(h("div", { class: "desk", data: { view: work.view } }, bar.bar, h("div", { class: "spread" }, sheet, side)));
    for (const i of orderOf(work)) paintMark(desk, i);
    desk.paint([]);
    desk.learn();
    const { open, made } = counts(work);
    say(`${plural(asked(work).length, "place")}: ${made} repaired, ${open} to decide`);
    if (asked(work).length) desk.select(isQuiet(work, work.at) ? asked(work)[0] : work.at, { focus: true, quiet: true });
  };

  desk.paint = (changed) => {
    const { work } = desk;
    for (const i of changed) paintMark(desk, i);
    bar.paint();
    const view = desk.form === "mark" ? markForm : !chooses() ? doneCard : desk.form === "type" ? typeForm : desk.form === "term" ? termForm : cardView;
    side.replaceChildren(view(desk));
    if (desk.form) {
      const field = side.querySelector(desk.form === "term" && work.article.places[work.at].zh ? "#mt-en" : "input");
      field.focus();
      field.select();
    }
    paintSource(desk);
  };

  desk.select = (i, { focus = false, quiet = false } = {}) => {
    const { work } = desk;
    const before = work.at;
    work.at = i;
    desk.picked = i;
    desk.form = null;
    desk.paint([before, i]);
    const mark = desk.marks[i];
    if (focus) mark.focus({ preventScroll: true });
    inSight(mark, quiet);
  };

  desk.move = (by) => {
    const order = orderOf(desk.work);
    const at = order.indexOf(desk.work.at);
    for (let step = 1; step <= order.length; step += 1) {
      const i = order[(at + by * step + order.length * 2) % order.length];
      if (!isQuiet(desk.work, i)) return desk.select(i, { focus: true });
    }
  };

  // Whether there is a place to decide about: one that is asked about, or was chosen.
  const chooses = () => desk.marks[desk.work.at] !== undefined && (asked(desk.work).length > 0 || desk.picked === desk.work.at);

  desk.mark = () => {
    const selected = selectedIn(desk);
    if (selected) return desk.markWords(selected);
    desk.form = "mark";
    desk.paint([]);
  };

  desk.markWords = (found) => {
    const { work } = desk;
    if (!found) return say("These words do not stand in the text");
    desk.form = null;
    window.getSelection().removeAllRanges();
    const i = addPlace(work, found.document, found.segment, found.start, found.old);
    if (i < 0) return say("These words cannot be marked");
    addAlike(work, i);
    work.at = i;
    for (const line of desk.root.querySelectorAll(".target")) {
      const [d, s] = line.dataset.at.split(" ").map(Number);
      line.replaceChildren(...targetOf(desk, work.article.documents[d].segments[s]));
    }
    for (const n of orderOf(work)) paintMark(desk, n);
    desk.select(i, { focus: true });
    desk.keep();
    return desk.type();
  };

  // Carries out a step, tells of it, and goes on to what is open next.
  const step = (changes, words, { go = true } = {}) => {
    const { work } = desk;
    const at = work.at;
    const changed = decide(work, changes);
    const { open } = counts(work);
    desk.form = null;
    say(`${words}. ${open ? `${open} to decide` : "All decided"}`);
    desk.paint(changed);
    const next = go ? nextOpen(work, at) : -1;
    if (next >= 0) desk.select(next, { focus: true });
    else desk.marks[at].focus({ preventScroll: true });
    if (changed.length) desk.keep();
  };

  const here = () => desk.work.article.places[desk.work.at];

  desk.accept = (n) => {
    if (!chooses()) return;
    const offer = here().offers[n];
    if (offer === undefined) return n === 0 ? desk.type() : undefined;
    step([[desk.work.at, { how: "accepted", text: offer }]], `${offer} put in`);
  };

  desk.reject = () => {
    if (chooses()) step([[desk.work.at, { how: "rejected", text: here().old }]], `${here().old} left`);
  };

  desk.type = () => {
    if (selectedIn(desk)) return desk.mark();
    if (!chooses()) return;
    desk.form = "type";
    desk.paint([]);
  };

  desk.typed = (text) => {
    const i = desk.work.at;
    const known = here().offers.includes(text) ? "accepted" : text === here().old ? "rejected" : "typed";
    step([[i, { how: known, text }]], `${text || "nothing"} put in`);
  };

  desk.all = () => {
    const { work } = desk;
    if (!chooses()) return;
    const i = work.at;
    const own = work.decisions[i];
    const offer = here().offers[0];
    if (!isDone(work, i) && offer === undefined) return;
    const decision = isDone(work, i) ? own : { how: "accepted", text: own.how === "made" ? own.text : offer };
    const changes = alike(work, i).map((n) => [n, carried(work, i, n, decision)]).filter(([, after]) => after);
    step(changes, `${plural(changes.length, "place")} decided alike`);
  };

  desk.dismiss = async () => {
    const { work } = desk;
    if (!chooses()) return;
    const i = work.at;
    const { old, surface, zh } = here();
    const made = { surface: surface || old, ...(zh ? { zh } : {}) };
    const changes = alike(work, i).map((n) => [n, { how: "dismissed", text: work.article.places[n].old }]);
    step(changes, `${made.surface} dismissed for good`);
    desk.syncDismissed();
  };

  // What is dismissed follows the decisions, so that undo takes a dismissal back.
  desk.syncDismissed = () => {
    const { work } = desk;
    const now = new Map();
    work.decisions.forEach(({ how }, i) => {
      const { old, surface, zh } = work.article.places[i];
      const one = { surface: surface || old, ...(zh ? { zh } : {}) };
      if (how === "dismissed") now.set(JSON.stringify(one), one);
    });
    const before = new Map(work.dismissed.map((one) => [JSON.stringify(one), one]));
    const here = new Set(work.article.places.map(({ old, surface, zh }) => JSON.stringify({ surface: surface || old, ...(zh ? { zh } : {}) })));
    const gone = [...before.keys()].filter((key) => here.has(key) && !now.has(key));
    const come = [...now.keys()].filter((key) => !before.has(key));
    if (!gone.length && !come.length) return;
    work.dismissed = [...before].filter(([key]) => !gone.includes(key)).map(([, one]) => one).concat(come.map((key) => now.get(key)));
    const [made, undone] = [come.map((key) => now.get(key)), gone.map((key) => before.get(key))];
    if (hello.workspace) {
      call("dismiss", { rows: [...made, ...undone.map((one) => ({ ...one, undo: true }))] })
        .then(({ problems }) => problems && desk.problems(problems));
    } else {
      keepDismissed(made, undone);
    }
    desk.keep();
  };

  const turned = (changed, words) => {
    if (!changed) return say(`Nothing to ${words}`);
    desk.form = null;
    const i = changed[0];
    const before = desk.work.at;
    desk.work.at = i;
    desk.paint([before, ...changed]);
    desk.marks[i].focus({ preventScroll: true });
    inSight(desk.marks[i]);
    say(`${words}: ${textAt(desk.work, i) || "nothing"}, ${HOWS[desk.work.decisions[i].how]}`);
    desk.syncDismissed();
    desk.keep();
  };
  // Names to finish what is typed with; those of the article and of its Chinese first.
  desk.known = [];
  desk.learn = async () => {
    const { work } = desk;
    const { names } = await call("known_names", { glossaries: work.glossaries.map(sent), terms: hello.workspace ? work.terms : await knownNames(work.terms) });
    desk.known = names || [];
  };
  desk.likely = () => {
    const { article, decisions } = desk.work;
    const put = decisions.filter(({ how }) => how === "typed").map(({ text }) => text);
    return [...new Set([...put, ...(article.likely || []), ...asked(desk.work).flatMap((i) => article.places[i].names)])];
  };

  desk.undo = () => turned(stepBack(desk.work), "undo");
  desk.redo = () => turned(stepOn(desk.work), "redo");

  desk.addTerm = () => {
    if (!chooses()) return;
    desk.form = "term";
    desk.paint([]);
  };

  desk.keepTerm = async ({ zh, en, note }) => {
    const { work } = desk;
    const place = here();
    const segment = work.article.documents[place.document].segments[place.segment];
    // What is still open becomes the new name; what was left as it is shows where that is right.
    const i = work.at;
    const keep = ["rejected", "dismissed"].includes(work.decisions[i].how);
    const offer = place.offers[place.names.indexOf(en.trim())] ?? en.trim();
    const decided = keep || isDone(work, i) ? work.decisions[i] : { how: place.offers.includes(offer) ? "accepted" : "typed", text: offer };
    const pieces = segment.pieces.map((piece) => (typeof piece === "string" ? piece
      : { i: piece, old: work.article.places[piece].old, now: piece === i ? decided.text : textAt(work, piece) }));
    const answer = await call("add_term", { zh, en, note, at: i, pieces, keep, wrong: place.surface || place.old });
    if (answer.problems) return answer.problems;
    work.terms = [...work.terms.filter((term) => term.zh !== answer.term.zh), answer.term];
    if (!hello.workspace) await keepNames([answer.term]);
    decide(work, [[i, decided]]);
    desk.form = null;
    await desk.open(true);
    say(`${en} is in the glossary`);
    return [];
  };

  desk.cancel = () => {
    if (desk.dialog.open) desk.dialog.close();
    if (desk.form === null) return;
    desk.form = null;
    desk.paint([]);
    desk.marks[desk.work.at]?.focus({ preventScroll: true });
  };

  desk.turn = (view) => {
    const { work } = desk;
    const names = VIEWS.map(([name]) => name);
    work.view = view || names[(names.indexOf(work.view) + 1) % names.length];
    place.firstChild.dataset.view = work.view;
    bar.paint();
    say(`Shown: ${work.view}`);
  };

  desk.help = () => {
    fillHelp(desk);
    desk.dialog.showModal();
  };

  takes(desk);
  listen(desk);
  return desk;
};

const titleOf = (article) => {
  const text = article.documents.flatMap((d) => d.segments).flatMap((s) => s.pieces)
    .map((piece) => (typeof piece === "string" ? piece : article.places[piece].old)).join("").trim();
  return text.length > 60 ? `${text.slice(0, 60).trimEnd()}…` : text || "A text";
};

const inSight = (mark, quiet = false) => {
  const box = mark.getBoundingClientRect();
  const narrow = window.innerWidth < 960; // the card lies over the lower half
  const low = window.innerHeight * (narrow ? 0.5 : 0.85);
  if (box.top < (narrow ? 20 : 140) || box.bottom > low) {
    const calm = quiet || matchMedia("(prefers-reduced-motion: reduce)").matches;
    window.scrollBy({ top: box.top - window.innerHeight * (narrow ? 0.2 : 0.4), behavior: calm ? "auto" : "smooth" });
  }
};
