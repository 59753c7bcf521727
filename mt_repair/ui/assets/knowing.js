// What an editor knows and the page does not yet: words that are wrong, names, what to leave alone.

// A place as it is dismissed for good: its words, and the name they are flagged for, if one is.
const dismissalOf = ({ old, surface, flagged_zh: zh }) => ({ surface: surface || old, ...(zh ? { zh } : {}) });

const knows = (desk) => {
  const { call, hello } = desk;

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

  desk.dismiss = () => {
    const { work } = desk;
    if (!desk.chooses()) return;
    const i = work.at;
    const made = dismissalOf(desk.here());
    const changes = alike(work, i).map((n) => [n, { how: "dismissed", text: work.article.places[n].old }]);
    desk.step(changes, `${made.surface} dismissed for good`);
    desk.syncDismissed();
  };

  // What is dismissed follows the decisions, so that undo takes a dismissal back.
  desk.syncDismissed = () => {
    const { work } = desk;
    const now = new Map();
    work.decisions.forEach(({ how }, i) => {
      const one = dismissalOf(work.article.places[i]);
      if (how === "dismissed") now.set(JSON.stringify(one), one);
    });
    const before = new Map(work.dismissed.map((one) => [JSON.stringify(one), one]));
    const here = new Set(work.article.places.map((place) => JSON.stringify(dismissalOf(place))));
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

  desk.addTerm = () => {
    if (!desk.chooses()) return;
    desk.form = "term";
    desk.paint([]);
  };

  desk.keepTerm = async ({ zh, en, note }) => {
    const { work } = desk;
    const place = desk.here();
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
};
