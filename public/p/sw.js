// Keeps the last view of each link that was opened on this device, for when there is no connection. It fetches nothing
// ahead, and keeps nothing of a link that asks for a passcode: the server says which pages may stay (fulcrum-keep).
// Whatever goes wrong with what is kept, a page that the server answers is shown.
const CACHE = "portal";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const { type, link } = event.data ?? {};
  if (type === "keep") event.waitUntil(quietly(keep(link)));
  if (type === "forget") event.waitUntil(quietly(forget(link)));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  const path = pathname.split("/").slice(0, 3).join("/");
  if (request.mode === "navigate" && pathname.startsWith("/p/")) event.respondWith(page(event, path, pathname));
  if (pathname.startsWith("/assets/")) event.respondWith(asset(request));
});

async function page(event, path, asked) {
  try {
    const answer = await fetch(event.request);
    // An address with a secret is never kept, and what it answers says nothing of what is. It leads to the page, to which
    // a browser may go past its worker.
    if (asked === path) event.waitUntil(quietly(note(path, answer.clone())));
    else if (answer.type === "opaqueredirect") event.waitUntil(quietly(keep(path)));
    return answer;
  } catch (error) {
    const kept = await quietly(caches.open(CACHE).then((cache) => cache.match(path)));
    if (kept) return kept;
    throw error;
  }
}

async function keep(path) {
  await note(path, await fetch(path));
}

// Keeps the page, or drops the one that was kept when the link opens nothing any more.
async function note(path, answer) {
  if (answer.ok && answer.headers.has("fulcrum-keep")) {
    const assets = (await answer.clone().text()).match(/\/assets\/[^"]+/g) ?? [];
    await Promise.all(assets.map((path) => asset(new Request(path))));
    const cache = await caches.open(CACHE);
    await cache.put(path, answer);
    await tidy(cache);
  } else if (answer.ok || answer.headers.has("fulcrum-gone")) {
    await forget(path);
  }
}

// Styles and scripts have their content's hash in their name.
async function asset(request) {
  const kept = await quietly(caches.open(CACHE).then((cache) => cache.match(request)));
  if (kept) return kept;
  const answer = await fetch(request);
  const copy = answer.clone();
  if (answer.ok) await quietly(caches.open(CACHE).then((cache) => cache.put(request, copy)));
  return answer;
}

async function forget(path) {
  const cache = await caches.open(CACHE);
  await cache.delete(path);
  await tidy(cache);
}

// Drops the assets that no kept page names.
async function tidy(cache) {
  const all = await cache.keys();
  const isAsset = ({ url }) => new URL(url).pathname.startsWith("/assets/");
  const text = async (key) => (await cache.match(key))?.text() ?? "";
  const pages = await Promise.all(all.filter((key) => !isAsset(key)).map(text));
  for (const key of all.filter(isAsset)) {
    const { pathname } = new URL(key.url);
    if (!pages.some((page) => page.includes(pathname))) await cache.delete(key);
  }
}

function quietly(promise) {
  return promise.catch(() => undefined);
}
