// Keeps one whole build for instant and offline starts. The build fills in the three names.
//
// A build is installed completely or not at all, and it waits: the page asks "New version, reload"
// and sends {type: "activate-now"}. Data, streams and leaders' pages never pass through here.
const CACHE = "fulcrum-__FULCRUM_BUILD__";
const BOOT = "__FULCRUM_BOOT__";
const PRECACHE = __FULCRUM_PRECACHE__;

const KEPT = new Set(PRECACHE);
const SHELL = "/";

// Answered by the server alone. An entry that ends in a slash covers what is below it.
const SERVER_ONLY = ["/api/", "/p/", "/mail/", "/calendar/", "/healthz", "/readyz", "/metrics"];

self.addEventListener("install", (event) => {
  // Where a browser can, it does not wake this for what is the same for ever, nor for what is the server's alone.
  event.addRoutes?.([
    { condition: { urlPattern: new URLPattern({ pathname: "/assets/*" }) }, source: { cacheName: CACHE } },
    { condition: { urlPattern: new URLPattern({ pathname: "/api/*" }) }, source: "network" },
  ]);
  event.waitUntil(install());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(activate());
});

self.addEventListener("message", (event) => {
  if (event.data?.type === "activate-now") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (isServerOnly(url.pathname) || request.headers.get("accept") === "text/event-stream") return;

  if (request.mode === "navigate") {
    // A kept file opened by its own address is itself; any other address is a page of the board.
    const key = KEPT.has(url.pathname) ? url.pathname : SHELL;
    event.respondWith(keptOrFetched(key, request));
  } else if (KEPT.has(url.pathname) && url.pathname !== SHELL) {
    event.respondWith(keptOrFetched(url.pathname, request));
  }
});

// Fetches everything before storing anything. While a server is being replaced it may answer with
// two builds; a shell that does not start this build is refused, and the browser tries again later.
async function install() {
  const answers = await Promise.all(PRECACHE.map(fetchWhole));
  const shell = answers[PRECACHE.indexOf(SHELL)];
  if (!(await shell.clone().text()).includes(BOOT)) {
    throw new Error(`The server's page does not belong to ${CACHE}`);
  }
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(PRECACHE.map((path, index) => cache.put(path, answers[index])));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function fetchWhole(path) {
  const answer = await fetch(path, { cache: path.startsWith("/assets/") ? "default" : "reload" });
  // A redirected answer may not be given to a navigation.
  if (!answer.ok || answer.redirected) throw new Error(`${path} answered ${answer.status}`);
  return answer;
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith("fulcrum-") && name !== CACHE) await caches.delete(name);
  }
  await self.clients.claim();
}

async function keptOrFetched(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(path, { ignoreVary: true })) ?? fetch(request);
}

function isServerOnly(path) {
  return SERVER_ONLY.some((entry) => path === entry || (entry.endsWith("/") && path.startsWith(entry)));
}
