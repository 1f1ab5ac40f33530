// Run inside pages, before their own script: notes when things happen, on the page's clock.
// Each function is sent to the page as text, so it stands alone.

/** On the recruiter's page: the latest tap, its frame there, and when its push went out and came back. */
export function noteTaps() {
  const at = () => performance.timeOrigin + performance.now();
  /** @type {any} */
  const notes = { tap: 0, shown: 0, sent: 0, acked: 0 };
  Object.assign(window, { notes });
  addEventListener("pointerup", (event) => {
    Object.assign(notes, { tap: performance.timeOrigin + event.timeStamp, shown: 0, sent: 0, acked: 0 });
    // The click's own work comes first; the frame after it shows the effect.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (notes.shown = at());
      port2.postMessage(0);
    });
  }, true);
  const fetching = window.fetch;
  window.fetch = async (request, init) => {
    const isPush = (request instanceof Request ? request.url : String(request)).endsWith("/push");
    if (isPush) notes.sent = at();
    const answer = await fetching(request, init);
    if (isPush) notes.acked = at();
    return answer;
  };
}

/** On the board: from a key or a typed letter to the frame that answers it. */
export function noteFinds() {
  /** @type {number[]} */
  const finds = [];
  Object.assign(window, { finds });
  const note = (/** @type {Event} */ event) => {
    // The event's own work comes first; the frame after it shows what was found.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => finds.push(performance.now() - event.timeStamp);
      port2.postMessage(0);
    });
  };
  addEventListener("input", note, true);
  addEventListener("keydown", (event) => event.key === "k" && event.ctrlKey && note(event), true);
}

/** On the leader's page: each change of the feed, when its event arrived and when its frame was drawn. */
export function noteArrivals() {
  const at = () => performance.timeOrigin + performance.now();
  /** @type {{ heard: number, changed: number, shown: number }[]} */
  const arrivals = [];
  let heard = 0;
  Object.assign(window, { arrivals });
  window.EventSource = class extends EventSource {
    /** @param {string | URL} url @param {EventSourceInit} [init] */
    constructor(url, init) {
      super(url, init);
      this.addEventListener("open", () => Object.assign(window, { streaming: true }));
      this.addEventListener("view", () => (heard = at()));
    }
  };
  addEventListener("DOMContentLoaded", () => {
    // The first entry comes with its list; what is done again on that day changes its words.
    const isNew = (/** @type {Node} */ node) =>
      node instanceof HTMLElement && (node.matches(".feed, .feed > li") || node.querySelector(".feed > li") !== null);
    const isInFeed = (/** @type {MutationRecord} */ { target }) => target.parentElement?.closest(".feed");
    const changes = new MutationObserver((records) => {
      if (!records.some((record) => isInFeed(record) || [...record.addedNodes].some(isNew))) return;
      const arrival = { heard, changed: at(), shown: 0 };
      requestAnimationFrame(() => {
        // The frame was handed over once its callbacks, style, layout and paint are done.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => { arrival.shown = at(); arrivals.push(arrival); };
        port2.postMessage(0);
      });
    });
    changes.observe(document.body, { childList: true, subtree: true, characterData: true });
  });
}

/** On the board: what passes between the navigation and the first card, and what comes after. Milliseconds. */
export function noteOpening() {
  /** @type {any} */
  const notes = { wasm: NaN, reads: [], card: NaN, painted: NaN, older: NaN, longest: 0, long: 0, drawing: 0, elements: 0 };
  Object.assign(window, { opening: notes });
  const at = () => performance.now();
  for (const name of /** @type {const} */ (["instantiateStreaming", "instantiate"])) {
    const real = /** @type {any} */ (WebAssembly[name]);
    /** @type {any} */ (WebAssembly)[name] = async (/** @type {any} */ source, /** @type {any} */ imports) => {
      const made = await real.call(WebAssembly, source, imports);
      // The first one is the module; pages that are split from it come later.
      if (Number.isNaN(notes.wasm)) notes.wasm = at();
      return made;
    };
  }
  const getAll = IDBObjectStore.prototype.getAll;
  IDBObjectStore.prototype.getAll = function (/** @type {any} */ query, /** @type {any} */ limit) {
    const asked = at();
    const request = getAll.call(this, query, limit);
    const isPack = this.name.startsWith("packs");
    if (isPack || this.name.startsWith("rows")) {
      request.addEventListener("success", () => {
        const answered = at();
        // A pack holds a row on each of its lines.
        const rows = isPack ? request.result.flatMap((/** @type {string} */ pack) => pack.split("\n")).length : request.result.length;
        notes.reads.push({ asked, answered, rows });
        // Older efforts are read in a few turns, each until nothing is left: the last one counts.
        if (rows === 0 && !isPack && notes.reads.length > 4) setTimeout(() => (notes.older = at()), 0);
      });
    }
    return request;
  };
  const count = () => {
    notes.cards = document.querySelectorAll(".role-card").length;
    notes.elements = document.querySelectorAll("*").length;
  };
  const cards = new MutationObserver(() => {
    if (!document.querySelector(".role-card")) return;
    cards.disconnect();
    notes.card = at();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        // The browser's own word for it, when that frame is the first with any content; else once the frame was handed over.
        const [first] = performance.getEntriesByName("first-contentful-paint");
        notes.painted = first && first.startTime >= notes.card ? first.startTime : at();
        count();
      };
      port2.postMessage(0);
    });
  });
  cards.observe(document, { childList: true, subtree: true });
  new PerformanceObserver((entries) => {
    for (const { startTime, duration } of entries.getEntries()) {
      if (!(startTime > notes.painted)) continue;
      notes.longest = Math.max(notes.longest, duration);
      notes.long += duration;
    }
  }).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((entries) => {
    // Style, layout and paint of long frames: those that begin before the first card is painted.
    for (const { startTime, duration, styleAndLayoutStart } of /** @type {any[]} */ (entries.getEntries())) {
      if (styleAndLayoutStart > 0 && !(styleAndLayoutStart > notes.painted)) notes.drawing += startTime + duration - styleAndLayoutStart;
    }
  }).observe({ type: "long-animation-frame", buffered: true });
}

/** On the leader's page: its largest paint, when its stream is open, and what moved without being asked to. Milliseconds. */
export function noteVisit() {
  /** @type {any} */
  const notes = { largest: NaN, live: NaN, shift: 0, moved: [] };
  Object.assign(window, { visit: notes });
  const named = (/** @type {Element | null} */ node) => [node?.localName, ...(node?.classList ?? [])].join(".");
  new PerformanceObserver((entries) => {
    for (const { startTime } of entries.getEntries()) notes.largest = startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((entries) => {
    for (const { value, hadRecentInput, sources } of /** @type {any[]} */ (entries.getEntries())) {
      if (hadRecentInput) continue;
      notes.shift += value;
      notes.moved.push(...sources.map((/** @type {any} */ source) => named(source.node instanceof Element ? source.node : source.node?.parentElement ?? null)));
    }
  }).observe({ type: "layout-shift", buffered: true });
  const marks = new MutationObserver(() => {
    if (!document.querySelector(".live-mark.on")) return;
    marks.disconnect();
    notes.live = performance.now();
  });
  marks.observe(document, { childList: true, subtree: true, attributeFilter: ["class"] });
}

/** How long a fixed piece of work takes here: tells how much a page is slowed down. Milliseconds. */
export function work() {
  const began = performance.now();
  let sum = 0;
  for (let i = 0; i < 20_000_000; i++) sum = (sum * 31 + i) | 0;
  return performance.now() - began + (sum === 1 ? 1 : 0);
}
