// Work is kept as it goes, and logged when the text is taken away.

const REST = 1000; // milliseconds without a decision before the server keeps the work
const OFTEN = 150; // milliseconds between two times the browser does

const takes = (desk) => {
  const { call, hello } = desk;
  let waiting = 0;
  let soon = 0;

  desk.keep = () => {
    desk.work.saved = Date.now();
    soon ||= setTimeout(() => { soon = 0; keepLocally(desk.work); }, OFTEN);
    clearTimeout(waiting);
    waiting = setTimeout(desk.keepNow, REST);
  };

  desk.keepNow = async () => {
    const { work } = desk;
    clearTimeout(waiting);
    clearTimeout(soon);
    soon = 0;
    if (!work?.article) return;
    const kept = keepLocally(work); // takes a copy at once
    if (hello.workspace) {
      const { problems } = await call("keep", { id: work.id, work });
      if (problems) desk.problems(problems);
    }
    await kept;
  };

  // Decisions since the last time, for the log that glossary suggest reads.
  desk.log = async () => {
    const { work } = desk;
    if (!hello.workspace || !work.article) return;
    const rows = [];
    work.article.places.forEach((place, i) => {
      const { how, text } = work.decisions[i];
      if (!isDone(work, i) || work.logged[keyOf(place)] === `${how} ${text}`) return;
      const segment = work.article.documents[place.document].segments[place.segment];
      const offer = place.offers[0] ?? "";
      const decision = how === "dismissed" ? "rejected" : how;
      rows.push({
        document: work.name, segment: place.segment, target: segmentText(work, segment, false),
        source: segment.source ? segment.source.map(([words]) => words).join("") : null,
        start: place.start, end: place.start + [...place.old].length, old: place.old, new: decision === "rejected" ? offer : text,
        zh: place.zh, rule: offer ? place.rule : "", decision, offered: decision === "typed" ? offer : "",
      });
      work.logged[keyOf(place)] = `${how} ${text}`;
    });
    if (!rows.length) return;
    const { problems } = await call("log", { rows });
    if (problems) desk.problems(problems);
    else await desk.keepNow();
  };

  desk.copy = async () => {
    const text = resultText(desk.work);
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = h("textarea", { class: "unseen", text });
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      desk.marks[desk.work.at]?.focus({ preventScroll: true });
    }
    say("The text is copied");
    flash(desk, "Copied");
    await desk.log();
  };

  desk.save = async (tracked) => {
    const { work } = desk;
    const answer = await call("write_file", { given: sent(work.given), source: sent(work.source), chosen: chosen(work), tracked });
    if (answer.problems) return desk.problems(answer.problems);
    handOver(answer);
    say(`${answer.name} is saved`);
    flash(desk, `Saved ${answer.name}`);
    await desk.log();
  };

  desk.kept = async () => {
    const here = (await allKeptLocally()).filter((work) => work.article);
    const listed = here.map((work) => ({ id: work.id, name: work.name, open: counts(work).open, saved: work.saved, there: false }));
    if (hello.workspace) {
      const { works } = await call("kept", {});
      for (const one of works || []) {
        if (!listed.some(({ id }) => id === one.id)) listed.push({ ...one, there: true });
      }
    }
    return listed.sort((a, b) => b.saved - a.saved).slice(0, 20);
  };

  desk.resume = async ({ id }) => {
    const free = id === desk.work.id || (await isFree(id));
    let work = await keptLocally(id);
    if (!work && hello.workspace) {
      const answer = await call("kept_work", { id });
      if (answer.problems) return desk.problems(answer.problems);
      work = answer.work;
    }
    if (!work) return desk.problems(["This text is not kept any more."]);
    if (!free) work.id = newId(); // it is open in another tab
    sessionStorage.setItem("mt-repair", work.id);
    desk.work = work;
    desk.show();
  };

  desk.forget = async ({ id }) => {
    await forgetLocally(id);
    if (hello.workspace) await call("forget", { id });
  };

  desk.leave = async () => {
    await desk.keepNow();
    await desk.log();
    const id = newId();
    sessionStorage.setItem("mt-repair", id);
    await isFree(id);
    desk.work = emptyWork(id);
    desk.problems([]);
    desk.start();
  };

  desk.example = async (key, withSource) => {
    const answer = await call("example", { key });
    if (answer.problems) return desk.problems(answer.problems);
    Object.assign(desk.work, { given: answer.given, source: withSource ? answer.source : null, name: answer.title });
    await desk.open();
  };

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && desk.stage === "desk" && desk.root.isConnected) {
      desk.keepNow();
      desk.log();
    }
  });
};

const flash = (desk, text) => {
  const note = h("p", { class: "flash", "aria-hidden": "true", text });
  desk.root.append(note);
  setTimeout(() => note.remove(), 1800);
};
