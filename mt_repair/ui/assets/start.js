// The first thing an editor sees: a sheet to paste an article on.

const startView = (desk) => {
  const { work, hello } = desk;
  const text = h("textarea", {
    class: "paper", id: "mt-text", rows: 12, spellcheck: "false", autocomplete: "off",
    placeholder: "Paste the English translation here, or drop a file.",
    "aria-label": "The English translation", text: work.given?.text ?? "",
  });
  const chinese = h("textarea", {
    class: "paper zh", id: "mt-source", rows: 12, spellcheck: "false", lang: "zh", autocomplete: "off",
    placeholder: "中文原文 · the Chinese, best line for line. Without it, names are judged by the English alone.",
    "aria-label": "The Chinese source, if there is one", text: work.source?.text ?? "",
  });
  const chips = { given: h("p", { class: "chips" }), source: h("p", { class: "chips" }), glossaries: h("p", { class: "chips" }) };

  const show = () => {
    for (const [key, box] of [["given", text], ["source", chinese]]) {
      const file = isFile(work[key]) ? work[key] : null;
      box.hidden = Boolean(file);
      chips[key].replaceChildren(...(file ? [chip(file.name, () => { work[key] = null; show(); box.focus(); })] : []));
    }
    chips.glossaries.replaceChildren(...work.glossaries.map((file, n) =>
      chip(file.name, () => { work.glossaries.splice(n, 1); show(); })));
  };
  const taken = async (key, file) => {
    if (!file) return;
    if (file.size > hello.largest) {
      desk.problems([tooLarge(file, hello.largest)]);
      return;
    }
    desk.problems([]);
    const read = await fileOf(file);
    if (key === "glossaries") work.glossaries.push(read);
    else work[key] = read;
    show();
  };
  const chooser = (key, label, accept) => {
    const input = h("input", {
      type: "file", class: "unseen", tabindex: "-1", "aria-hidden": "true", accept, "data-for": key,
      onchange: () => { taken(key, input.files[0]); input.value = ""; },
    });
    return [button(label, "", () => input.click(), { class: "quiet" }), input];
  };
  const dropped = (key) => (event) => {
    event.preventDefault();
    taken(key, event.dataTransfer.files[0]);
  };
  const go = () => {
    if (!isFile(work.given)) work.given = { name: "article.txt", text: text.value };
    if (!isFile(work.source)) work.source = chinese.value.trim() ? { name: "source.txt", text: chinese.value } : null;
    if (!isFile(work.given) && !text.value.trim()) {
      desk.problems(["There is no text yet; paste one, open a file, or try an example."]);
      text.focus();
      return;
    }
    desk.open();
  };
  for (const box of [text, chinese]) {
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) go();
    });
  }
  show();
  const sheet = (box, key, ...rest) =>
    h("div", { class: "sheet", ondragover: (event) => event.preventDefault(), ondrop: dropped(key) }, box, chips[key], h("p", { class: "row" }, rest));
  return h("div", { class: "start" },
    h("h1", {}, "Put the names right."),
    h("p", { class: "lead" }, "Paste a translated article. Sure mistakes are repaired for you, doubtful ones wait, each with its reason: one key decides."),
    h("div", { class: "sheets" },
      sheet(text, "given", chooser("given", "Open a file…", hello.suffixes)),
      sheet(chinese, "source", chooser("source", "Open the Chinese…", hello.suffixes))),
    h("p", { class: "row go" },
      h("button", { type: "button", class: "primary", id: "mt-go", onclick: go }, "Find the names", kbd("Ctrl ⏎")),
      chooser("glossaries", "Add a glossary…", hello.glossary_suffixes), chips.glossaries),
    hello.examples.length ? examplesRow(desk) : null,
    keptList(desk));
};

const examplesRow = (desk) =>
  h("p", { class: "examples" }, "Or try an example: ", desk.hello.examples.map(({ key, title }, n) => [
    n ? " · " : "",
    h("button", { type: "button", class: "link", onclick: () => desk.example(key, true) }, `${title} with its Chinese`),
    ", ",
    h("button", { type: "button", class: "link", "aria-label": `${title} without its Chinese`, onclick: () => desk.example(key, false) }, "without"),
  ]));

const keptList = (desk) => {
  const box = h("div", { class: "kept" });
  desk.kept().then((found) => {
    if (!found.length) return;
    box.append(h("h2", {}, "Begun earlier"), h("ul", {}, found.map((one) =>
      h("li", {},
        h("button", { type: "button", class: "link", onclick: () => desk.resume(one) }, one.name),
        h("span", { class: "soft" }, ` ${one.open ? `${one.open} to decide` : "all decided"} · ${new Date(one.saved).toLocaleString()}${one.there ? " · on the server" : ""} `),
        h("button", { type: "button", class: "link soft", "aria-label": `Forget ${one.name}`, onclick: async (event) => {
          await desk.forget(one);
          event.target.closest("li").remove();
        } }, "forget")))));
  });
  return box;
};
