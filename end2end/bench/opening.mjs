// Opening a device that holds the big workspace, with the processor slowed down and at its own speed.
import { openBrowser, signIn } from "./browser.mjs";
import { noteFinds, noteOpening, noteTaps, work } from "./inpage.mjs";
import { now, pause, percentile, summary } from "./stats.mjs";
import { OWNER } from "./workspace.mjs";

/** @typedef {import("@playwright/test").BrowserContext} Context */
/** @typedef {import("@playwright/test").CDPSession} Session */

/**
 * @param {import("./workspace.mjs").Workspace} workspace @param {number} efforts
 * @param {{ rate: number, times: number }[]} rates how much slower, and how often
 */
export async function opening(workspace, efforts, rates) {
  const browser = await openBrowser();
  const { url } = workspace.server;
  try {
    const first = await browser.context.newPage();
    const began = now();
    await signIn(first, url, OWNER);
    await first.locator(".role-card").first().waitFor({ timeout: 120_000 });
    const shown = now() - began;
    await synced(first);
    const sync = { shown, whole: now() - began };
    // The service worker installs, the compiler's cache is written.
    await pause(3_000);
    await first.close();
    const looks = await lookedAt(browser.context, url);
    const opened = [];
    for (const { rate, times } of rates) opened.push(await openings(browser.context, url, efforts, rate, times));
    return { sync, looks, opened, browser: browser.version };
  } finally {
    await browser.dispose();
  }
}

/** Waits until the last page of the snapshot is on the disk. @param {import("@playwright/test").Page} page */
async function synced(page) {
  const isWhole = () => page.evaluate(async () => {
    const [{ name }] = (await indexedDB.databases()).filter(({ name }) => name?.startsWith("fulcrum"));
    /** @type {IDBDatabase} */
    const database = await new Promise((resolve, reject) => {
      const opening = indexedDB.open(name ?? "");
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    /** @type {string} */
    const meta = await new Promise((resolve) => {
      const asked = database.transaction("meta").objectStore("meta").get("meta");
      asked.onsuccess = () => resolve(asked.result);
    });
    database.close();
    return JSON.parse(meta).cursor !== null;
  });
  const deadline = now() + 180_000;
  while (!(await isWhole())) {
    if (now() > deadline) throw new Error("The device does not hold all rows after three minutes");
    await pause(100);
  }
}

/** @param {Context} context @param {string} url @param {number} efforts @param {number} rate @param {number} times */
async function openings(context, url, efforts, rate, times) {
  /** @type {any[]} */
  const taken = [];
  for (let i = 0; i < times; i++) taken.push(await openOnce(context, url, rate));
  const of = (/** @type {string} */ name) => summary(taken.map((one) => one[name]));
  return {
    rate, times, efforts,
    slowed: percentile(taken.map((one) => one.slowed), 50),
    recent: taken[0].recent, cards: taken[0].cards, elements: taken[0].elements, drawing: of("drawing"),
    wasm: of("wasm"), asked: of("asked"), read: of("read"), card: of("card"), painted: of("painted"),
    older: of("older"), longest: of("longest"), long: of("long"), tap: summary(taken.flatMap((one) => one.taps)),
    palette: of("palette"), find: summary(taken.flatMap((one) => one.finds)),
  };
}

/** @param {Context} context @param {string} url @param {number} rate */
async function openOnce(context, url, rate) {
  const page = await context.newPage();
  // A page of the same site first, so that slowing down holds for the process that opens the board.
  await page.goto(`${url}/icon.svg`);
  const normal = await page.evaluate(work);
  const session = await context.newCDPSession(page);
  await page.addInitScript(noteOpening);
  await page.addInitScript(noteTaps);
  await page.addInitScript(noteFinds);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
  await page.goto(`${url}/`, { waitUntil: "commit" });
  await until(session, "window.opening?.painted > 0 && performance.now() - window.opening.older > 1500");
  await pause(300);
  const notes = await page.evaluate(() => /** @type {any} */ (window).opening);
  const slowed = (await page.evaluate(work)) / normal;
  const taps = [];
  for (let tap = 0; tap < 3; tap++) taps.push(await tapOnce(page, session));
  const [palette, ...finds] = await find(page, session);
  await page.close();
  // Packs and single rows, before the efforts and from the recent ones on.
  const begin = notes.reads.slice(0, 4);
  return {
    ...notes, slowed, taps, palette, finds,
    asked: begin[0]?.asked,
    read: begin.at(-1)?.answered,
    recent: begin.reduce((/** @type {number} */ sum, /** @type {any} */ read) => sum + read.rows, 0),
  };
}

/**
 * How many rows the board looks at for what it shows, with everything in memory.
 * @param {Context} context @param {string} url
 */
async function lookedAt(context, url) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await page.addInitScript(noteOpening);
  await page.addInitScript(noteTaps);
  await page.goto(`${url}/`);
  await until(session, "performance.now() - window.opening?.older > 1500");
  await pause(1_000);
  // The library that the page runs: asked for again it is the same.
  const count = () => page.evaluate(async () => {
    const scripts = performance.getEntriesByType("resource").map(({ name }) => name);
    const glue = scripts.find((name) => /\/board-[0-9a-f]+\/fulcrum\.js$/.test(name));
    return (await import(glue ?? "")).rows_looked_at();
  });
  const of = async (/** @type {() => Promise<unknown>} */ does) => {
    const before = await count();
    await does();
    await pause(1_000);
    return (await count()) - before;
  };
  const at = (/** @type {string} */ name) => () => page.getByRole("navigation").getByRole("link", { name }).first().click();
  const looks = {
    tap: await of(() => tapOnce(page, session)),
    today: await of(at("Today")),
    board: await of(at("Board")),
    role: await of(() => page.locator(".role-card a").first().click()),
  };
  await page.close();
  return looks;
}

/**
 * From a tap on a card to its own frame, with everything in memory: by a mouse that rests, is pressed and let go, and nothing beside it.
 * @param {import("@playwright/test").Page} page @param {Session} session
 */
async function tapOnce(page, session) {
  await page.locator(".role-card").first().hover({ timeout: 60_000 });
  // More of the card shows by then.
  await pause(800);
  const box = await page.locator(".role-card .quick").first().boundingBox();
  if (!box) throw new Error("The card shows nothing to tap");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await pause(300);
  await page.mouse.down();
  await page.mouse.up();
  await pause(300);
  await until(session, "window.notes.shown > 0 && window.notes.acked > 0");
  const { tap, shown } = await page.evaluate(() => /** @type {any} */ (window).notes);
  await pause(300);
  return shown - tap;
}

/**
 * Opens the palette and types a word: how long until each is answered.
 * @param {import("@playwright/test").Page} page @param {Session} session
 */
async function find(page, session) {
  let count = 0;
  for (const key of ["Control+k", ..."talk"]) {
    await page.keyboard.press(key);
    await pause(300);
    count += 1;
    await until(session, `window.finds.length >= ${count}`);
  }
  return page.evaluate(() => /** @type {any} */ (window).finds);
}

/**
 * Waits until this is true in the page. Playwright's own way would bring a script of its own into it, which takes a slowed page 40 ms.
 * @param {Session} session @param {string} expression
 */
async function until(session, expression) {
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline) {
    const { result } = await session.send("Runtime.evaluate", { expression });
    if (result.value === true) return;
    await pause(100);
  }
  throw new Error(`Not within a minute: ${expression}`);
}
