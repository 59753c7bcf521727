// The corpus's tab: files or a folder in, what changes as it comes, all of it out again.

(async () => {
  const call = wired(server);
  const root = element.querySelector(".mt-root");
  const { told, tell, head } = tabFrame("Corpus", "Many files at once: the sure names are repaired, the doubtful ones are in the report. a.zh.txt is taken for the Chinese of a.txt.");
  const [files, glossaries] = [[], []];
  const { largest } = await call("limits", {});
  const [chosen, named] = [chipsOf(files), chipsOf(glossaries)];
  const into = (label, key, folder) => fileButton(label, files, chosen.show, { many: true, folder, largest, tell, key });
  const names = fileButton("A glossary…", glossaries, named.show, { many: true, largest, tell, key: "glossary" });
  const status = h("p", { class: "status" });
  const bar = h("progress", { max: 1, value: 0, "aria-label": "Progress", hidden: true });
  const lines = h("ol", { class: "changed" });
  const take = h("p", { class: "row" });
  let job = null;
  let seen = 0;

  const stop = button("Stop", "", () => call("job_stop", { job }), { hidden: true });
  const start = h("button", { type: "button", class: "primary" }, "Repair");

  const paint = (now) => {
    seen += now.lines.length;
    lines.append(...now.lines.map((line) => h("li", {},
      h("span", { class: "soft" }, `${line.file}${line.row === null ? "" : `:${line.row}`} `),
      line.pieces.map(([kind, text]) => (kind ? h(kind, { text }) : text)))));
    bar.max = Math.max(now.files, 1);
    bar.value = now.done;
    status.textContent = `${now.state}: ${now.done} of ${plural(now.files, "file")}${now.rows ? `, ${plural(now.rows, "row")}` : ""}; ${plural(now.edits, "edit")} made, ${now.held} held for you`;
    tell(now.problems_found);
  };

  const follow = async () => {
    const now = await call("job_state", { job, after: seen });
    if (now.problems) return ended(now.problems);
    paint(now);
    if (["waiting", "running"].includes(now.state)) return setTimeout(follow, 300);
    say(status.textContent);
    return ended();
  };

  const ended = (problems) => {
    if (problems) tell(problems);
    stop.hidden = true;
    start.disabled = false;
    take.replaceChildren(button("Save all, with the report", "", async () => {
      const answer = await call("job_take", { job });
      if (answer.problems) tell(answer.problems);
      else handOver(answer);
    }, { class: "primary" }));
  };

  start.addEventListener("click", async () => {
    if (!files.length) return tell(["Choose files or a folder."]);
    tell([]);
    lines.replaceChildren();
    take.replaceChildren();
    seen = 0;
    start.disabled = true;
    bar.hidden = false;
    ({ job } = await call("job", {}));
    for (const [n, file] of files.entries()) {
      status.textContent = `sending ${n + 1} of ${plural(files.length, "file")}`;
      const answer = await call("job_file", { job, file: sent(file) });
      if (answer.problems) return ended(answer.problems);
    }
    const begun = await call("job_start", { job, glossaries: glossaries.map(sent) });
    if (begun.problems) return ended(begun.problems);
    stop.hidden = false;
    return follow();
  });

  root.replaceChildren(h("div", { class: "start" }, head,
    h("p", { class: "row" }, into("Files…", "files", false), into("A folder…", "folder", true), names, chosen.box, named.box),
    h("p", { class: "row go" }, start, stop), bar, status, told, take, lines), said);
})();
