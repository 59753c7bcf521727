// Elements made of data. Text only ever becomes a text node: nothing here parses HTML.

const h = (tag, props, ...children) => {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "text") made.textContent = value;
    else if (key === "data") Object.assign(made.dataset, value);
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
};

const kbd = (key) => h("kbd", { "aria-hidden": "true", text: key });

const button = (label, key, act, props = {}) =>
  h("button", { type: "button", onclick: act, "aria-keyshortcuts": key || null, ...props }, label, key ? kbd(shownKey(key)) : null);

const shownKey = (key) => key.replace("Shift+", "").replace("Escape", "Esc");

const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

const said = h("div", { class: "unseen", role: "status", "aria-live": "polite" });
const say = (text) => {
  // The same words twice are told twice.
  said.textContent = said.textContent === text ? `${text}\u00a0` : text;
};

const bytesToBase64 = (bytes) => {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(binary);
};

const base64ToBytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

const fileOf = async (file) => ({
  name: file.webkitRelativePath || file.name,
  data: bytesToBase64(new Uint8Array(await file.arrayBuffer())),
  size: file.size,
});

const handOver = ({ name, data }) => {
  const link = h("a", { href: URL.createObjectURL(new Blob([base64ToBytes(data)])), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
};

const wired = (asked) => async (name, message) => {
  try {
    return JSON.parse(await asked[name](JSON.stringify(message)));
  } catch (error) {
    return { problems: [`the server does not answer (${error.message}); your work is kept here, try again`] };
  }
};
