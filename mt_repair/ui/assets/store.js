// The page's work, kept in the browser: one record a tab, so that two tabs never meet.

const openStore = () =>
  new Promise((done, failed) => {
    const asked = indexedDB.open("mt-repair", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("work", { keyPath: "id" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });

let storeIs = null; // opened once: what is put while the page goes away must not wait for it

const inStore = async (mode, act) => {
  try {
    storeIs ||= await openStore();
    const asked = act(storeIs.transaction("work", mode).objectStore("work"));
    return await new Promise((done, failed) => {
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });
  } catch {
    return null; // a browser that keeps nothing, such as a private window
  }
};

const keepLocally = (work) => inStore("readwrite", (store) => store.put(work));
const keptLocally = (id) => inStore("readonly", (store) => store.get(id));
const allKeptLocally = async () => (await inStore("readonly", (store) => store.getAll())) || [];
const forgetLocally = (id) => inStore("readwrite", (store) => store.delete(id));

const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");

// A tab that was duplicated has the other's id too; whoever comes second takes a new one.
const ownId = async () => {
  const id = sessionStorage.getItem("mt-repair") || newId();
  const free = await isFree(id);
  const own = free ? id : newId();
  sessionStorage.setItem("mt-repair", own);
  if (!free) await isFree(own);
  return { id: own, copied: free ? null : id };
};

const isFree = (id) =>
  new Promise((done) => {
    if (!navigator.locks) return done(true);
    navigator.locks.request(`mt-repair-${id}`, { ifAvailable: true }, (lock) => {
      done(lock !== null);
      return lock === null ? null : new Promise(() => {}); // held while the tab is open
    });
  });

// The names of the Glossary tab, where the server keeps none; the article's tab adds to them.
const keptNames = async () => (await keptLocally("glossary"))?.terms || [];
const keepNames = async (added) => {
  const more = new Set(added.map(({ zh }) => zh));
  const terms = [...(await keptNames()).filter(({ zh }) => !more.has(zh)), ...added];
  await keepLocally({ id: "glossary", terms });
};
const knownNames = async (own) => {
  const mine = new Set(own.map(({ zh }) => zh));
  return [...(await keptNames()).filter(({ zh }) => !mine.has(zh)), ...own];
};

// What was dismissed for good, where the server keeps none.
const keptDismissed = async () => (await keptLocally("dismissed"))?.rows || [];
const keepDismissed = async (come, gone) => {
  const key = (row) => JSON.stringify(row);
  const out = new Set([...come, ...gone].map(key));
  const rows = [...(await keptDismissed()).filter((row) => !out.has(key(row))), ...come];
  await keepLocally({ id: "dismissed", rows });
};
