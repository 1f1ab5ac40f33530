import type { BrowserContext } from "@playwright/test";
import { Board, begun, signedInElsewhere, withoutAccount } from "../../support/board.ts";
import { Days } from "../../support/days.ts";
import { Seed } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";

/** Counts the pushes of every page of a context. */
function pushes(context: BrowserContext) {
  const seen = { count: 0 };
  context.on("request", (request) => {
    if (request.url().endsWith("/push")) seen.count += 1;
  });
  return seen;
}

test("two tabs see each other's changes, and only one of them sends", async ({ page, context, server }) => {
  const one = new Board(page);
  await one.begin(await Seed.claim(server));
  const two = new Board(await context.newPage());
  await two.open();
  await two.synced();

  const sent = pushes(context);
  await two.addRoles(LEADER, "Engineer");
  await expect(one.titles("Understand")).toHaveText(["Engineer"]);
  await one.moveTo("Engineer", "Set expectations");
  await expect(two.titles("Set expectations")).toHaveText(["Engineer"]);
  await one.synced();
  await two.synced();
  expect(sent.count, "three commands in at most three pushes").toBeLessThanOrEqual(3);

  await page.close();
  await two.moveTo("Engineer", "Understand");
  await two.synced();
  const third = new Board(await context.newPage());
  await third.open();
  await expect(third.titles("Understand")).toHaveText(["Engineer"]);
});

test("while the server is gone changes wait, and are sent once it is back", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => seed.role(seed.leader(LEADER), "Engineer"));
  await board.openRole("Engineer");
  await server.kill();
  await board.logOne("Outreach");
  await board.logOne("First talk");
  await expect(board.sync).toHaveText("2 changes waiting · offline");
  await board.sync.click();
  await expect(board.dialog("Your data")).toContainText("2 changes are kept here and not sent yet.");
  await expect(board.dialog("Your data"), "the chip has said it").not.toContainText("2 changes waiting");
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(board.efforts).toHaveCount(2);
  await expect(board.sync).toHaveText("2 changes waiting · offline");
  await server.start();
  await board.sync.click();
  await board.dialog("Your data").getByRole("button", { name: "Sync now" }).click();
  await page.keyboard.press("Escape");
  await board.synced();
  await expect(board.efforts).toHaveCount(2);
});

test("a push that nobody answers is given up after a minute, told, and sent again", async ({ page, context, server }) => {
  await page.clock.install();
  const board = new Board(page);
  await board.claim(server.claimUrl);
  await board.synced();
  let answers = false;
  await context.route("**/push", async (route) => {
    if (answers) await route.continue();
  });
  const asked = page.waitForRequest("**/push");
  await board.addRole("Engineer", LEADER);
  await asked;
  await page.clock.fastForward("00:50");
  await expect(board.sync).not.toContainText("offline");
  const again = page.waitForRequest("**/push");
  await page.clock.fastForward("00:11");
  await expect(board.sync).toHaveText(/waiting · offline$/);
  await again;
  answers = true;
  await page.clock.fastForward("01:10");
  await board.synced();
});

test("a session that has ended is told, and what waited is sent after signing in again", async ({
  page,
  context,
  browser,
  server,
}) => {
  const { board } = await begun(page, server);
  await context.clearCookies();
  await board.addRole("Engineer", LEADER);
  await expect(board.sync).toHaveText(/waiting · signed out$/);
  await board.sync.click();
  await board.dialog("Your data").getByRole("link", { name: "Sign in again" }).click();
  await board.fillSignIn();
  await board.synced();

  const other = await signedInElsewhere(browser, server);
  await expect(other.titles("Understand")).toHaveText(["Engineer"]);
  await other.close();
});

test("a second device sees everything, live, and may bring its own work along", async ({ page, browser, server }) => {
  const { board } = await begun(page, server, (seed) => seed.role(seed.leader(LEADER), "Engineer"));

  const other = await withoutAccount(browser, server, "Marcus Obi", "Controller");
  await other.signIn();
  await expect(other.page.getByRole("heading", { name: "Bring this device's board along?" })).toBeVisible();
  await expect(other.main).toContainText("Put down here without an account: 1 leader and 1 role.");
  await other.button("Bring it along").click();
  await other.entered();
  await expect(other.titles("Understand")).toHaveText(["Engineer", "Controller"]);
  await expect(board.titles("Understand")).toHaveText(["Engineer", "Controller"]);
  await other.moveTo("Engineer", "Set expectations");
  await expect(board.titles("Set expectations")).toHaveText(["Engineer"]);
  await other.close();
});

test("leaders of the same name are offered as the same people", async ({ page, browser, server }) => {
  const board = new Board(page);
  const seed = await Seed.claim(server);
  seed.role(seed.leader(LEADER), "Engineer");
  seed.role(seed.leader("Marcus Obi"), "Controller");
  await board.begin(seed);
  const other = await withoutAccount(browser, server, LEADER.toUpperCase(), "Analyst");
  await other.addRoles("Marcus Obi", "Treasurer");
  await other.signIn();
  await expect(other.page.getByRole("group", { name: /The same people/ }).getByRole("checkbox")).toHaveCount(2);
  // Another Marcus, as it happens.
  await other.page.getByRole("checkbox", { name: "Marcus Obi" }).uncheck();
  await other.button("Bring it along").click();
  await other.entered();
  await page.getByRole("link", { name: "Leaders" }).click();
  const leader = (name: string) => page.getByRole("listitem").filter({ has: page.getByText(name, { exact: true }) });
  await expect(leader(LEADER)).toContainText("Analyst");
  await expect(leader(LEADER)).toContainText("Engineer");
  await expect(leader("Marcus Obi")).toHaveCount(2);
  await expect(board.sync).toHaveText(/synced/);
  await other.close();
});

test("a second device may throw its own work away", async ({ page, browser, server }) => {
  await begun(page, server, (seed) => seed.role(seed.leader(LEADER), "Engineer"));
  const other = await withoutAccount(browser, server, "Marcus Obi", "Controller");
  await other.signIn();
  await other.button("Throw it away and go on").click();
  await other.entered();
  await expect(other.titles("Understand")).toHaveText(["Engineer"]);
  await other.close();
});

test("a wiped device keeps nothing; a locked one opens for the same person", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => seed.role(seed.leader(LEADER), "Engineer"));

  await board.sync.click();
  await board.button("Sign out…").click();
  await board.button("Mine: lock it, keep everything here").click();
  await expect(page.getByRole("heading", { name: "Locked" })).toBeVisible();
  await expect(page.getByText("Engineer")).toHaveCount(0);
  await page.reload();
  await board.fillSignIn();
  await board.entered();
  await expect(board.titles("Understand")).toHaveText(["Engineer"]);

  await board.sync.click();
  await board.button("Sign out…").click();
  await board.button("Shared: wipe it").click();
  await expect(board.button("Add your first role")).toBeVisible();
  await expect(page.getByText("Engineer")).toHaveCount(0);
  const left = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  expect(left, "one new, empty database").toHaveLength(1);
  await board.signIn();
  await board.entered();
  await expect(board.titles("Understand")).toHaveText(["Engineer"]);
});

for (const [what, block] of [
  ["databases", () => { IDBFactory.prototype.open = () => { throw new DOMException("no", "SecurityError"); }; }],
  [
    "all storage",
    () => {
      IDBFactory.prototype.open = () => { throw new DOMException("no", "SecurityError"); };
      Object.defineProperty(globalThis, "localStorage", {
        get() { throw new DOMException("no", "SecurityError"); },
      });
    },
  ],
] as const) {
  test(`where the browser blocks ${what} the board works, and says that it keeps nothing`, async ({ page, context }) => {
    await context.addInitScript(block);
    const board = new Board(page);
    await board.open();
    await expect(page.getByRole("alert")).toContainText("your work lasts as long as this tab");
    await board.addRole("Engineer", LEADER);
    await board.logOne("Outreach");
    await expect(board.efforts).toHaveCount(1);
    await board.show();
    await board.moveTo("Engineer", "Set expectations");
    await expect(board.titles("Set expectations")).toHaveText(["Engineer"]);
    await expect(board.sync).toHaveText("Kept in this tab only");
  });
}

test("a board that stood open while its session ran out says so, and goes on saying so", async ({ browser }) => {
  const days = await Days.begin(browser, "2026-12-01T09:00:00+01:00");
  try {
    const board = new Board(await days.device());
    await board.begin(await Seed.claim(days.server));
    await board.synced();
    await days.turn("2027-09-01T09:00:00+02:00");
    await expect(board.sync).toHaveText(/signed out$/, { timeout: 30_000 });
    // The stream is refused again and again meanwhile.
    await board.page.waitForTimeout(6_000);
    await expect(board.sync).toHaveText(/signed out$/, { timeout: 100 });
  } finally {
    await days.dispose();
  }
});
