// The scores' tab: texts in, the report of `mt-repair score` out.

(async () => {
  const call = wired(server);
  const root = element.querySelector(".mt-root");
  const { told, tell, head } = tabFrame("Scores", "How good a translation is: BLEU, chrF2++, TER, its names and terms, against a reference, and against what it was before.");
  const { largest } = await call("limits", {});
  const wanted = [
    ["hypothesis", "The text…", "What is scored: a segment a line, or JSON Lines"],
    ["reference", "The reference…", "What it should say, line for line"],
    ["base", "Before repair…", "To compare with; may be left out"],
    ["source", "The Chinese…", "Counts names by the source; may be left out"],
    ["glossaries", "A glossary…", "The names that count; may be left out"],
  ];
  const taken = Object.fromEntries(wanted.map(([key]) => [key, []]));
  const rows = wanted.map(([key, label, why]) => {
    const { box, show } = chipsOf(taken[key]);
    const choose = fileButton(label, taken[key], show, { many: key === "glossaries", largest, tell, key });
    return h("li", {}, choose, h("span", { class: "soft", text: why }), box);
  });
  const report = h("div", { class: "report" });
  const go = async () => {
    if (!taken.hypothesis.length) return tell(["Choose the text that is to be scored."]);
    tell([]);
    report.setAttribute("aria-busy", "true");
    say("Scoring");
    const message = Object.fromEntries(Object.entries(taken).map(([key, files]) => [key, key === "glossaries" ? files.map(sent) : sent(files[0])]));
    const answer = await call("score", message);
    report.removeAttribute("aria-busy");
    if (answer.problems) return tell(answer.problems);
    // The report runs nothing: its frame has no leave to, whatever it holds.
    const frame = h("iframe", { sandbox: "allow-same-origin", title: "The report" });
    frame.srcdoc = answer.page;
    frame.addEventListener("load", () => { frame.style.height = `${frame.contentDocument.documentElement.scrollHeight + 20}px`; });
    report.replaceChildren(h("p", { class: "row" }, answer.files.map((file) => button(`Save ${file.name}`, "", () => handOver(file)))), frame);
    say("Scored");
  };
  root.replaceChildren(h("div", { class: "start" }, head, h("ul", { class: "fields" }, rows),
    h("p", { class: "row go" }, h("button", { type: "button", class: "primary", onclick: go }, "Score")), told, report), said);
})();
