// `element` and `server` come from gr.HTML.

(async () => {
  const call = wired(server);
  const root = element.querySelector(".mt-root");
  const hello = await call("hello", {});
  if (hello.problems) {
    root.replaceChildren(h("ul", { class: "problems" }, hello.problems.map((text) => h("li", { text }))));
    return;
  }
  const desk = deskOf(root, call, hello);
  const { id, copied } = await ownId();
  const work = await keptLocally(copied || id);
  desk.work = work?.article && !copied ? work : emptyWork(id);
  if (work?.article && copied) desk.work = { ...work, id };
  if (desk.work.article) desk.show();
  else desk.start();
})();
