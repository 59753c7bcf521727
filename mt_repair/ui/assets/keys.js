// One key for each decision. Keys count where nothing is being typed.

const KEYS = [
  ["j n →", "next place"], ["k p ←", "place before"], ["a ⏎", "accept the first suggestion, go on to the next open place"],
  ["1 – 9", "accept that suggestion"], ["r", "leave the words as they are"], ["t", "type something else, over the place or over what is selected"],
  ["A", "the same decision for all of the same"], ["x", "dismiss for good: never flag these words again"],
  ["m", "mark words that nobody did; select them first, or type them"],
  ["g", "add the name to the glossary"], ["u", "undo"], ["U", "redo"], ["v", "marks, changes or plain text"],
  ["c", "copy the text"], ["s", "save the file"], ["w", "Word document with tracked changes"],
  ["?", "this list"], ["Esc", "close"],
];

const actOf = (desk, event) => {
  const { key } = event;
  if (event.ctrlKey || event.metaKey) {
    if (key.toLowerCase() === "z") return event.shiftKey ? () => desk.redo() : () => desk.undo();
    return key.toLowerCase() === "y" ? () => desk.redo() : null;
  }
  if (event.altKey) return null;
  if (key === "Escape") return () => desk.cancel();
  if (!desk.singleKeys) return key === "?" ? () => desk.help() : null;
  if (/^[1-9]$/.test(key)) return () => desk.accept(Number(key) - 1);
  const onMark = event.target.dataset?.place !== undefined;
  const acts = {
    j: () => desk.move(1), n: () => desk.move(1), ArrowRight: () => desk.move(1),
    k: () => desk.move(-1), p: () => desk.move(-1), ArrowLeft: () => desk.move(-1),
    a: () => desk.accept(0), r: () => desk.reject(), t: () => desk.type(), A: () => desk.all(),
    x: () => desk.dismiss(), g: () => desk.addTerm(), m: () => desk.mark(), u: () => desk.undo(), U: () => desk.redo(),
    v: () => desk.turn(), c: () => desk.copy(), s: () => desk.save(false), w: () => desk.save(true),
    "?": () => desk.help(),
  };
  if (onMark) Object.assign(acts, { ArrowDown: acts.j, ArrowUp: acts.k, " ": acts.a });
  if (onMark || event.target === document.body || event.target === desk.root) acts.Enter = acts.a;
  return acts[key] || null;
};

const listen = (desk) => {
  const heard = (event) => {
    if (!desk.root.isConnected) return document.removeEventListener("keydown", heard);
    const { target } = event;
    const typing = target.matches?.("input, textarea, select, [contenteditable]");
    if (typing || desk.stage !== "desk" || !desk.root.offsetParent) return;
    const inside = desk.root.contains(target) || target === document.body;
    if (!inside || (desk.dialog.open && event.key !== "Escape")) return;
    const act = actOf(desk, event);
    if (!act) return;
    event.preventDefault();
    act();
  };
  document.addEventListener("keydown", heard);
};

const fillHelp = (desk) => {
  const single = h("input", { type: "checkbox", id: "mt-single" });
  single.checked = desk.singleKeys;
  single.addEventListener("change", () => { desk.singleKeys = single.checked; });
  desk.dialog.replaceChildren(
    h("h2", {}, "Keys"),
    h("dl", {}, KEYS.map(([keys, does]) => [h("dt", {}, keys.split(" ").map((key) => (key === "–" ? " – " : h("kbd", { text: key })))), h("dd", { text: does })])),
    h("p", {}, h("label", {}, single, " Single keys on. Ctrl Z and Ctrl Y always undo and redo.")),
    button("Close", "Escape", () => desk.dialog.close(), { class: "primary" }));
};
