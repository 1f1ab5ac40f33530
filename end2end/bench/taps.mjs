// Tap to portal pixel: a recruiter's one-tap tile in one browser, the leader's portal in another.
import { openBrowser, signIn } from "./browser.mjs";
import { noteArrivals, noteTaps } from "./inpage.mjs";
import { pause, summary } from "./stats.mjs";
import { OWNER } from "./workspace.mjs";

/**
 * @param {import("./workspace.mjs").Workspace} workspace
 * @param {{ role: string, url: string }} shared @param {number} taps
 */
export async function taps(workspace, shared, taps) {
  const [recruiter, leader] = await Promise.all([openBrowser(), openBrowser()]);
  try {
    const board = await recruiter.context.newPage();
    await board.addInitScript(noteTaps);
    await signIn(board, workspace.server.url, OWNER);
    await board.locator(".role-card").first().waitFor();
    await board.goto(`${workspace.server.url}/role/${shared.role}`);
    const tile = board.getByRole("group", { name: "Log one, now" }).getByRole("button", { name: "Outreach" });
    await tile.waitFor();

    const portal = await leader.context.newPage();
    await portal.addInitScript(noteArrivals);
    await portal.goto(shared.url);
    await portal.waitForFunction(() => /** @type {any} */ (window).streaming, undefined, { polling: 50 });

    /** @type {Record<string, number>[]} */
    const taken = [];
    for (let i = 0; i < taps + 5; i++) {
      const one = await tap(tile, board, portal);
      // The first few warm both pages up.
      if (i >= 5) taken.push(one);
      // Not in step with frames or timers.
      await pause(60 + Math.random() * 120);
    }
    const of = (/** @type {string} */ name) => summary(taken.map((one) => one[name]));
    return { taps, browser: leader.version, whole: of("whole"), own: of("own"), stored: of("stored"), pushed: of("pushed"), heard: of("heard"), drawn: of("drawn") };
  } finally {
    await Promise.all([recruiter.dispose(), leader.dispose()]);
  }
}

/**
 * @param {import("@playwright/test").Locator} tile
 * @param {import("@playwright/test").Page} board @param {import("@playwright/test").Page} portal
 */
async function tap(tile, board, portal) {
  const before = await portal.evaluate(() => /** @type {any} */ (window).arrivals.length);
  await tile.click();
  await portal.waitForFunction((count) => /** @type {any} */ (window).arrivals.length > count, before, { polling: 20 });
  await board.waitForFunction(() => /** @type {any} */ (window).notes.acked > 0, undefined, { polling: 20 });
  const arrival = await portal.evaluate(() => /** @type {any} */ (window).arrivals.at(-1));
  const notes = await board.evaluate(() => /** @type {any} */ (window).notes);
  return {
    whole: arrival.shown - notes.tap,
    /** Until the recruiter's own page shows it. */
    own: notes.shown - notes.tap,
    /** Applied and durably stored on the device; the push leaves then. */
    stored: notes.sent - notes.tap,
    pushed: notes.acked - notes.sent,
    /** From the push leaving to the portal having the new view; overlaps the acknowledgement. */
    heard: arrival.heard - notes.sent,
    drawn: arrival.shown - arrival.heard,
  };
}
