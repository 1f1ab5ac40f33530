// Bytes of a first visit. What the page fetched is listed by kind; all that crossed the wire is counted
// in between, since the service worker fetches on its own account.
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { startServer } from "../support/process.mjs";
import { openBrowser } from "./browser.mjs";
import { pause } from "./stats.mjs";
import { claim, logEffort } from "./workspace.mjs";

const KINDS = /** @type {const} */ (["html", "js", "wasm", "css", "other"]);

export async function visits() {
  const counter = await countingProxy();
  const server = await startServer({ env: { FULCRUM_PUBLIC_URL: counter.url } });
  counter.to(server.port);
  try {
    // Reached through the counter, the server is at the counter's address.
    const workspace = await claim(/** @type {any} */ ({ url: counter.url, claimUrl: server.claimUrl }));
    const device = await workspace.device();
    const shared = await workspace.shared(device);
    for (let i = 0; i < 20; i++) await device.push([logEffort(shared.role, Date.now() - i * 3_600_000)]);
    device.close();
    const board = await visit(counter, `${counter.url}/`);
    const portal = await visit(counter, shared.url);
    return { board, portal };
  } finally {
    await server.dispose();
    counter.close();
  }
}

/** @param {Awaited<ReturnType<typeof countingProxy>>} counter @param {string} url */
async function visit(counter, url) {
  const browser = await openBrowser();
  try {
    const page = await browser.context.newPage();
    const session = await browser.context.newCDPSession(page);
    await session.send("Network.enable");
    /** @type {Map<string, { url: string, type: string }>} */
    const asked = new Map();
    /** @type {Record<string, number>} */
    const bytes = Object.fromEntries(KINDS.map((kind) => [kind, 0]));
    session.on("Network.responseReceived", ({ requestId, response, type }) => asked.set(requestId, { url: response.url, type }));
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const answer = asked.get(requestId);
      if (answer) bytes[kind(answer.url, answer.type)] += encodedDataLength;
    });
    const before = counter.sent();
    await page.goto(url);
    await page.locator("main").first().waitFor();
    // Until nothing has come for a while: the service worker installs after the page is there.
    for (let last = -1; last !== counter.sent(); await pause(1_200)) last = counter.sent();
    const listed = KINDS.reduce((sum, kind) => sum + bytes[kind], 0);
    return { bytes, listed, wire: counter.sent() - before };
  } finally {
    await browser.dispose();
  }
}

/** @param {string} url @param {string} type */
function kind(url, type) {
  const end = new URL(url).pathname.split(".").at(-1) ?? "";
  if (type === "Document") return "html";
  return KINDS.find((kind) => kind === end) ?? "other";
}

/** Passes everything on and counts what comes back. */
async function countingProxy() {
  let [bytes, target] = [0, 0];
  const proxy = createServer((incoming) => {
    const outgoing = connect(target, "127.0.0.1");
    incoming.pipe(outgoing);
    outgoing.on("data", (data) => (bytes += data.length));
    outgoing.pipe(incoming);
    incoming.on("error", () => outgoing.destroy());
    outgoing.on("error", () => incoming.destroy());
  }).listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const address = proxy.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    to: (/** @type {number} */ port) => (target = port),
    sent: () => bytes,
    close: () => proxy.close(),
  };
}
