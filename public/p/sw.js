// Keeps the last view of each link that was opened on this device, for when there is no connection. It fetches nothing
// ahead, and keeps nothing of a link that asks for a passcode: the server says which pages may stay (fulcrum-keep).
const CACHE = "portal";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const { type, link } = event.data ?? {};
  if (type === "keep") event.waitUntil(fetchPage(new Request(link)).catch(() => {}));
  if (type === "forget") event.waitUntil(forget(link));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  // An address with a secret leads to the page and is never kept.
  if (request.mode === "navigate" && pathname.split("/").length === 3) event.respondWith(page(request, pathname));
  if (pathname.startsWith("/assets/")) event.respondWith(asset(request));
});

async function page(request, path) {
  try {
    return await fetchPage(request);
  } catch (error) {
    const cache = await caches.open(CACHE);
    const kept = await cache.match(path);
    if (kept) return kept;
    throw error;
  }
}

async function fetchPage(request) {
  const path = new URL(request.url).pathname;
  const answer = await fetch(request);
  if (answer.ok && answer.headers.get("fulcrum-keep")) {
    const cache = await caches.open(CACHE);
    const assets = (await answer.clone().text()).match(/\/assets\/[^"]+/g) ?? [];
    await Promise.all(assets.map((path) => asset(new Request(path))));
    await cache.put(path, answer.clone());
    await tidy(cache);
  } else if (answer.ok || answer.status === 404) {
    await forget(path);
  }
  return answer;
}

// Styles and scripts have their content's hash in their name.
async function asset(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
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
  const pages = await Promise.all(all.filter((key) => !isAsset(key)).map(async (key) => (await cache.match(key)).text()));
  for (const key of all.filter(isAsset)) {
    const { pathname } = new URL(key.url);
    if (!pages.some((page) => page.includes(pathname))) await cache.delete(key);
  }
}
