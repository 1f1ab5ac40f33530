// Whose board it is: somebody else on the same browser, and whoever is let go in the middle of it.
import type { BrowserContext, Page } from "@playwright/test";
import { begun } from "../../support/board.ts";
import { read } from "../../support/copy.ts";
import { held } from "../../support/database.ts";
import { expect, test } from "../../support/server.ts";
import { TOM, askToJoin, colleague, invite, join, signInAsTom, signedInAsTom } from "../../support/team.ts";

const LEADER = "Dana Whitfield";
const SOMEBODY_ELSES = "This board holds the work of somebody else. Sign in as that person";

async function signedIn(context: BrowserContext): Promise<string[]> {
  return (await context.cookies()).filter(({ name }) => name === "fulcrum").map(({ value }) => value);
}

/** The browser now has the session of another. */
async function takeSession(from: BrowserContext, to: BrowserContext) {
  await to.clearCookies();
  await to.addCookies((await from.cookies()).filter(({ name }) => name === "fulcrum"));
}

async function see(page: Page, name: string) {
  for (const [width, height] of [[390, 844], [1440, 900]]) {
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: test.info().outputPath(`${name}-${width}.png`) });
  }
}

test("somebody else's sign-in on a kept board changes nothing, and what waits arrives as its owner's", async ({
  page,
  context,
  server,
}) => {
  const { board, seed } = await begun(page, server);
  await seed.join(TOM);
  await context.clearCookies();
  await board.addRole("Engineer", LEADER);
  await expect(board.sync).toHaveText(/waiting · signed out$/);

  await page.goto("/sign-in");
  await signInAsTom(page);
  await expect(page.getByRole("alert")).toContainText(SOMEBODY_ELSES);
  await see(page, "sign-in");
  expect(await signedIn(context)).toEqual([]);
  await board.open();
  await expect(board.titles("Understand")).toHaveText(["Engineer"]);
  await expect(board.sync).toHaveText(/waiting · signed out$/);

  await board.signIn();
  await board.entered();
  await board.openRole("Engineer");
  await board.more("Owner and confidentiality");
  await expect(page.getByRole("region", { name: "Owner and confidentiality" })).toContainText("Priya Nair answers for it.");
  await expect(page.getByText(/refused/)).toHaveCount(0);
});

test("under somebody else's session a board sends nothing and says so", async ({ page, context, browser, server }) => {
  const { board, seed } = await begun(page, server);
  const tom = await colleague(browser, seed);
  await takeSession(tom.page.context(), context);
  await board.addRoles(LEADER, "Engineer");
  await expect(board.sync).toHaveText(/(waiting|device) · somebody else is signed in$/);
  await page.reload();
  await expect(board.titles("Understand")).toHaveText(["Engineer"]);
  await expect(board.sync).toHaveText(/(waiting|device) · somebody else is signed in$/);
  await board.sync.click();
  const sheet = board.dialog("Your data");
  await expect(sheet).toContainText("This board is kept as it is, and nothing of it is sent.");
  await see(page, "another-person");
  await expect(tom.titles("Understand")).toHaveCount(0);

  await sheet.getByRole("link", { name: "Sign in again" }).click();
  await board.fillSignIn();
  await board.entered();
  await expect(tom.titles("Understand")).toHaveText(["Engineer"]);
  await tom.close();
});

test("joining on somebody's kept board changes nothing, and leaves the invitation open", async ({
  page,
  context,
  browser,
  server,
}) => {
  const { board } = await begun(page, server);
  const address = await invite(page, TOM.name);
  const before = await signedIn(context);
  await page.goto("/board");
  await askToJoin(page, address);
  await expect(page.getByRole("alert")).toContainText(SOMEBODY_ELSES);
  await see(page, "join");
  expect(await signedIn(context)).toEqual(before);
  await board.open();
  await board.addRoles(LEADER, "Engineer");
  await board.synced();
  const tom = await join(browser, server, address);
  await expect(tom.titles("Understand")).toHaveText(["Engineer"]);
  await tom.close();
});

for (const how of ["Lock it", "Wipe it"]) {
  test(`another person's session is ended (${how.toLowerCase()}): this board stays`, async ({
    page,
    context,
    browser,
    server,
  }) => {
    const { board, seed } = await begun(page, server);
    const tom = await colleague(browser, seed);
    const lost = await signedInAsTom(browser, server);
    await takeSession(lost.page.context(), context);
    await lost.close();
    await board.addRoles(LEADER, "Engineer");
    await expect(board.sync).toHaveText(/(waiting|device) · somebody else is signed in$/);

    await tom.page.goto("/settings");
    const devices = tom.page.getByRole("region", { name: "Where you are signed in" });
    await devices.getByRole("button", { name: /^End the session/ }).click();
    await devices.getByRole("button", { name: how }).click();
    await expect(devices.getByRole("listitem")).toHaveCount(1);

    await page.reload();
    await expect(board.titles("Understand")).toHaveText(["Engineer"]);
    await expect(board.sync).toHaveText(/waiting · signed out$/);
    await board.signIn();
    await board.entered();
    await expect(board.titles("Understand")).toHaveText(["Engineer"]);
    await tom.close();
  });
}

test("who joined after the backup joins again, and brings what their device kept", async ({ page, browser, server }) => {
  const { board, seed } = await begun(page, server);
  const backup = `${server.dataDir}/copy.db`;
  server.run("backup", backup);
  const tom = await colleague(browser, seed);
  await tom.addRoles(LEADER, "Engineer");
  await tom.synced();
  await server.stop();
  await tom.addRoles(LEADER, "Analyst");
  await expect(tom.sync).toHaveText(/waiting|offline/);
  server.run("restore", backup);
  await server.start();
  await page.reload();
  await board.show();
  await board.synced();
  const address = await invite(page, TOM.name);

  // Another address is somebody else's.
  await askToJoin(tom.page, address, "ola@example.org");
  await expect(tom.page.getByRole("alert")).toContainText(SOMEBODY_ELSES);
  await tom.page.goto("/board");
  await askToJoin(tom.page, address, "TOM@example.org");
  await tom.entered();
  await expect(tom.titles("Understand")).toHaveText(["Engineer", "Analyst"]);
  await board.show();
  await expect(board.titles("Understand")).toHaveText(["Engineer", "Analyst"]);
  await board.openRole("Analyst");
  await board.more("Owner and confidentiality");
  await expect(page.getByRole("region", { name: "Owner and confidentiality" })).toContainText(`${TOM.name} answers for it.`);
  await tom.page.reload();
  await tom.entered();
  await expect(tom.page.getByText(/refused/)).toHaveCount(0);
  await tom.close();
});

test("who is let go while their push is on its way keeps what waits, and is told", async ({ page, browser, server }) => {
  const { board, seed } = await begun(page, server);
  const tom = await colleague(browser, seed);
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await tom.page.route("**/push", async (route) => {
    await released;
    await route.continue();
  });
  const onItsWay = tom.page.waitForRequest("**/push");
  await tom.addRole("Controller", "Marcus Obi");
  await onItsWay;
  await page.goto("/team");
  await board.button(`Let ${TOM.name} go`).click();
  await board.button("Let go").click();
  await expect(page.getByRole("region", { name: "Members" })).not.toContainText(TOM.name);
  // Else the push may come first, and is taken.
  await board.synced();
  release();
  await expect(tom.page.getByRole("heading", { name: "Locked" })).toBeVisible();
  await expect(tom.main).toContainText("You are no longer a member of this workspace. Ask one of its owners.");
  await expect(tom.main).toContainText("2 changes that were not sent are kept here.");
  await see(tom.page, "let-go");
  await tom.page.reload();
  await expect(tom.page.getByRole("heading", { name: "Locked" })).toBeVisible();
  expect(await held(tom.page)).toContain("Controller");

  // What was not sent can be taken along, and the device be given back.
  await expect(tom.main).not.toContainText("claims it");
  const copy = tom.page.waitForEvent("download");
  await tom.button("Export what was not sent").click();
  const unsent = await read(await copy);
  expect(JSON.stringify(unsent)).toContain("Controller");
  expect(unsent.workspaces.map(({ rows }) => rows)).toEqual([[]]);
  await tom.button("Wipe this device…").click();
  await expect(tom.page.getByRole("alert").last()).toContainText("2 changes that were not sent");
  await tom.button("Wipe it").click();
  await expect(tom.button("Add your first role")).toBeVisible();
  await expect.poll(() => held(tom.page)).not.toContain("Controller");
  await tom.close();
});
