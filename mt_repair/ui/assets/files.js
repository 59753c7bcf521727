// Files that an editor chooses, shown as chips; for the tabs that have no sheet to paste on.

const isFile = (given) => given?.data !== undefined;

const sent = (file) => (file ? { name: file.name, ...(isFile(file) ? { data: file.data } : { text: file.text }) } : null);

const chip = (label, drop) =>
  h("span", { class: "chip" }, label, h("button", { type: "button", "aria-label": `Remove ${label}`, onclick: drop }, "×"));

// The chips of files that were taken; several buttons may take into one list.
const chipsOf = (taken) => {
  const box = h("span", { class: "chips" });
  const show = () => {
    const listed = taken.slice(0, 12);
    const more = taken.length - listed.length;
    box.replaceChildren(...listed.map((file, n) => chip(file.name, () => { taken.splice(n, 1); show(); })),
      ...(more ? [h("span", { text: `and ${more} more` })] : []));
  };
  return { box, show };
};

// A button that takes files into a list; `many` keeps all, otherwise the last one.
const fileButton = (label, taken, show, { many = false, folder = false, accept = "", largest = Infinity, tell, key = label } = {}) => {
  const input = h("input", {
    type: "file", class: "unseen", tabindex: "-1", "aria-hidden": "true", accept: accept || null, multiple: many, webkitdirectory: folder, "data-for": key,
    onchange: async () => {
      const files = [...input.files];
      tell(files.filter((file) => file.size > largest).map((file) => tooLarge(file, largest)));
      if (!many) taken.length = 0;
      for (const file of files.filter((one) => one.size <= largest)) taken.push(await fileOf(file));
      input.value = "";
      show();
    },
  });
  return [button(label, "", () => input.click(), { class: "quiet" }), input];
};

const tooLarge = (file, largest) =>
  `${file.name} is larger than ${largest / 1e6} MB; use mt-repair on the command line, which takes files of any size`;

// What every tab has: a place for problems, and its name.
const tabFrame = (title, lead) => {
  const told = h("ul", { class: "problems", role: "alert" });
  const tell = (list) => told.replaceChildren(...(list || []).map((text) => h("li", { text })));
  const head = [h("h1", { text: title }), h("p", { class: "lead", text: lead })];
  return { told, tell, head };
};
