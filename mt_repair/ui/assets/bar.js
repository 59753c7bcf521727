// The bar above the article: how far the work is, and the ways to take it away.

const VIEWS = [["marks", "Marks"], ["changes", "Changes"], ["plain", "Plain"]];

const barView = (desk) => {
  const { work } = desk;
  const track = h("span", { class: "track", "aria-hidden": "true" });
  const status = h("p", { class: "status", id: "mt-status" });
  const views = h("div", { class: "views", role: "group", "aria-label": "How the text is shown" }, VIEWS.map(([view, label]) =>
    h("button", { type: "button", data: { view }, onclick: () => desk.turn(view), text: label })));
  const undo = button("Undo", "u", () => desk.undo(), { class: "quiet" });
  const redo = button("Redo", "Shift+U", () => desk.redo(), { class: "quiet" });
  const paint = () => {
    const { open, made, done } = counts(work);
    const all = Math.max(open + made + done, 1);
    status.replaceChildren(h("b", {}, open ? `${open} to decide` : "All decided"), ` · ${done} decided · ${made} repaired for you`);
    track.replaceChildren(...[["done", done], ["made", made]].map(([name, n]) => {
      const part = h("span", { class: name });
      part.style.width = `${(100 * n) / all}%`;
      return part;
    }));
    undo.disabled = !work.steps.length;
    redo.disabled = !work.undone.length;
    for (const one of views.children) one.setAttribute("aria-pressed", String(one.dataset.view === work.view));
  };
  const bar = h("header", { class: "bar" },
    h("div", { class: "bar-row" },
      h("button", { type: "button", class: "link", onclick: () => desk.leave() }, "← Another text"),
      h("h2", { class: "title", dir: "auto", text: work.name }),
      h("span", { class: "space" }), undo, redo, views,
      button("Keys", "?", () => desk.help(), { class: "quiet row-keys" })),
    h("div", { class: "bar-row" }, status, h("span", { class: "space" }),
      button("Copy", "c", () => desk.copy(), { class: "primary" }),
      button("Save file", "s", () => desk.save(false)),
      button("Word, tracked", "w", () => desk.save(true))),
    track);
  return { bar, paint };
};
