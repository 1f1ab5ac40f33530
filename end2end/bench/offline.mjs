// Changes that were made without a network: how long a board takes to send them all, once there is one.
import { openBrowser, signIn } from "./browser.mjs";
import { now, pause } from "./stats.mjs";
import { logEffort, OWNER, uuid, VERSION } from "./workspace.mjs";

/** They are put where the board keeps what waits, while it is not open. @param {import("./workspace.mjs").Workspace} workspace @param {string} role @param {number} changes */
export async function offline(workspace, role, changes) {
  const browser = await openBrowser();
  const { url } = workspace.server;
  try {
    const page = await browser.context.newPage();
    await signIn(page, url, OWNER);
    await page.locator(".role-card").first().waitFor();
    await page.getByText(/synced \d\d:\d\d/).first().waitFor();
    await page.goto(`${url}/robots.txt`);
    const drafts = Array.from({ length: changes }, () => ({ id: uuid(), version: VERSION, body: logEffort(role), claimed_at: new Date().toISOString() }));
    await page.evaluate(async (drafts) => {
      /** @type {IDBDatabase} */
      const database = await new Promise((resolve) => {
        const opening = indexedDB.open(JSON.parse(localStorage.getItem("fulcrum.database") ?? '"fulcrum"'));
        opening.onsuccess = () => resolve(opening.result);
      });
      const tx = database.transaction(["meta", "outbox"], "readwrite");
      /** @type {string} */
      const text = await new Promise((resolve) => {
        const asked = tx.objectStore("meta").get("meta");
        asked.onsuccess = () => resolve(asked.result);
      });
      const meta = JSON.parse(text);
      drafts.forEach((draft, at) => {
        const mid = meta.next_mid + at;
        tx.objectStore("outbox").put(JSON.stringify({ mid, draft, outcome: null }), String(mid).padStart(12, "0"));
      });
      tx.objectStore("meta").put(JSON.stringify({ ...meta, rev: meta.rev + 1, next_mid: meta.next_mid + drafts.length }), "meta");
      await new Promise((resolve) => { tx.oncomplete = resolve; });
      database.close();
    }, drafts);
    const began = now();
    await page.goto(`${url}/board`);
    await page.locator(".role-card").first().waitFor({ timeout: 60_000 });
    const shown = now() - began;
    const waiting = () => page.evaluate(async () => {
      /** @type {IDBDatabase} */
      const database = await new Promise((resolve) => {
        const opening = indexedDB.open(JSON.parse(localStorage.getItem("fulcrum.database") ?? '"fulcrum"'));
        opening.onsuccess = () => resolve(opening.result);
      });
      /** @type {number} */
      const count = await new Promise((resolve) => {
        const asked = database.transaction("outbox").objectStore("outbox").count();
        asked.onsuccess = () => resolve(asked.result);
      });
      database.close();
      return count;
    });
    while ((await waiting()) > 0) {
      if (now() - began > 300_000) throw new Error(`${await waiting()} changes still wait after five minutes`);
      await pause(100);
    }
    return { changes, shown, sent: now() - began };
  } finally {
    await browser.dispose();
  }
}
