// A leader's page on a slow phone, with nothing cached: when it is painted, when it is live, what moves, what it weighs.
import { startServer } from "../support/process.mjs";
import { openBrowser } from "./browser.mjs";
import { noteVisit, work } from "./inpage.mjs";
import { pause, percentile, summary } from "./stats.mjs";
import { addRole, claim, logEffort, sendUpdate, uuid } from "./workspace.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 3 };
const RATE = 4;
const LINE = { offline: false, latency: 400, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };

/** @param {number} times */
export async function phone(times) {
  const server = await startServer();
  try {
    const workspace = await claim(server);
    const device = await workspace.device();
    const shared = await workspace.shared(device);
    await device.push([addRole(uuid(), shared.leader, "Site Reliability Engineer, remote"), addRole(uuid(), shared.leader, "Analytics Lead, Utrecht")]);
    for (let i = 0; i < 20; i++) await device.push([logEffort(shared.role, Date.now() - i * 8 * 3_600_000)]);
    await device.push([sendUpdate(shared.leader)], 3_600_000);
    const { url } = await workspace.share(device, { leader: shared.leader });
    const change = () => device.push([logEffort(shared.role)]);
    const opened = [];
    for (const way of /** @type {const} */ (["first", "again"])) {
      const taken = [];
      for (let i = 0; i < times; i++) taken.push(await visit(server.url, url, way, change));
      opened.push({ way, ...medians(taken) });
    }
    device.close();
    return { times, rate: RATE, latency: LINE.latency, opened };
  } finally {
    await server.dispose();
  }
}

/** @param {Awaited<ReturnType<typeof visit>>[]} taken */
function medians(taken) {
  const of = (/** @type {"largest" | "live" | "bytes" | "slowed"} */ name) => taken.map((one) => one[name]);
  return {
    largest: summary(of("largest")), live: summary(of("live")), bytes: percentile(of("bytes"), 50), slowed: percentile(of("slowed"), 50),
    // What moves must never: the worst counts.
    shift: Math.max(...taken.map((one) => one.shift)), moved: [...new Set(taken.flatMap((one) => one.moved))],
  };
}

/**
 * Opens the link on a new device, as it was sent or with its secret known already, and stays for one change.
 * @param {string} site @param {string} link @param {"first" | "again"} way @param {() => Promise<unknown>} change
 */
async function visit(site, link, way, change) {
  // Its worker installs beside the page and would fetch past the slow line.
  const browser = await openBrowser({ ...PHONE, serviceWorkers: "block" });
  try {
    if (way === "again") await browser.context.request.get(link);
    const page = await browser.context.newPage();
    // A page of the same site first, so that slowing down holds for the process that opens the link.
    await page.goto(`${site}/healthz`);
    const normal = await page.evaluate(work);
    const session = await browser.context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.setCacheDisabled", { cacheDisabled: true });
    await session.send("Network.emulateNetworkConditions", LINE);
    await session.send("Emulation.setCPUThrottlingRate", { rate: RATE });
    await page.addInitScript(noteVisit);
    let bytes = 0;
    session.on("Network.requestWillBeSent", ({ redirectResponse }) => (bytes += redirectResponse?.encodedDataLength ?? 0));
    session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
    await page.goto(way === "again" ? link.slice(0, link.lastIndexOf("/")) : link, { waitUntil: "commit" });
    const waited = { timeout: 60_000, polling: 50 };
    await page.waitForFunction(() => /** @type {any} */ (window).visit?.live > 0, undefined, waited);
    const before = await page.evaluate(() => document.querySelector("main")?.textContent);
    await change();
    await page.waitForFunction((before) => document.querySelector("main")?.textContent !== before, before, waited);
    // What the change moves is told after its frames.
    await pause(500);
    const slowed = (await page.evaluate(work)) / normal;
    const notes = await page.evaluate(() => /** @type {any} */ (window).visit);
    return { .../** @type {{ largest: number, live: number, shift: number, moved: string[] }} */ (notes), bytes, slowed };
  } finally {
    await browser.dispose();
  }
}
