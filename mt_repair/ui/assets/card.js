// The card of the chosen place: what was seen, and everything that can be done about it.

const KINDS = {
  literal: "Translated word by word", romanised: "Stray pinyin", "wrong-name": "Another name",
  untranslated: "Left in Chinese", missing: "Missing", inconsistent: "Two names for one",
  forbidden: "Not allowed by the glossary", suspect: "Doubtful",
};

const surely = (place) => (place.sure >= 0.9 ? "very likely" : place.sure >= 0.7 ? "likely" : place.sure >= 0.4 ? "perhaps" : "hardly");

const cardView = (desk) => {
  const { work } = desk;
  const i = work.at;
  const [place, decision] = [work.article.places[i], work.decisions[i]];
  const same = alike(work, i).length;
  const offered = place.offers.length > 0;
  const head = h("p", { class: "kicker" },
    h("b", {}, place.mine ? "Marked by you" : place.quiet ? "Perhaps a name" : KINDS[place.kind] || place.kind),
    place.mine ? null : h("span", { class: "sure", title: `confidence ${place.sure}` }, ` · ${surely(place)}, ${Math.round(place.sure * 100)} %`),
    isQuiet(work, i) ? null : h("span", { class: "where" }, `${asked(work).indexOf(i) + 1} / ${asked(work).length}`));
  const change = h("p", { class: "change", dir: "auto" },
    h("span", { class: "was", text: place.old || "nothing stands here" }),
    place.zh ? h("span", { class: "name", lang: "zh", text: place.zh }) : null);
  const offers = h("ol", { class: "offers", "aria-label": "What may stand here" }, place.offers.map((offer, n) => {
    const on = decision.text === offer && ["made", "accepted"].includes(decision.how);
    return h("li", {}, h("button", {
      type: "button", class: on ? "offer on" : "offer", "aria-pressed": on ? "true" : "false",
      "aria-keyshortcuts": String(n + 1), onclick: () => desk.accept(n),
    }, kbd(String(n + 1)), h("span", { text: offer })));
  }));
  const typed = decision.how === "typed" ? h("p", { class: "typed" }, "Typed: ", h("b", { text: decision.text })) : null;
  return h("section", { class: `card ${decision.how}`, "aria-label": "The chosen place" },
    head, change, offers, typed,
    h("p", { class: "state" }, h("span", { class: `dot ${decision.how}` }), HOWS[decision.how]),
    h("div", { class: "acts" },
      offered ? button("Accept", "a", () => desk.accept(0), { class: "primary" }) : null,
      button("Leave as it is", "r", () => desk.reject()),
      button("Type", "t", () => desk.type(), { class: offered ? null : "primary" }),
      same > 1 ? button(`All ${same} the same`, "Shift+A", () => desk.all()) : null),
    place.why.length ? h("details", { class: "why", open: true }, h("summary", {}, "Why"), place.why.map((text) => h("p", { dir: "auto", text }))) : null,
    h("div", { class: "acts more" },
      button("Dismiss for good", "x", () => desk.dismiss()),
      button("Add to glossary", "g", () => desk.addTerm()),
      button("Mark words", "m", () => desk.mark())));
};

const typeForm = (desk) => {
  const { work } = desk;
  const i = work.at;
  const place = work.article.places[i];
  const field = h("input", { type: "text", id: "mt-typed", "aria-label": `Instead of ${place.old}`, dir: "auto", autocomplete: "off", spellcheck: "false" });
  field.value = textAt(work, i);
  const hint = finishing(field, desk);
  return h("form", {
    class: "card typing", "aria-label": "Type what stands here",
    onsubmit: (event) => { event.preventDefault(); desk.typed(field.value); },
    onkeydown: (event) => { if (event.key === "Escape") desk.cancel(); },
  },
  h("p", { class: "kicker" }, "Instead of ", h("b", { text: place.old || "nothing" })), field, hint,
  h("div", { class: "acts" }, h("button", { type: "submit", class: "primary" }, "Put it in", kbd("⏎")), button("Cancel", "Escape", () => desk.cancel())));
};

const termForm = (desk) => {
  const { work } = desk;
  const i = work.at;
  const [place, decision] = [work.article.places[i], work.decisions[i]];
  const name = decision.how === "typed" ? decision.text : place.names[place.offers.indexOf(decision.text)] ?? place.names[0] ?? "";
  const zh = h("input", { type: "text", id: "mt-zh", lang: "zh", required: true, autocomplete: "off", value: place.zh });
  const en = h("input", { type: "text", id: "mt-en", required: true, autocomplete: "off", value: name });
  const note = h("input", { type: "text", id: "mt-note", autocomplete: "off" });
  const told = h("ul", { class: "problems", role: "alert" });
  const submit = async (event) => {
    event.preventDefault();
    const problems = await desk.keepTerm({ zh: zh.value, en: en.value, note: note.value });
    told.replaceChildren(...problems.map((text) => h("li", { text })));
  };
  const line = (label, field) => h("label", {}, h("span", { text: label }), field);
  return h("form", {
    class: "card typing", "aria-label": "Add to the glossary", onsubmit: submit,
    onkeydown: (event) => { if (event.key === "Escape") desk.cancel(); },
  },
  h("p", { class: "kicker" }, h("b", {}, "Add to the glossary"), ", with this sentence as its example"),
  line("Chinese", zh), line("English", en), line("Note", note), told,
  h("div", { class: "acts" }, h("button", { type: "submit", class: "primary" }, "Add", kbd("⏎")), button("Cancel", "Escape", () => desk.cancel())));
};

const doneCard = (desk) =>
  h("section", { class: "card quiet-card", "aria-label": "The chosen place" },
    h("p", {}, "Nothing doubtful was found in this text."),
    h("p", { class: "soft" }, "Names that no glossary knows are not looked for; add a glossary and open the text again. Words that are wrong all the same you can mark."),
    h("div", { class: "acts" }, button("Mark words", "m", () => desk.mark())));
