// Keeps a leader's page live. The server renders it; it is whole without this script, and so are its forms.
//
// A stream brings the sections that have changed, as HTML; they are put in the place of the old ones, node by node, so
// that focus, selection, open details and the place on the page stay. What belongs to this visit stands in elements
// with `data-own`, which no section touches. All words are in the page's templates.
const page = document.querySelector("main");
// A form that was answered without script has left its own address.
const link = location.pathname.split("/").slice(0, 3).join("/");
const isPage = location.pathname === link;
if (location.pathname + location.search !== link) history.replaceState(null, "", link);
const policy = globalThis.trustedTypes?.createPolicy("portal", {
  createHTML: (html) => html,
  createScriptURL: (url) => (url === "/p/sw.js" ? url : ""),
}) ?? { createHTML: String, createScriptURL: String };
const build = document.querySelector("script[data-build]").dataset.build;

const template = (name) => document.querySelector(`template[id="${name}"]`)?.content.firstElementChild.cloneNode(true);

/* ---- News ---- */

// Milliseconds without a word, after which a stream is taken for lost. It beats every 15 s.
const SILENCE = 40_000;
// A stream says something at once, unless something on the way holds it back.
const FIRST_WORD = 8_000;
// Then the page asks, this often.
const ASKING = 20_000;
const STREAM_AGAIN = 300_000;
// The first wait after a loss, and the longest.
const RETRY = [1_000, 30_000];
// As old as a page is said to be, at the most.
const OLDEST = 2_147_483_647;
// A question that is not answered by then counts as lost.
const PATIENCE = 20_000;

let stamp = page.dataset.stamp;
let source, silence, next;
let losses = 0;
// Of the page's listening: an answer to an earlier one comes too late.
let turn = 0;
let isGone = false;
// When this page was last known to be what the server shows.
let currentAt = 0;

const address = (what) => `${link}/${what}?from=${stamp}&build=${build}`;

function listen() {
  stop();
  if (isGone || document.hidden) return;
  source = new EventSource(address("events"));
  let isHeard = false;
  const askInstead = () => ask(Date.now() + STREAM_AGAIN);
  wait(FIRST_WORD, askInstead);
  const hear = (name, act) =>
    source.addEventListener(name, ({ data }) => {
      isHeard = true;
      losses = 0;
      wait(SILENCE, lost);
      act(data);
    });
  hear("view", (data) => (take(JSON.parse(data)), isLive()));
  hear("same", isLive);
  hear("beat", isLive);
  hear("newer", tellOfNewer);
  hear("bye", (why) => (why === "gone" ? end() : lost()));
  source.onerror = () => (isHeard ? lost() : askInstead());
}

function stop() {
  turn++;
  source?.close();
  clearTimeout(silence);
  clearTimeout(next);
}

function wait(time, act) {
  clearTimeout(silence);
  silence = setTimeout(act, time);
}

function lost() {
  stop();
  mark("offline");
  const time = Math.min(RETRY[0] * 2 ** losses++, RETRY[1]);
  next = setTimeout(listen, time * (0.5 + Math.random()));
}

// For a way that lets no stream through.
async function ask(until) {
  stop();
  if (isGone || document.hidden) return;
  const mine = turn;
  try {
    const answer = await fetch(address("news"), { signal: AbortSignal.timeout(PATIENCE) });
    const news = answer.status === 200 && (await answer.json());
    if (mine !== turn) return;
    if (answer.headers.has("fulcrum-gone")) return end();
    if (!news && answer.status !== 204) return lost();
    if (news) take(news);
    mark("still");
    sendKept();
  } catch {
    if (mine === turn) lost();
    return;
  }
  next = setTimeout(() => (Date.now() < until ? ask(until) : listen()), ASKING);
}

function isLive() {
  mark("live");
  sendKept();
}

function mark(how) {
  if (how !== "offline") currentAt = Date.now();
  const mark = page.querySelector(".live-mark");
  if (!mark) return;
  const words = mark.lastElementChild;
  const at = how === "offline" ? words.textContent.slice(-5) : clock.format();
  mark.classList.toggle("on", how === "live");
  words.textContent = mark.dataset[how] + at;
}

// Tells the time where the recruiter is; here, where this browser does not know that zone.
const clock = (() => {
  const form = { hour: "2-digit", minute: "2-digit" };
  try {
    return new Intl.DateTimeFormat("en-GB", { ...form, timeZone: page.dataset.zone });
  } catch {
    return new Intl.DateTimeFormat("en-GB", form);
  }
})();

function tellOfNewer() {
  if (!document.getElementById("is-newer")) page.prepend(Object.assign(template("newer"), { id: "is-newer" }));
}

/* ---- What a section brings ---- */

// Of the sections that there are, once news have come.
let keys;
// What the worker keeps is older than what is shown.
let isStale = false;
// It is brought up to date soon.
let keeping;
const SOON = 5_000;

function take(news) {
  const parsed = document.createElement("template");
  const focused = document.activeElement;
  const still = anchor(focused);
  const old = new Map([...page.querySelectorAll(":scope > [id^=p-]")].map((part) => [part.id, part]));
  let at = old.values().next().value;
  for (const key of news.keys) {
    let part = old.get(key);
    old.delete(key);
    if (news.changed[key]) {
      parsed.innerHTML = policy.createHTML(news.changed[key]);
      const fresh = parsed.content.firstElementChild;
      if (part) morph(part, fresh);
      else announce((part = arrives(fresh)));
      // What was just sent stands in its place now.
      for (const words of part.querySelectorAll("[data-state=sent] .words")) {
        if (stands(words, words.textContent)) words.remove();
      }
    }
    // What goes is passed over, so that nothing else is moved for it.
    while (at && old.has(at.id) && !news.keys.includes(at.id)) at = at.nextElementSibling;
    if (part === at) at = at.nextElementSibling;
    else if (part) move(page, part, at);
  }
  keys = news.keys;
  sweep();
  recallAll();
  hold();
  if (FORM) restoreForm();
  if (focused !== document.activeElement && focused.isConnected) focused.focus({ preventScroll: true });
  stamp = news.stamp;
  isStale = true;
  keepSoon();
  still();
}

// What the worker keeps follows what is shown, once for all that comes within a while.
function keepSoon() {
  keeping ??= setTimeout(keepNow, SOON);
}

function keepNow() {
  clearTimeout(keeping);
  keeping = undefined;
  if (isStale) navigator.serviceWorker?.controller?.postMessage({ type: "keep", link });
  isStale = false;
}

// Takes out the sections that have gone, but not what is half typed, whatever it answered. Of a person nothing stays: what is typed of
// them goes where one may write of anything.
function sweep() {
  const isAsked = document.activeElement.closest("[id^=p-asked]");
  for (const part of page.querySelectorAll(":scope > [id^=p-]")) {
    if (!keys || keys.includes(part.id)) continue;
    if (part.matches("[id^=p-candidate],[id^=p-interview],[id^=p-scorecard]")) drop(part);
    // What a form says is kept, and is back once it was taken back.
    else if (!written(part).length || page.querySelector("[data-form=sent]")) part.remove();
  }
  // Where one question was answered the next is asked.
  if (isAsked && !isAsked.isConnected) page.querySelector("[id^=p-asked] textarea")?.focus({ preventScroll: true });
}

// What is typed in, or else seen first; the function that is returned puts it back to where it was.
function anchor(focused) {
  const isInView = (node) => {
    const { top, bottom } = node.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };
  // What is docked stays where it is by itself.
  const isTyping = page.contains(focused) && !focused.closest(".dock") && isInView(focused);
  if (scrollY === 0 && !isTyping) return () => {};
  const first = document.elementFromPoint(innerWidth / 2, 1);
  const seen = isTyping ? focused : first !== page ? first : [...page.children].find(isInView);
  const places = [seen, seen?.closest("[id^=p-]")].filter(Boolean);
  const tops = places.map((node) => node.getBoundingClientRect().top);
  return () => {
    const at = places.findIndex((node) => node.isConnected);
    if (at >= 0) scrollBy({ top: places[at].getBoundingClientRect().top - tops[at], behavior: "instant" });
  };
}

// Read out, since it may stand far from where one is.
function announce(part) {
  document.getElementById("news").textContent = part.querySelector("h2")?.textContent ?? "";
}

function arrives(node) {
  node.toggleAttribute("data-new", true);
  fill(node);
  return node;
}

// Gives new places of a visit what belongs in them.
function fill(node) {
  for (const own of [node, ...node.querySelectorAll("[data-own]")]) {
    if (!own.matches("[data-own]:empty")) continue;
    const form = template(own.dataset.own);
    if (!form) continue;
    own.append(form);
    if (!form.matches("form")) {
      recall(own);
      continue;
    }
    form.elements.about.value = own.dataset.about ?? "";
    if (own.dataset.asked) form.elements.asked.value = own.dataset.asked;
    offer(own);
  }
}

// What was noted there, on this device; in a list, to questions that have gone from its room, or in rooms that have.
function recall(own) {
  const { about, asked, own: name } = own.dataset;
  const [, noted = "", begun = asked] = jots().find(([place]) => place === about) ?? [];
  for (const field of own.querySelectorAll("textarea, input")) {
    if (field.type !== "radio") field.value ||= noted;
    else Object.assign(field, { name: about, checked: noted ? field.value === noted : field.checked });
  }
  const list = own.querySelector("[data-was]");
  if (name === "jot") list.textContent = begun === asked ? "" : list.dataset.was + begun;
  if (name !== "noted") return;
  const places = [...page.querySelectorAll(PLACES)].map(({ dataset }) => dataset.about);
  const isHere = (place) => places.some((other) => other.startsWith(about ? place : place.split("/")[0]));
  const all = jots().filter(([place]) => place.startsWith(about));
  const gone = all.filter(([place]) => !isHere(place));
  list.textContent = gone.map(([, text, words]) => `${asked}“${words}”: ${text}`).join("\n");
  own.hidden = !all.length;
}

const recallAll = () => page.querySelectorAll(PLACES).forEach(recall);

// What one chooses between.
function offer(own) {
  const choices = own.dataset.choices?.split("\n").filter(Boolean).map((words) => {
    const choice = template("choice");
    choice.querySelector("input").value = words;
    choice.querySelector("span").textContent = words;
    return choice;
  });
  own.querySelector(".choices")?.replaceChildren(...(choices ?? []));
}

function morph(old, fresh) {
  if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) return old.replaceWith(fresh);
  if (old.nodeType === Node.TEXT_NODE) return retext(old, fresh.data);
  if (old.nodeType !== Node.ELEMENT_NODE) return;
  if (old.dataset?.own) {
    const isAnother = old.dataset.asked !== fresh.dataset.asked;
    // In the place of what was answered something else is asked.
    const isElse = old.dataset.about !== fresh.dataset.about;
    if (!isAnother && !isElse && old.dataset.choices === fresh.dataset.choices) return;
    Object.assign(old.dataset, fresh.dataset);
    if (!fresh.dataset.choices) delete old.dataset.choices;
    const form = old.querySelector("form");
    const isOwn = isElse && underWay.has(form); // It was answered here, which is only now coming back.
    if (isElse && form) {
      form.elements.about.value = old.dataset.about ?? "";
      form.querySelector("[role=status]").replaceChildren();
      underWay.delete(form);
    }
    if (isAnother && form) form.elements.asked.value = old.dataset.asked;
    offer(old);
    if (form && isBegun(form) && !isOwn) say(form, "changed");
    return;
  }
  const stays = (name) => name === "data-new" || (name === "open" && old.nodeName === "DETAILS");
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !stays(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value && !stays(name)) old.setAttribute(name, value);
  }
  const name = (node) => node.id || node.dataset?.own || "";
  const kept = new Map([...old.childNodes].filter(name).map((node) => [name(node), node]));
  const named = new Set([...fresh.childNodes].map(name));
  let at = old.firstChild;
  for (const child of [...fresh.childNodes]) {
    while (at && name(at) && !named.has(name(at))) at = drop(at);
    const match = name(child) ? kept.get(name(child)) : at && !name(at) && at.nodeName === child.nodeName && at;
    if (match) {
      if (match === at) at = at.nextSibling;
      else move(old, match, at);
      morph(match, child);
    } else {
      old.insertBefore(child, at);
      if (child.id) arrives(child);
      else if (child.nodeType === Node.ELEMENT_NODE) fill(child);
    }
  }
  while (at) at = drop(at);
}

// Whether a section shows these words of its reader's already.
const stands = (node, text) =>
  [...(node.closest("[id^=p-]")?.querySelectorAll("li p") ?? [])].some(({ textContent }) => textContent.trim() === text.trim());

// Keeps the focus, where the browser can.
function move(parent, node, before) {
  if (node.isConnected && parent.moveBefore) parent.moveBefore(node, before);
  else parent.insertBefore(node, before);
}

// What is half typed in what goes is kept where one may write of anything.
function drop(node) {
  const next = node.nextSibling;
  const gone = [...(node.querySelectorAll?.("form.reply") ?? [])].filter((form) => !underWay.has(form));
  node.remove();
  const texts = gone.flatMap(written);
  const place = texts.length && formOf("");
  if (place) {
    for (const text of texts) giveBack(place, text);
    say(place, "moved");
  } else for (const text of texts) setAside(text, "moved");
  return next;
}

// Only what differs is written, so that what is selected beside it stays selected.
function retext(node, text) {
  const was = node.data;
  let start = 0;
  while (start < was.length && was[start] === text[start]) start++;
  let end = 0;
  while (end < Math.min(was.length, text.length) - start && was.at(-1 - end) === text.at(-1 - end)) end++;
  if (was !== text) node.replaceData(start, was.length - end - start, text.slice(start, text.length - end));
}

/* ---- Forms ---- */

const KEPT = `fulcrum.replies.${link.split("/")[2]}`;
// What is noted in the room, by interview and question: it is never sent.
const JOTS = KEPT.replace("replies", "jots");
const PLACES = "[data-own=jot], [data-own=felt], [data-own=noted]";
// What is half typed in this tab, by what it is about; the form of whoever was hired stays in this browser until it was read.
const FORM = page.dataset.drafts;
const SHELF = FORM ? "localStorage" : "sessionStorage";
const DRAFTS = FORM ? `fulcrum.${FORM}` : KEPT.replace("replies", "drafts");
// Fields in which nothing is typed or chosen.
const NAMING = ["command", "about", "asked", "hash", "role", "i_am"];
// What a form says that is to be answered at once.
const ASKED = ["who", "choose", "pick", "unsaved", "empty"];
// Refusals of something on the way, or of this moment.
const PASSING = [401, 403, 404, 425];
// What each form has sent under its command's id, and nobody has answered.
const underWay = new WeakMap();
let isConfirmed = "confirmed" in page.dataset;
let isSending = false;
const refused = [];

// A browser may forbid all storage: even its name throws then.
const read = (storage, key) => {
  try {
    return JSON.parse(globalThis[storage].getItem(key)) ?? [];
  } catch {
    return [];
  }
};
const write = (storage, key, list) => {
  try {
    if (list.length) globalThis[storage].setItem(key, JSON.stringify(list));
    else globalThis[storage].removeItem(key);
    return true;
  } catch {
    return false;
  }
};
// Where forms of whoever was hired are kept, by whichever link they were written.
const shelved = () => {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith("fulcrum.form "));
  } catch {
    return [];
  }
};
const jots = () => read("localStorage", JOTS);
const kept = () => read("localStorage", KEPT);
const keep = (waiting) => [write("localStorage", KEPT, waiting), hold()][0];
// Beside what waits of a form nothing else is pressed; it may be taken back, and what is changed is not sent as it was.
const hold = () => {
  const held = kept().map(about);
  for (const form of forms()) form.inert = FORM && held.length && !held.includes(form.elements.about.value);
};
const unkeep = (form) => keep(kept().filter((gesture) => about(gesture) !== form.elements.about.value));
const written = (node) => [...node.querySelectorAll("textarea")].map(({ value }) => value).filter((text) => text.trim());

const isBegun = (form) => written(form).length || form.querySelector(":checked:not([value=''])");

const forms = () => [...page.querySelectorAll("form.reply")];
const about = (gesture) => new Map(gesture.fields).get("about") ?? "";
// Where what came too late stands, on a page that has no place for anything else.
const LATE = "[data-own=late]";
// The form that is about this; when that has gone, one that answers nothing.
const formOf = (what) => {
  const isOf = (what) => ({ elements }) => elements.about.value === what;
  const any = () => (page.querySelector(LATE) ? undefined : forms().findLast(isTyped));
  return forms().find(isOf(what)) ?? forms().find(isOf("")) ?? any();
};

const isTyped = ({ elements }) => elements.text.type !== "hidden";
const CHOSEN = "[type=radio]:not([name=verdict])";
// Each with what it answers, where that is a number.
const chosen = (form) =>
  [...form.querySelectorAll(CHOSEN + ":checked:not([value=''])")].map((field) => [
    field.name,
    field.value,
    field.closest("fieldset")?.firstElementChild.textContent,
  ]);
// Of a draft, as its reader is given it.
const lines = ([, text, chosen]) => [...chosen.map(([, worth, asks]) => asks && `${asks}: ${worth}`), text.trim()].filter(Boolean);
const told = (draft) => lines(draft).join("\n");
const paragraph = (textContent, name = "p") => Object.assign(document.createElement(name), { textContent, className: "unsent", dir: "auto" });

function draft() {
  const typed = forms().filter(isTyped);
  if (FORM && !typed.length) return;
  const drafts = typed.map((form) => [
    FORM ? link : form.elements.about.value,
    form.elements.text.value,
    chosen(form),
  ]);
  write(SHELF, DRAFTS, drafts.filter(([, text, chosen]) => text.trim() || chosen.length));
}

// Puts back what was half typed.
function restore() {
  for (const [what, text, chosen] of read(SHELF, DRAFTS)) {
    if (!FORM && !forms().length) break;
    const form = FORM ? forms().find(isTyped) : formOf(what);
    if (!form) {
      setAside(text, "moved");
      continue;
    }
    // A choice is of what it was made about alone.
    const isSame = FORM || form.elements.about.value === what;
    for (const one of isSame ? form.querySelectorAll(CHOSEN) : []) {
      one.checked ||= chosen.some(([name, value]) => one.name === name && one.value === value);
    }
    giveBack(form, text);
    readOnceMore(form);
  }
}

// What was sent is put back once it was taken back, and goes from here once it was read.
function restoreForm(isBack) {
  const how = page.querySelector("[data-form]")?.dataset.form;
  page.querySelector("[data-own=yours]")?.replaceChildren(...read(SHELF, DRAFTS).map((draft) => paragraph(told(draft))));
  // What was never sent stays, to be copied.
  if (how === "done") write(SHELF, DRAFTS, read(SHELF, DRAFTS).filter(([, , , isSent]) => !isSent));
  else if (how === "open" && (isBack || forms().some((form) => isTyped(form) && !isBegun(form)))) restore();
}

// What is written here goes from this browser, or comes back.
let wiped;
function wipe(own, isBack) {
  const was = read(SHELF, DRAFTS);
  if (!isBack && !was.length) return;
  write(SHELF, DRAFTS, isBack ? wiped : []);
  wiped = was;
  for (const form of isBack ? [] : forms().filter(isTyped)) {
    unkeep(form);
    clear(form, form.elements.text.value);
    form.querySelector("[role=status]").replaceChildren();
  }
  restoreForm(isBack);
  own.replaceChildren(template(isBack ? "wipe" : "wiped"));
  own.querySelector("button").focus();
}

// All that is sent, as its reader is given it.
function readOnceMore(form) {
  const all = lines([, form.elements.text.value, chosen(form)]);
  form.querySelector(".once_more ul")?.replaceChildren(...all.map((line) => paragraph(line, "li")));
}

// Once it was read, what was sent goes from here.
function noteSent(text) {
  const drafts = read(SHELF, DRAFTS);
  if (FORM) write(SHELF, DRAFTS, drafts.map(([what, typed, chosen, isSent]) => [what, typed, chosen, isSent || typed === text]));
}

// What was sent does not stand there any more; what was typed meanwhile is another text.
function clear(form, text) {
  if (form.elements.text.value === text && !form.elements.hash) form.elements.text.value = "";
  for (const chosen of form.querySelectorAll(":checked")) chosen.checked = false;
  readOnceMore(form);
}

// What is said of a form, or comes back into it, is seen.
const unfold = (form) => {
  for (let part = form; (part = part.parentElement?.closest("details")); ) part.open = true;
};

// Puts a text back where it was typed, below what is typed there now.
function giveBack(form, text) {
  unfold(form);
  if (!text) return;
  const field = form.elements.text;
  if (!field.value.split("\n\n").includes(text)) field.value = field.value.trim() ? `${field.value}\n\n${text}` : text;
  draft();
}

// Why it would be refused, as the server says it; it counts characters, not halves of them.
function tooLong(text) {
  const said = template("say-long");
  const length = [...text.trim()].length;
  const isLong = length > document.getElementById("say-long")?.dataset.most;
  return isLong ? { refused: said.textContent.replace(" 0 ", ` ${length.toLocaleString("en")} `) } : undefined;
}

// Ids of commands are ordered by time (UUID version 7).
function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = Date.now();
  for (let i = 5; i >= 0; i--, time = Math.floor(time / 256)) bytes[i] = time % 256;
  bytes[6] = (bytes[6] & 15) | 112;
  bytes[8] = (bytes[8] & 63) | 128;
  return hex(bytes).replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// What opens a link that is made here, and its hash, which is all that leaves this device. Where a browser cannot work
// that out, the server draws it.
async function draw() {
  const bytes = String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32)));
  const secret = btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const hash = await crypto.subtle?.digest("SHA-256", new TextEncoder().encode(secret));
  return hash ? [secret, hex(new Uint8Array(hash))] : [];
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches(".reply")) return;
  event.preventDefault();
  const text = form.elements.text.value;
  const fields = [...new FormData(form, event.submitter)].filter(([, value]) => value.trim());
  // What was pressed stays pressed while it is asked who pressed it.
  const { name, value } = event.submitter ?? {};
  if (name !== "i_am") form.pressed = ["verdict", "choice"].includes(name) ? [name, value] : undefined;
  else if (form.pressed) fields.push(form.pressed);
  const typed = fields.filter(([name]) => !NAMING.includes(name));
  if (form.elements.verdict?.value === "") return say(form, "choose");
  if (!typed.length) return say(form, form.querySelector("[type=radio]") ? "pick" : "empty");
  const isOther = event.submitter?.value === "no";
  page.toggleAttribute("data-reads", isOther);
  if (isOther) return say(form, "not_you");
  const why = tooLong(text);
  if (why) return say(form, why);
  // What is handed in is what was saved.
  const author = form.elements.about.value.match(/^hand-in (.+)/)?.[1];
  const left = author && forms().find((other) => other.elements.about.value.includes(author) && isBegun(other));
  if (left) {
    say(form, "unsaved");
    return left.elements.text.focus();
  }
  // A text has one id, however often it is sent; another text has another.
  const words = JSON.stringify(typed);
  if (underWay.get(form) !== words) {
    form.elements.command.value = freshId();
    form.drawn = form.elements.hash && draw();
  }
  underWay.set(form, words);
  const command = form.elements.command.value;
  const named = [["command", command]];
  const [secret, hash] = (await form.drawn) ?? [];
  if (hash) named.push(["hash", hash]);
  const gesture = {
    action: form.getAttribute("action"),
    isPress: !isTyped(form), // Then its text is what the button says.
    seenAt: currentAt,
    fields: [...named, ...fields.filter(([name]) => name !== "command")],
  };
  send(form, [text, words], gesture, secret && `${location.origin}/p/${command}/${secret}`);
});

document.addEventListener("click", async ({ target }) => {
  if (target.dataset?.print !== undefined) return setTimeout(print);
  if (target.dataset?.unkeep !== undefined) {
    if (isSending) return; // What is on its way is told once it arrived.
    unkeep(target.form);
    say(target.form, "back");
  }
  if (target.dataset?.wipe !== undefined) wipe(target.closest("[data-own]"), target.dataset.wipe);
  if (target.dataset?.clear !== undefined) {
    const { about } = target.closest("[data-own]").dataset;
    write("localStorage", JOTS, jots().filter(([place]) => !place.startsWith(about)));
    for (const own of page.querySelectorAll(PLACES)) own.replaceChildren();
    fill(page);
  }
  if (target.dataset?.tell !== undefined) {
    const own = target.closest("[data-own]");
    const felt = own.querySelector(":checked")?.value;
    if (!felt) return own.querySelector("input").focus();
    giveBack(formOf(""), `${own.dataset.asked} ${felt}/5.`);
    location.hash = formOf("").id;
  }
  if (!target.dataset?.copy) return;
  const field = target.closest("[role=status]").querySelector("input");
  field.select();
  await navigator.clipboard?.writeText(field.value).then(() => (target.textContent = target.dataset.copy), () => {});
});

document.addEventListener("input", ({ target }) => {
  const own = target.closest(PLACES);
  if (own) {
    const { about, asked } = own.dataset;
    const [, , begun = asked] = jots().find(([place]) => place === about) ?? [];
    const others = jots().filter(([place]) => place !== about);
    write("localStorage", JOTS, target.value ? [...others, [about, target.value, begun]] : others);
    return recallAll();
  }
  target.form?.querySelector("[role=status]")?.replaceChildren();
  draft();
  if (!target.form) return;
  readOnceMore(target.form);
  if (FORM) unkeep(target.form);
});

async function send(form, [text, words], gesture, address) {
  say(form, "sending");
  let state = (await post(gesture)) ?? unsent(gesture);
  // Its place went meanwhile, since somebody else had answered; or something else is asked there.
  const isGone = !form.isConnected || form.elements.about.value !== about(gesture);
  if (["sent", "kept"].includes(state) || state.forwarded) {
    isConfirmed = true;
    // Of a form that waits to be sent nothing is anywhere else.
    if (!isGone && !(FORM && state === "kept")) clear(form, text);
    // What was said to the question before is not said to this one, too.
    else if (isGone && form.elements.text.value === text) form.elements.text.value = "";
    if (!FORM) draft();
    else if (state === "sent") noteSent(text);
    if (address) state = { forwarded: address };
  }
  if (underWay.get(form) === words && !["who", "lost", "busy", "failed"].includes(state)) underWay.delete(form);
  const { choice } = Object.fromEntries(gesture.fields);
  if (!isGone) say(form, state, text);
  else if (!["sent", "kept"].includes(state)) tell(formOf(""), gesture.isPress ? "" : text, state, choice);
  sweep();
}

// Nothing when the server was not reached, or could not save it now.
async function post({ action, fields, seenAt = 0 }) {
  let answer;
  // How old the page was: what came later was not read by whoever did this.
  const behind = ["behind", Math.min(Math.max(0, Date.now() - seenAt), OLDEST)];
  try {
    const headers = { accept: "application/json" };
    const signal = AbortSignal.timeout(PATIENCE);
    answer = await fetch(action, { method: "POST", headers, signal, keepalive: true, body: new URLSearchParams([...fields, behind]) });
  } catch {
    return undefined;
  }
  if (answer.status >= 500 || answer.status === 408) return undefined;
  if (answer.status === 429) return "busy";
  const isFinal = answer.status >= 400 && !PASSING.includes(answer.status);
  const unknown = isFinal ? { refused: template("say-failed").textContent } : "failed";
  return answer.json().then(({ state }) => state ?? unknown, () => unknown);
}

function unsent(gesture) {
  lost();
  const isLeader = isConfirmed || gesture.fields.some(([name]) => name === "i_am");
  // Asked here, since the server cannot ask.
  if (!isLeader) return "who";
  // What opens a link is kept nowhere.
  if (about(gesture).startsWith("forward")) return "lost";
  // What was pressed twice waits once.
  const others = kept().filter(({ fields }) => fields[0][1] !== gesture.fields[0][1]);
  return keep([...others, gesture]) ? "kept" : "lost";
}

const spoken = ({ choice, text }) => [choice, text].filter(Boolean).join(": ");
const named = (state) => (typeof state === "string" ? [state] : Object.entries(state)[0]);

function say(form, state, text = "") {
  let [name, why] = named(state);
  const waiting = kept().filter((gesture) => formOf(about(gesture)) === form);
  if (name === "sent" && waiting.length) name = "waits";
  const said = template(`say-${name}`);
  const field = said.querySelector("input");
  if (field) field.value = why;
  else if (why) said.textContent = why;
  if (name === "sent" && form.elements.text.type !== "hidden" && !stands(form, text)) said.lastElementChild.textContent = text;
  if (name === "waits") said.querySelector("b").textContent = waiting.length;
  // What has left its field and is nowhere else yet stays to be read.
  const left = FORM ? null : said.querySelector(".waiting");
  if (left) left.textContent = waiting.map(({ fields }) => spoken(Object.fromEntries(fields))).join("\n\n");
  form.dataset.state = name;
  unfold(form);
  const status = form.querySelector("[role=status]");
  // A button that was pressed there goes, and its focus not with it.
  if (status.contains(document.activeElement)) form.elements.text.focus();
  status.replaceChildren(said);
  // What is asked there is seen, also above what is docked.
  if (ASKED.includes(name)) status.scrollIntoView({ block: "nearest" });
  field?.select();
}

async function sendKept() {
  if (isSending) return;
  isSending = true;
  for (const gesture of kept()) {
    const fields = gesture.fields.filter(([name]) => name !== "i_am");
    const { command, text = "", choice } = Object.fromEntries(fields);
    const typed = gesture.isPress ? "" : text;
    // Only who had said that they are the leader could leave it here.
    const state = tooLong(text) ?? (await post({ ...gesture, fields: [...fields, ["i_am", "yes"]] }));
    const form = formOf(about(gesture));
    if (!state) break;
    // Whatever is no answer of ours is no end of it.
    if (["busy", "failed"].includes(state)) {
      if (form?.dataset.state === "kept") say(form, "waits");
      break;
    }
    keep(kept().filter((other) => new Map(other.fields).get("command") !== command));
    tell(form, typed, state, choice);
    sweep();
  }
  isSending = false;
}

// The form hears what became of what it left; a text that was refused comes back into it with the reason.
function tell(form, text, state, choice) {
  if (state === "sent") {
    noteSent(text);
    if (FORM && form) clear(form, text);
    if (["kept", "waits"].includes(form?.dataset.state)) say(form, "sent", text);
    return;
  }
  refused.push(text);
  if (!form) return setAside(spoken({ choice, text }), state);
  // Where it is not asked any more, what was chosen is words like others.
  giveBack(form, form === formOf("") ? spoken({ choice, text }) : text);
  say(form, state);
}

// Where nothing is asked any more, it stands above with the reason, to be copied.
function setAside(text, state) {
  const [name, why] = named(state);
  const said = template(`say-${name}`);
  if (why) said.textContent = why;
  page.querySelector(LATE)?.append(said, paragraph(text));
}

// What waits from before says so in its form.
function sayWhatWaits() {
  for (const gesture of kept()) {
    const form = formOf(about(gesture));
    if (form && !form.dataset.state) say(form, "kept");
  }
  hold();
}

/* ---- The end, and what is kept of the page ---- */

// The link opens nothing any more. What was written here and not sent stays to be copied.
function end() {
  isGone = true;
  stop();
  // What was pressed was not typed.
  const typed = kept().filter(({ isPress }) => !isPress);
  const drafts = [DRAFTS, ...shelved()].flatMap((key) => [...read("sessionStorage", key), ...read("localStorage", key)]);
  const ours = drafts.filter(([what]) => !what.startsWith("/") || what === link);
  // What stands on the shelf of a form has its numbers, too.
  const isForm = ours.some(([what]) => what === link);
  const texts = isForm ? [] : [...refused, ...typed.map(({ fields }) => new Map(fields).get("text")), ...written(page)];
  // What was not sent, and what was.
  const all = [texts, []];
  for (const draft of ours) all[draft[3] ? 1 : 0].push(told(draft));
  // A form that was sent without script came back with it.
  for (const { textContent } of page.querySelectorAll(":not([data-own=yours]) > p.unsent")) texts.push(textContent);
  const gone = template("gone");
  gone.querySelectorAll("section").forEach((section, at) => {
    const place = section.lastElementChild;
    const given = new Set(all[at].filter(Boolean));
    for (const text of given) place.before(Object.assign(place.cloneNode(), { textContent: text }));
    (given.size ? place : section).remove();
  });
  page.replaceWith(gone);
  const title = gone.querySelector("h1");
  title.tabIndex = -1;
  title.focus();
  keep([]);
  // A form may be sent by another link.
  write("sessionStorage", DRAFTS, []);
  write("localStorage", JOTS, []);
  navigator.serviceWorker?.controller?.postMessage({ type: "forget", link });
}

// An address that opens nothing, of a link that this browser may know by another: a message cuts the end off a line.
async function misses() {
  const answer = await fetch(link).catch(() => undefined);
  if (answer?.headers.has("fulcrum-gone")) end();
  else if (answer?.ok) location.replace(link);
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) return listen();
  stop();
  keepNow();
});
addEventListener("online", listen);
addEventListener("offline", lost);
// Where the page stands is our affair: a browser that moves it, too, would move it twice.
document.documentElement.style.overflowAnchor = "none";
sayWhatWaits();
fill(page);
if (FORM) restoreForm();
if (!page.querySelector("[data-form=sent]")) restore();
addEventListener("storage", ({ key }) => key === KEPT && sendKept());
if (page.dataset.stamp !== undefined) listen();
else if (isPage) end();
else misses();

const workers = isGone ? undefined : navigator.serviceWorker;
const isFirst = !workers?.controller;
workers?.register(policy.createScriptURL("/p/sw.js")).catch(() => {});
// This page came before its worker, which is to keep it all the same.
if (isFirst) workers?.ready.then(({ active }) => active.postMessage({ type: "keep", link }));
