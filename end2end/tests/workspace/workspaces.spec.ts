// Several workspaces on one device: a client each, with Today and the effort log over all of them.
import type { Locator } from "@playwright/test";
import { Board, anotherDevice, begun, signedInElsewhere, withoutAccount } from "../../support/board.ts";
import { read } from "../../support/copy.ts";
import { OWNER } from "../../support/owner.ts";
import { Seed } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";

const CLIENT = "Harbour Foods";

/** Opens a workspace for a client; answers with what chooses among workspaces. */
async function openClient(board: Board): Promise<Locator> {
  await board.page.goto("/settings");
  await board.page.getByLabel("Open another, called").fill(CLIENT);
  await board.button("Open it").click();
  const switcher = board.page.getByLabel("Workspace", { exact: true });
  await expect(switcher.locator("option:checked")).toHaveText(CLIENT);
  return switcher;
}

test("Today and the effort log span two workspaces, and each keeps its own roles", async ({ page, browser, server }) => {
  const { board, seed } = await begun(page, server, (seed) => seed.role(seed.leader("Dana Whitfield"), "Engineer", 20));

  await page.goto("/settings");
  const workspaces = page.getByRole("region", { name: "Workspaces" });
  await workspaces.getByRole("button", { name: "Open it" }).click();
  await expect(workspaces.getByRole("alert")).toContainText("name is empty");
  await workspaces.getByLabel("Open another, called").fill(CLIENT);
  await workspaces.getByRole("button", { name: "Open it" }).click();
  const switcher = page.getByLabel("Workspace", { exact: true });
  await expect(switcher.locator("option:checked")).toHaveText(CLIENT);
  await board.show();
  await expect(board.titles("Understand")).toHaveCount(0);
  const client = await seed.in(CLIENT);
  client.role(client.leader("Ola Brandt"), "Chef", 20);
  await client.push();
  await expect(board.titles("Understand")).toHaveText(["Chef"]);

  // Both leaders have heard nothing yet; each line names its workspace.
  await page.getByRole("navigation").getByRole("link", { name: "Today" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Dana Whitfield" })).toContainText(new RegExp(`: Engineer · ${OWNER.team}`));
  await expect(page.getByRole("listitem").filter({ hasText: "Ola Brandt" })).toContainText(new RegExp(`: Chef · ${CLIENT}`));

  // The review is of one of them, and says what is due in the other.
  await page.getByRole("link", { name: /^Review and send all/ }).click();
  await expect(page.getByText(`1 is due in ${OWNER.team}.`)).toBeVisible();
  await page.getByRole("button", { name: `Review what is due in ${OWNER.team}` }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Dana Whitfield" })).toBeVisible();
  await switcher.selectOption(CLIENT);
  await page.getByRole("navigation").getByRole("link", { name: "Today" }).click();

  // Effort goes to the workspace of its role, from wherever it is logged; and it can be taken back there.
  await board.log();
  const log = board.dialog("Log effort");
  await log.getByRole("button", { name: /^Outreach Engineer/ }).click();
  await expect(board.notice).toContainText("Logged: outreach for Engineer.");
  await page.keyboard.press("Control+z");
  await expect(board.notice).toContainText("Undone.");
  await board.notice.getByRole("button", { name: "Redo" }).click();
  await expect(board.notice).toContainText("Done again.");

  // One effort belongs to one workspace.
  await board.log();
  await log.getByText("With numbers, a result, or several roles").click();
  await log.getByLabel("Engineer").check();
  await log.getByLabel("Chef").check();
  await log.getByRole("button", { name: "Log it" }).click();
  await expect(log.getByRole("alert")).toContainText("One effort belongs to one workspace");
  await page.keyboard.press("Escape");

  // Writing to a leader shows the workspace the leader is of.
  await page.getByRole("button", { name: "Write to Dana Whitfield" }).click();
  await expect(page.getByLabel("A short update")).toHaveValue("1 person approached.");
  await page.getByLabel("A short update").fill("One approached so far.");
  await expect(switcher.locator("option:checked")).toHaveText(OWNER.team);

  // Found from either, and an address leads into the right one.
  await switcher.selectOption(CLIENT);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("engin");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Engineer", level: 1 })).toBeVisible();
  await expect(switcher.locator("option:checked")).toHaveText(OWNER.team);
  const address = page.url();
  await switcher.selectOption(CLIENT);
  await expect(page.getByRole("heading", { name: "Board", level: 1 })).toBeVisible();
  await page.goto(address);
  await expect(page.getByRole("heading", { name: "Engineer", level: 1 })).toBeVisible();
  await board.synced();

  // Another device of hers gets both, and news of both by one stream.
  const phone = await signedInElsewhere(browser, server);
  await expect(phone.page.getByLabel("Workspace", { exact: true }).locator("option")).toHaveText([OWNER.team, CLIENT]);
  await phone.page.getByLabel("Workspace", { exact: true }).selectOption(CLIENT);
  await expect(phone.titles("Understand")).toHaveText(["Chef"]);
  await switcher.selectOption(CLIENT);
  await board.show();
  await board.addRoles("Ola Brandt", "Baker");
  await expect(phone.titles("Understand")).toHaveText(["Chef", "Baker"]);

  // Wiped, it forgets both.
  await phone.page.goto("/settings");
  await phone.button("Wipe this device…").click();
  await phone.button("Wipe it").click();
  await expect(phone.page.getByLabel("Workspace", { exact: true })).toHaveCount(0);
  const kept = () => phone.page.evaluate(async () => (await indexedDB.databases()).length);
  await expect.poll(kept).toBe(1);
});

test("a copy holds what waits in every workspace", async ({ page, context, server }) => {
  const { board } = await begun(page, server, (seed) => seed.role(seed.leader("Dana Whitfield"), "Engineer"));
  const switcher = await openClient(board);
  await board.show();
  await board.addRole("Chef", "Ola Brandt");
  await board.synced();
  await context.setOffline(true);
  await board.logOne("Outreach");
  await switcher.selectOption(OWNER.team);
  await board.room("Settings");
  const copy = page.waitForEvent("download");
  await page.getByRole("region", { name: "This device" }).getByRole("button", { name: "Export a copy" }).click();
  const { workspaces } = await read(await copy);
  expect(workspaces.map(({ workspace }) => workspace).sort()).toEqual([CLIENT, OWNER.team].sort());
  const of = (name: string) => workspaces.find(({ workspace }) => workspace === name);
  expect(JSON.stringify(of(OWNER.team)?.rows)).toContain("Engineer");
  expect(JSON.stringify(of(CLIENT)?.rows)).toContain("Chef");
  expect(JSON.stringify(of(CLIENT)?.waiting)).toContain("log_effort");
});

test("work that was done without an account joins a new workspace", async ({ page, browser, server }) => {
  await new Board(page).begin(await Seed.claim(server));
  const other = await withoutAccount(browser, server, "Ola Brandt", "Chef");
  await other.page.goto("/sign-in");
  await other.fillSignIn();
  await other.page.getByLabel("A new workspace").check();
  await other.page.getByLabel("What is it called?").fill(CLIENT);
  await other.button("Bring it along").click();
  await other.entered();
  await expect(other.titles("Understand")).toHaveText(["Chef"]);
  const switcher = other.page.getByLabel("Workspace", { exact: true });
  await expect(switcher.locator("option:checked")).toHaveText(CLIENT);
  await other.synced();
  // The device that was there before hears of it.
  await expect(page.getByLabel("Workspace", { exact: true }).locator("option")).toHaveText([OWNER.team, CLIENT]);
});

test("who is let go from one of two workspaces keeps the other", async ({ page, browser, server }) => {
  const { board } = await begun(page, server, (seed) => seed.role(seed.leader("Dana Whitfield"), "Engineer"));
  const switcher = await openClient(board);
  await board.show();
  await board.addRoles("Ola Brandt", "Chef");

  // Tom joins both, one after the other, with one account.
  const tom = await anotherDevice(browser, server);
  for (const workspace of [OWNER.team, CLIENT]) {
    await page.goto("/team");
    await switcher.selectOption(workspace);
    await page.getByLabel("Whom?").fill("Tom Baker");
    await board.button("Make an invitation").click();
    const address = page.getByLabel("Send this address to Tom Baker");
    await expect(address).toHaveValue(/\/join#/);
    await tom.page.goto("about:blank");
    await tom.page.goto(await address.inputValue());
    await expect(tom.page.getByRole("heading", { name: `Join ${workspace}` })).toBeVisible();
    await tom.page.getByLabel("E-mail").fill("tom@example.org");
    await tom.page.getByLabel("Password").fill("another four words");
    await tom.button("Join").click();
    await tom.entered();
  }
  const theirs = tom.page.getByLabel("Workspace", { exact: true });
  await expect(theirs.locator("option")).toHaveText([OWNER.team, CLIENT]);
  await expect(theirs.locator("option:checked")).toHaveText(CLIENT);
  await expect(tom.titles("Understand")).toHaveText(["Chef"]);

  await page.goto("/team");
  await switcher.selectOption(CLIENT);
  await board.button("Let Tom Baker go").click();
  await page.getByLabel("Who takes over?").selectOption(OWNER.name);
  await board.button("Let go").click();
  await expect(tom.page.getByRole("alert")).toContainText("You are no longer a member of this workspace.");
  await expect(tom.page.getByText("Chef")).toHaveCount(0);
  // Without a network, too.
  await tom.worksOffline();
  await tom.page.context().setOffline(true);
  await tom.page.reload();
  await expect(tom.page.getByRole("alert")).toContainText("You are no longer a member of this workspace.");
  await expect(tom.page.getByText("Chef")).toHaveCount(0);
  await tom.page.context().setOffline(false);
  await tom.button(`Go on in ${OWNER.team}`).click();
  await tom.show();
  await expect(tom.titles("Understand")).toHaveText(["Engineer"]);
  await theirs.selectOption(CLIENT);
  await tom.button("Take it off this device").click();
  await expect(theirs).toHaveCount(0);
  await tom.show();
  await expect(tom.titles("Understand")).toHaveText(["Engineer"]);
  await expect.poll(() => tom.page.evaluate(async () => (await indexedDB.databases()).length)).toBe(1);
});

test("a sample looked at in another tab is no workspace of this one", async ({ page, context, server }) => {
  const { board } = await begun(page, server, (seed) => seed.role(seed.leader("Dana Whitfield"), "Engineer"));
  const other = await context.newPage();
  await other.goto("/board");
  await other.evaluate(() => localStorage.setItem("fulcrum.database", JSON.stringify("fulcrum-sample")));
  await other.reload();
  await expect(other.getByText("This is a sample.")).toBeVisible();
  // A change on this page, so that it has had its turn.
  await board.addRoles("Dana Whitfield", "Analyst");
  await expect(page.getByLabel("Workspace", { exact: true })).toHaveCount(0);
  await expect(board.titles("Understand")).toHaveText(["Engineer", "Analyst"]);
});
