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
    const view = desk.form === "mark" ? markForm : !desk.chooses() ? doneCard : desk.form === "type" ? typeForm : desk.form === "term" ? termForm : cardView;
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
  desk.chooses = () => desk.marks[desk.work.at] !== undefined && (asked(desk.work).length > 0 || desk.picked === desk.work.at);

  // Carries out a step, tells of it, and goes on to what is open next.
  desk.step = (changes, words, { go = true } = {}) => {
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

  desk.here = () => desk.work.article.places[desk.work.at];

  desk.accept = (n) => {
    if (!desk.chooses()) return;
    const offer = desk.here().offers[n];
    if (offer === undefined) return n === 0 ? desk.type() : undefined;
    desk.step([[desk.work.at, { how: "accepted", text: offer }]], `${offer} put in`);
  };

  desk.reject = () => {
    if (desk.chooses()) desk.step([[desk.work.at, { how: "rejected", text: desk.here().old }]], `${desk.here().old} left`);
  };

  desk.type = () => {
    if (selectedIn(desk)) return desk.mark();
    if (!desk.chooses()) return;
    desk.form = "type";
    desk.paint([]);
  };

  desk.typed = (text) => {
    const i = desk.work.at;
    const known = desk.here().offers.includes(text) ? "accepted" : text === desk.here().old ? "rejected" : "typed";
    desk.step([[i, { how: known, text }]], `${text || "nothing"} put in`);
  };

  desk.all = () => {
    const { work } = desk;
    if (!desk.chooses()) return;
    const i = work.at;
    const own = work.decisions[i];
    const offer = desk.here().offers[0];
    if (!isDone(work, i) && offer === undefined) return;
    const decision = isDone(work, i) ? own : { how: "accepted", text: own.how === "made" ? own.text : offer };
    const changes = alike(work, i).map((n) => [n, carried(work, i, n, decision)]).filter(([, after]) => after);
    desk.step(changes, `${plural(changes.length, "place")} decided alike`);
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
  desk.undo = () => turned(stepBack(desk.work), "undo");
  desk.redo = () => turned(stepOn(desk.work), "redo");

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
  knows(desk);
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
