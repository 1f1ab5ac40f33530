// A team: joining, handing over, what stays confidential, and devices that are lost.
import { Board } from "../support/board.ts";
import { held } from "../support/database.ts";
import { expect, test } from "../support/server.ts";
import { TOM, invite, join, signInAsTom } from "../support/team.ts";

const LEADER = "Dana Whitfield";

test("a colleague joins, takes over two roles, and never holds a confidential one", async ({ page, browser, server }) => {
  const board = new Board(page);
  await board.claim(server.claimUrl);
  await board.addRoles(LEADER, "Engineer", "Analyst", "Chief of Staff");
  await board.synced();
  const address = await invite(page, TOM.name);
  const tom = await join(browser, server, address);
  await expect(tom.titles("Understand")).toHaveText(["Engineer", "Analyst", "Chief of Staff"]);

  for (const title of ["Engineer", "Analyst"]) {
    await board.show();
    await board.openRole(title);
    await page.getByText("Hand it over").click();
    await page.getByLabel("To whom?").selectOption(TOM.name);
    await board.button("Hand over").click();
    await expect(page.getByRole("region", { name: "Owner and confidentiality" })).toContainText(`${TOM.name} answers for it.`);
  }
  await tom.page.getByLabel("Owner").selectOption(TOM.name);
  await expect(tom.titles("Understand")).toHaveText(["Engineer", "Analyst"]);
  await tom.page.getByLabel("Owner").selectOption({ index: 0 });

  await board.show();
  await board.openRole("Chief of Staff");
  await board.logOne("Outreach");
  await page.getByText("Make it confidential").click();
  await page.getByLabel("Code name").fill("Harbour");
  await board.button("Keep it to these people").click();
  await expect(page.getByRole("heading", { name: "Harbour", level: 1 })).toBeVisible();
  await expect(page.getByText("Confidential: only Priya Nair sees it.")).toBeVisible();
  await expect(tom.titles("Understand")).toHaveText(["Engineer", "Analyst"]);
  await expect.poll(() => held(tom.page)).not.toContain("Chief of Staff");
  expect(await held(tom.page)).not.toContain("Harbour");
  expect(await held(tom.page)).toContain("Analyst");
  await board.show();
  await expect(board.titles("Understand")).toHaveText(["Engineer", "Analyst", "Harbour"]);

  await page.goto("/team");
  await expect(page.getByRole("region", { name: "Members" })).toContainText("Recruiter, 2 open roles");
  await tom.page.goto("/team");
  await expect(tom.page.getByRole("heading", { name: "Who may do what" })).toBeVisible();
  await expect(tom.page.getByRole("heading", { name: "Invite someone" })).toHaveCount(0);
  await tom.page.context().close();
});

test("an invitation lets one person in, once, unless it is withdrawn", async ({ page, browser, server }) => {
  const board = new Board(page);
  await board.claim(server.claimUrl);
  const address = await invite(page, TOM.name);
  const tom = await join(browser, server, address);
  await tom.page.context().close();

  const stranger = await (await browser.newContext({ baseURL: server.url })).newPage();
  await stranger.goto(address);
  await expect(stranger.getByRole("alert")).toHaveText("This invitation is no longer open. Ask for a new one.");
  const second = await invite(page, "Ola");
  await page.getByRole("button", { name: "Withdraw the invitation for Ola" }).click();
  await expect(page.getByRole("button", { name: /^Withdraw/ })).toHaveCount(0);
  await stranger.goto("/");
  await stranger.goto(second);
  await expect(stranger.getByRole("alert")).toHaveText("This invitation is no longer open. Ask for a new one.");
  await stranger.context().close();
});

test("who is let go leaves their roles to a successor, and their device shows nothing", async ({ page, browser, server }) => {
  const board = new Board(page);
  await board.claim(server.claimUrl);
  const tom = await join(browser, server, await invite(page, TOM.name));
  await tom.addRoles(LEADER, "Engineer");
  await tom.synced();
  await page.goto("/team");
  await expect(page.getByRole("region", { name: "Members" })).toContainText("Recruiter, 1 open role");
  await board.button(`Let ${TOM.name} go`).click();
  await board.button("Let go").click();
  await expect(page.getByRole("region", { name: "Members" })).not.toContainText(TOM.name);
  await expect(tom.page.getByRole("heading", { name: "Locked" })).toBeVisible();
  await expect(tom.page.getByRole("main")).toContainText("You are no longer a member of this workspace.");
  await signInAsTom(tom.page);
  await expect(tom.page.getByRole("alert")).toContainText("belongs to no workspace here any more");
  await board.show();
  await board.openRole("Engineer");
  await tom.page.context().close();
});

for (const [how, after] of [["Lock it", "Locked"], ["Wipe it", "Start with one role that is on your mind"]] as const) {
  test(`a lost device: ${how.toLowerCase()}`, async ({ page, browser, server }) => {
    const board = new Board(page);
    await board.claim(server.claimUrl);
    await board.addRoles(LEADER, "Engineer");
    const lost = new Board(await (await browser.newContext({ baseURL: server.url })).newPage());
    await lost.signIn();
    await lost.entered();
    await page.goto("/settings");
    const devices = page.getByRole("region", { name: "Where you are signed in" });
    await expect(devices.getByRole("listitem")).toHaveCount(2);
    await devices.getByRole("button", { name: /^End the session/ }).click();
    await devices.getByRole("button", { name: how }).click();
    await expect(devices.getByRole("listitem")).toHaveCount(1);
    await expect(lost.page.getByRole("heading", { name: after })).toBeVisible();
    if (how === "Wipe it") await expect.poll(() => held(lost.page)).not.toContain("Engineer");
    await lost.page.context().close();
  });
}

test("a confidential role opens for its leader with a passcode only", async ({ page, browser, server }) => {
  const board = new Board(page);
  await board.claim(server.claimUrl);
  await board.addRoles(LEADER, "Engineer", "Chief of Staff");
  const context = await browser.newContext({ baseURL: server.url });
  const plain = await context.newPage();
  await board.openRole("Engineer");
  await plain.goto(await board.makeLink());
  await expect(plain.getByText("Chief of Staff")).toBeVisible();

  await board.show();
  await board.openRole("Chief of Staff");
  await page.getByText("Make it confidential").click();
  await page.getByLabel("Code name").fill("Harbour");
  await board.button("Keep it to these people").click();
  // An open page without a passcode loses it at once.
  await expect(plain.getByText("Chief of Staff")).toHaveCount(0);
  await expect(plain.getByText("Harbour")).toHaveCount(0);

  await expect(page.getByLabel(/^It asks for a passcode/)).toBeChecked();
  await expect(page.getByLabel(/^It asks for a passcode/)).toBeDisabled();
  const address = await board.makeLink();
  const told = await page.getByText(/^The passcode is \d{3} \d{3}/).textContent();
  const passcode = /\d{3} \d{3}/.exec(told ?? "")?.[0] ?? "";
  const dana = await context.newPage();
  await dana.goto(address);
  await expect(dana.getByRole("heading", { level: 1 })).toHaveText("This page asks for a passcode");
  const wrong = passcode.startsWith("0") ? "100 000" : "000 000";
  await dana.getByLabel("The six digits").fill(wrong);
  await dana.getByRole("button", { name: "Open the page" }).click();
  await expect(dana.getByRole("alert")).toContainText("This is not the passcode.");
  await dana.getByLabel("The six digits").fill(passcode);
  await dana.getByRole("button", { name: "Open the page" }).click();
  await expect(dana.getByText("Harbour").first()).toBeVisible();
  await expect(dana.getByText("Chief of Staff")).toHaveCount(0);
  // Live, too; and revoked, the address goes from the board's page.
  await board.logOne("Outreach");
  await expect(dana.getByText("Reached one person").first()).toBeVisible();
  await page.getByRole("listitem").filter({ hasText: "with a passcode" }).getByRole("button", { name: /^Revoke/ }).click();
  await expect(page.getByLabel("The address")).toHaveCount(0);
});
