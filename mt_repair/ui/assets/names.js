// The glossary's tab: names with their sentences, what a check says of them, and exchange.

const LISTS = [["accept", "Also right"], ["wrong", "Wrong forms"], ["aliases", "Other Chinese"]];
const LINES = [["zh", "Chinese"], ["en", "English"], ["type", "Type"], ["domain", "Trade"], ["first", "First mention"], ["note", "Note"]];
const TYPES = ["", "PER", "ORG", "LOC", "MEDIA", "PROD", "WORK", "EVENT", "TERM"];

(async () => {
  const call = wired(server);
  const root = element.querySelector(".mt-root");
  const { told, tell, head } = tabFrame("Glossary", "Only the Chinese and the right English are needed; the wrong forms are derived. A sentence shows what must be repaired, and what must stay.");
  const { largest } = await call("limits", {});
  const kept = { id: "glossary", terms: [] }; // where the server keeps none
  Object.assign(kept, (await keptLocally("glossary")) || {});
  let shared = false;
  let findings = [];
  let before = [];
  const search = h("input", { type: "search", class: "field", id: "mt-search", placeholder: "Search names, Chinese or English", "aria-label": "Search names" });
  const list = h("div", { class: "names" });
  const side = h("div", { class: "name-side" });

  const ask = async (name, message = {}) => {
    const answer = await call(name, { ...message, terms: kept.terms });
    tell(answer.problems);
    return answer.problems ? null : answer;
  };
  const keep = async (changed) => {
    kept.terms = changed;
    if (!shared) await keepLocally(kept);
  };

  const show = async () => {
    const answer = await ask("names", { query: search.value });
    if (!answer) return;
    shared = answer.workspace;
    if (shared && !search.value) kept.terms = answer.own;
    formats.replaceChildren(...answer.formats.map((name) => h("option", { value: name, text: name })));
    list.replaceChildren(
      h("h2", { text: answer.own.length ? `Yours (${answer.own.length})` : search.value ? "None of yours" : "No names of yours yet" }),
      h("ul", {}, answer.own.map((term) => row(term, true))),
      ...(answer.shipped.length ? [h("h2", { text: `Shipped${answer.more ? `, the first ${answer.shipped.length}` : ""}` })] : []),
      h("ul", {}, answer.shipped.map((term) => row(term, false))));
  };

  const row = (term, own) => {
    const told = own ? findings.filter(({ zh }) => zh === term.zh) : [];
    const worst = told.some(({ severity }) => severity === "error") ? "error" : told.length ? "warning" : "";
    return h("li", {},
      h("button", { type: "button", class: "link", onclick: () => edit(term, own) }, h("span", { lang: "zh", text: term.zh }), " ", h("b", { text: term.en || "(switched off)" })),
      worst ? h("span", { class: `tag ${worst}`, text: plural(told.length, worst) }) : null);
  };

  const edit = (term, own) => {
    const fields = {};
    const line = (key, label, field) => {
      fields[key] = field;
      return h("label", {}, h("span", { text: label }), field);
    };
    const text = (key, value) => h("input", { type: "text", class: "field", value, autocomplete: "off", lang: ["zh", "aliases"].includes(key) ? "zh" : null, id: `mt-name-${key}` });
    const type = h("select", { class: "field" }, TYPES.map((name) => h("option", { value: name, text: name || "–", selected: name === (term.type || "") })));
    const examples = h("div", { class: "sentences" }, (term.examples || []).map((example) => sentence(example)));
    const off = h("input", { type: "checkbox" });
    off.checked = term.off || false;
    const forms = h("div", { class: "forms" });
    const wrong = h("ul", { class: "problems", role: "alert" });
    const mine = own ? findings.filter(({ zh }) => zh === term.zh) : [];
    const form = h("form", { class: "card typing", "aria-label": `The name ${term.zh}`, onsubmit: async (event) => {
      event.preventDefault();
      const made = {};
      for (const [key] of LINES) if (fields[key].value.trim()) made[key] = fields[key].value.trim();
      for (const [key] of LISTS) {
        const forms = fields[key].value.split("|").map((one) => one.trim()).filter(Boolean);
        if (forms.length) made[key] = forms;
      }
      const said = [...examples.children].map(readSentence).filter(Boolean);
      if (said.length) made.examples = said;
      if (off.checked) made.off = true;
      const answer = await call("put_name", { term: made, was: own ? term.zh : "" });
      wrong.replaceChildren(...(answer.problems || []).map((told) => h("li", { text: told })));
      if (answer.problems) return;
      await keep([...kept.terms.filter((one) => one.zh !== answer.term.zh && !(own && one.zh === term.zh)), answer.term]);
      say(`${answer.term.zh} is kept`);
      await show();
      edit(answer.term, true);
    } },
    h("p", { class: "kicker" }, h("b", { text: own ? "Your name" : term.zh ? "Shipped; what you keep is yours and wins" : "A new name" })),
    LINES.map(([key, label]) => line(key, label, key === "type" ? type : text(key, term[key] || ""))),
    LISTS.map(([key, label]) => line(key, label, text(key, (term[key] || []).join(" | ")))),
    h("p", { class: "soft", text: "Several forms are parted by |" }),
    examples,
    h("p", { class: "row" }, button("Must be repaired…", "", () => examples.append(sentence({ before: "", after: "" }))), button("Must stay…", "", () => examples.append(sentence({ keep: "" })))),
    h("p", {}, h("label", { class: "check" }, off, " Switch the shipped name off")),
    wrong,
    h("div", { class: "acts" }, h("button", { type: "submit", class: "primary" }, "Keep"),
      own && term.zh ? button("Delete", "", async () => {
        if (!(await ask("drop_name", { zh: term.zh }))) return;
        await keep(kept.terms.filter((one) => one.zh !== term.zh));
        side.replaceChildren();
        await show();
      }) : null),
    mine.length ? h("ul", { class: "findings" }, mine.map((f) => h("li", { class: f.severity }, h("b", { text: f.rule }), ` ${f.message}; ${f.remedy}`))) : null,
    forms);
    side.replaceChildren(form);
    (term.zh ? fields.en : fields.zh).focus();
    const derive = async () => {
      if (!fields.zh.value.trim()) return;
      const answer = await call("forms", { zh: fields.zh.value, en: fields.en.value });
      forms.replaceChildren(h("p", { class: "kicker", text: "Wrong forms found without being listed" }),
        h("ul", {}, (answer.forms || []).map((one) => h("li", {}, h("b", { text: one.form }), h("span", { class: "soft", text: ` ${one.why}` })))));
    };
    fields.zh.addEventListener("change", derive);
    derive();
  };

  const sentence = (example) => {
    const keep = example.keep !== undefined;
    const field = (key, label) => h("label", {}, h("span", { text: label }), h("textarea", { class: "field", rows: 2, "data-key": key, text: example[key] || "" }));
    return h("fieldset", {}, keep ? field("keep", "Stays") : [field("before", "Before"), field("after", "After")]);
  };
  const readSentence = (box) => {
    const found = Object.fromEntries([...box.querySelectorAll("textarea")].map((area) => [area.dataset.key, area.value.trim()]));
    return found.keep || found.before ? { ...found } : null;
  };

  const check = button("Check", "", async () => {
    check.disabled = true;
    say("Checking");
    const answer = await ask("check_names");
    check.disabled = false;
    if (!answer) return;
    findings = answer.findings;
    const { repair = {}, keep = {} } = answer.counts;
    const failed = (repair.failed || 0) + (keep.failed || 0);
    result.replaceChildren(h("p", { class: "status" }, h("b", { text: findings.length ? plural(findings.length, "finding") : "Nothing is wrong" }),
      ` · ${(repair.passed || 0) + (keep.passed || 0)} sentences come out right, ${failed} do not`));
    say(result.textContent);
    await show();
  });
  const result = h("div", { class: "result" });
  const verdicts = (lines) => h("ol", { class: "changed" }, lines.map((line) => h("li", {},
    h("span", { class: `tag ${line.verdict}`, text: line.verdict }), h("span", { class: "soft", text: ` ${line.line} · ${line.zh}: ${line.why} ` }),
    h("del", { text: line.old }), " ", h("ins", { text: line.new }))));
  const impactInput = h("input", { type: "file", class: "unseen", tabindex: "-1", "aria-hidden": "true", "data-for": "impact", onchange: async () => {
    const [file] = impactInput.files;
    impactInput.value = "";
    if (!file) return;
    if (file.size > largest) return tell([tooLarge(file, largest)]);
    result.replaceChildren(h("p", { class: "status", text: "Looking through the corpus…" }));
    const answer = await ask("impact", { corpus: await fileOf(file), before });
    if (!answer) return result.replaceChildren();
    const { better, worse, different } = answer.counts;
    result.replaceChildren(h("p", { class: "status" }, h("b", { text: `${plural(answer.texts, "text")} looked through` }), ` · lines better: ${better}, worse: ${worse}, different: ${different}`), verdicts(answer.lines));
    say(result.firstChild.textContent);
  } });
  const formats = h("select", { class: "field", "aria-label": "Format" });
  const importInput = h("input", { type: "file", class: "unseen", tabindex: "-1", "aria-hidden": "true", "data-for": "import", onchange: async () => {
    const [file] = importInput.files;
    importInput.value = "";
    if (!file) return;
    if (file.size > largest) return tell([tooLarge(file, largest)]);
    const answer = await ask("import_names", { file: await fileOf(file) });
    if (!answer) return;
    const added = new Set(answer.terms.map(({ zh }) => zh));
    await keep([...kept.terms.filter(({ zh }) => !added.has(zh)), ...answer.terms]);
    tell(answer.left);
    say(plural(answer.terms.length, "name"));
    await show();
  } });
  const save = async () => {
    const answer = await ask("export_names", { format: formats.value });
    if (!answer) return;
    tell(answer.left);
    handOver(answer);
  };

  let typing = 0;
  search.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(show, 150); });
  root.replaceChildren(h("div", { class: "start" }, head,
    h("div", { class: "row" }, search, button("New name", "", () => edit({ zh: "", en: "" }, true), { class: "primary" }), check,
      button("Impact on a corpus…", "", () => impactInput.click()), impactInput,
      button("Import…", "", () => importInput.click()), importInput, formats, button("Export", "", save)),
    told, result, h("div", { class: "name-spread" }, list, side)), said);
  await show();
  before = kept.terms;
})();
