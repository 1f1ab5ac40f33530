// The server is replaced by another build while boards of the first are open.
import type { Page } from "@playwright/test";
import { Board, begun } from "../../support/board.ts";
import { expect, isMarked, test } from "../../support/front.ts";

const LEADER = "Dana Whitfield";
const WORDS = "Two are in play; one asks for more than the range.";

/** The folders of the board's code that this page has loaded from. */
function loaded(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const files = performance.getEntriesByType("resource").map(({ name }) => name.match(/\/assets\/(board-\w+)\//)?.[1]);
    return [...new Set(files.filter((folder) => folder !== undefined))];
  });
}

function kept(page: Page): Promise<string[]> {
  return page.evaluate(() => caches.keys());
}

function offer(page: Page) {
  return page.getByRole("status").filter({ hasText: "A new version is ready." });
}

function missing(page: Page) {
  return page.getByRole("alert").filter({ hasText: "did not load" });
}

test("open boards are told of another build, lose nothing to it, and run it once they reload", async ({ page, context, server, front }) => {
  const { board } = await begun(page, server, (seed) => seed.role(seed.leader(LEADER), "Engineer"));
  await board.worksOffline();
  const { first } = front;
  expect(await loaded(page)).toEqual([first.board]);
  await board.openRole("Engineer");

  // Nothing is sent from here on until it is said.
  front.keepsBack = true;
  await server.stop();
  await board.logOne("Outreach");
  await expect(board.sync).toHaveText("1 change waiting · offline");
  await board.turnTo("Updates");
  await page.getByLabel("A short update").fill(WORDS);
  front.replace();
  await server.start();
  const second = await front.names();
  expect(second.board).not.toBe(first.board);

  // A browser looks for another build when a page of the site is opened. This page is never idle, so that it has fetched
  // no more than what it shows.
  const other = new Board(await context.newPage());
  await other.page.addInitScript(() => (window.requestIdleCallback = () => 0));
  await other.open();
  await expect(offer(other.page)).toBeVisible();
  await expect(offer(page)).toBeVisible();

  await test.step("what the first build has not fetched yet, its worker has", async () => {
    await other.page.getByRole("link", { name: "Leaders" }).click();
    await expect(other.page.getByRole("heading", { name: "Leaders", level: 1 })).toBeVisible();
    expect(await loaded(other.page)).toEqual([first.board]);
    await other.show();
  });

  await test.step("what is done in the moment of reloading is kept, too", async () => {
    const again = page.waitForEvent("load");
    await board.logOne("First talk");
    await offer(page).getByRole("button", { name: "Reload" }).click();
    await again;
  });

  await test.step("the second build runs, with all that was there", async () => {
    await expect(board.efforts).toHaveCount(2);
    await expect(page.getByLabel("A short update")).toHaveValue(WORDS);
    await expect(offer(page)).toHaveCount(0);
    expect(await loaded(page)).toEqual([second.board]);
    expect(await isMarked(page, `/assets/${second.board}/fulcrum_bg.wasm`)).toBe(true);
    expect(await kept(page)).toEqual([`fulcrum-${second.build}`]);
    await expect(board.sync).toHaveText(/^2 changes waiting/);
  });

  await test.step("what nobody has any more says so, and offers to reload", async () => {
    // The browser's own cache may still have it.
    await (await context.newCDPSession(other.page)).send("Network.clearBrowserCache");
    await other.page.getByRole("link", { name: "Engineer", exact: true }).click();
    await expect(missing(other.page)).toContainText("This page did not load");
    await missing(other.page).getByRole("button", { name: "Try again" }).click();
    await missing(other.page).getByRole("button", { name: "Reload" }).click();
    await expect(other.efforts).toHaveCount(2);
    expect(await loaded(other.page)).toEqual([second.board]);
  });

  await test.step("what waited is sent", async () => {
    front.keepsBack = false;
    await board.sync.click();
    await board.dialog("Your data").getByRole("button", { name: "Sync now" }).click();
    await page.keyboard.press("Escape");
    await board.synced();
  });

  await test.step("the second build starts without a network", async () => {
    await server.kill();
    await page.reload();
    await expect(board.efforts).toHaveCount(2);
    await expect(page.getByLabel("A short update")).toHaveValue(WORDS);
    expect(await loaded(page)).toEqual([second.board]);
  });
});
