"use strict";
// The search. The page loads this file and starts it once more as a worker, which finds, so that typing never waits.
// The index holds plain words: they become text of the page, never HTML.

const SHOWN = 5; // So many results of a group; the others are folded.
const EXCERPT = 120; // So many characters of a text.
const BOOSTS = { tags: 1e6, title: 1e3, text: 1 }; // The words on the screen lead before all others.

// Small letters without accents: who types “telefono” means “teléfono” too.
const folded = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").normalize("NFC");
const wordsOf = (text) => folded(text).match(/[\p{L}\p{N}]+/gu) || [];

// --- The worker: the first message is the index, each other one the words of a reader ---

function worker() {
  importScripts("lunr.js");
  let index, english;
  self.onmessage = ({ data: { docs, lang, words } }) => {
    if (docs) index = indexed(docs, english = lang === "en");
    else self.postMessage({ words, ...found(index, wordsOf(words), english) });
  };
}

// The stems and the words that tell nothing are known of English only.
function indexed(docs, english) {
  lunr.Pipeline.registerFunction(withStem, "withStem");
  return lunr((builder) => {
    builder.pipeline.reset();
    if (english) builder.pipeline.add(withStem);
    builder.searchPipeline.reset();
    builder.ref("number");
    for (const [name, boost] of Object.entries(BOOSTS)) {
      builder.field(name, { boost, extractor: (doc) => wordsOf([doc[name]].flat().join(" ")) });
    }
    docs.forEach((doc, number) => builder.add({ ...doc, number }));
  });
}

// A word as it stands, which readers find by its beginning, and its stem, by which they find its other forms.
function withStem(token) {
  const stem = lunr.stemmer(token.clone());
  return stem.toString() === token.toString() ? token : [token, stem];
}

// The numbers of the entries that hold every word; where none does, of those that hold some.
function found(index, words, english) {
  const telling = words.filter((word) => !english || lunr.stopWordFilter(word));
  const stemOf = (word) => english ? lunr.stemmer(new lunr.Token(word)).toString() : word;
  const wildcard = lunr.Query.wildcard.TRAILING;
  const ask = (presence) => index.query((query) => {
    for (const word of telling.length ? telling : words) {
      const stem = stemOf(word);
      query.term(stem, { wildcard, presence });
      query.term(word, { wildcard, boost: 10 });
      query.term(stem, { boost: 100 });
    }
  });
  if (!words.length) return { numbers: [] };
  const all = ask(lunr.Query.presence.REQUIRED);
  const results = all.length ? all : ask(lunr.Query.presence.OPTIONAL);
  return { every: all.length > 0, numbers: results.map((result) => Number(result.ref)) };
}

// --- The page: its wording and its groups stand in its HTML ---

function page() {
  const script = document.currentScript.src;
  const [form, field, told, hits, all] = document.querySelectorAll("form, #words, #told, #hits, #all");
  const groups = [...all.querySelectorAll("b")].map((name) => [name.dataset.below, name.textContent]);
  let docs, finder, timer;

  const say = (name, count) => { told.textContent = told.dataset[name].replace("#", count); };
  const list = (parts) => { hits.replaceChildren(...parts); all.hidden = parts.length > 0; };
  const fail = () => { say("failed"); list([]); };

  const ready = fetch("search_index.json").then((answer) => answer.json()).then((index) => {
    docs = index.docs;
    finder = new Worker(script);
    finder.onmessage = ({ data }) => { if (data.words === field.value) show(data); };
    finder.onerror = fail;
    finder.postMessage({ docs, lang: document.documentElement.lang });
  });
  ready.catch(fail);

  function ask() {
    const words = field.value;
    clearTimeout(timer);
    history.replaceState(null, "", words ? `?${new URLSearchParams({ q: words })}` : location.pathname);
    if (words && !docs) { say("wait"); all.hidden = true; }
    if (words) ready.then(() => finder.postMessage({ words }), fail);
    else { told.textContent = ""; list([]); }
  }

  function show({ words, every, numbers }) {
    let left = numbers.map((number) => docs[number]);
    list(groups.flatMap(([below, name]) => {
      const items = left.filter((doc) => doc.location.startsWith(below)).map((doc) => item(doc, wordsOf(words)));
      left = left.filter((doc) => !doc.location.startsWith(below));
      return items.length ? group(name, items) : [];
    }));
    say(!numbers.length ? "none" : !every ? "some" : numbers.length > 1 ? "many" : "one", numbers.length);
  }

  function group(name, items) {
    const rest = items.splice(SHOWN);
    const more = element("summary", told.dataset.more.replace("#", rest.length));
    const parts = [element("h2", name), element("ul", ...items), element("details", more, element("ul", ...rest))];
    return rest.length ? parts : parts.slice(0, 2);
  }

  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 150); });
  form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  field.value ||= new URLSearchParams(location.search).get("q") || ""; // What was typed before this came stays.
  if (field.value) ask();
  else field.focus();
}

function item(doc, words) {
  const link = element("a", doc.title);
  link.href = `../${doc.location}`;
  return element("li", link, element("p", excerpt(doc.text, words)));
}

// A part of the text, where the longest of the words stands that it holds: short ones say little.
function excerpt(text, words) {
  const low = folded(text);
  const longest = [...words].sort((one, other) => other.length - one.length);
  const at = low.indexOf(longest.find((word) => low.includes(word)) || "");
  const start = at > EXCERPT / 2 ? text.indexOf(" ", at - EXCERPT / 2) + 1 : 0;
  const end = start + EXCERPT < text.length ? text.lastIndexOf(" ", start + EXCERPT) : text.length;
  return (start ? "… " : "") + text.slice(start, end) + (end < text.length ? " …" : "");
}

// A string among the children becomes text, whatever it holds.
function element(name, ...children) {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}

if (self.document) page();
else worker();
