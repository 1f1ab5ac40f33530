// A team: joining, handing over, what stays confidential, and devices that are lost.
import { Board, begun } from "../../support/board.ts";
import { held } from "../../support/database.ts";
import { Seed } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";
import { TOM, colleague, invite, join, signInAsTom } from "../../support/team.ts";

const LEADER = "Dana Whitfield";

test("a colleague joins, takes over two roles, and never holds a confidential one", async ({ page, browser, server }) => {
  const board = new Board(page);
  const seed = await Seed.claim(server);
  const dana = seed.leader(LEADER);
  for (const title of ["Engineer", "Analyst", "Chief of Staff"]) seed.role(dana, title);
  await board.begin(seed);
  const tom = await colleague(browser, seed);
  await expect(tom.titles("Understand")).toHaveText(["Engineer", "Analyst", "Chief of Staff"]);

  for (const title of ["Engineer", "Analyst"]) {
    await board.show();
    await board.openRole(title);
    await board.more("Owner and confidentiality");
    await page.getByText("Hand it over").click();
    await page.getByLabel("To whom?").selectOption(TOM.name);
    await board.button("Hand over").click();
    await expect(page.getByRole("region", { name: "Owner and confidentiality" })).toContainText(`${TOM.name} answers for it.`);
  }
  const ofTom = tom.page.getByRole("group", { name: "Owner" }).getByRole("button", { name: TOM.name });
  await ofTom.click();
  await expect(tom.titles("Understand")).toHaveText(["Engineer", "Analyst"]);
  await ofTom.click();

  await board.show();
  await board.openRole("Chief of Staff");
  await board.logOne("Outreach");
  await board.more("Owner and confidentiality");
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
  await tom.close();
});

test("an invitation lets one person in, once, unless it is withdrawn", async ({ page, browser, server }) => {
  await begun(page, server);
  const address = await invite(page, TOM.name);
  const waits = page.getByRole("button", { name: `Withdraw the invitation for ${TOM.name}` });
  await expect(waits).toBeVisible();
  const tom = await join(browser, server, address);
  await tom.close();
  await expect(waits, "who has come in waits no more").toHaveCount(0);

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
  const { board, seed } = await begun(page, server);
  const tom = await colleague(browser, seed);
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
  await tom.close();
});

test("who is let go is signed out, and the links whose address they know end if so chosen", async ({ page, browser, server }) => {
  const { board, seed } = await begun(page, server);
  const tom = await colleague(browser, seed);
  await tom.addRole("Engineer", "Dana Whitfield");
  const [ends, stays] = [await tom.makeLink(), await tom.makeLink()];
  await tom.synced();
  await page.goto("/team");
  await board.button(`Let ${TOM.name} go`).click();
  const choices = page.getByRole("group", { name: /^Links they made/ }).getByRole("checkbox");
  await expect(choices).toHaveCount(2);
  // The newest stands first.
  await choices.last().check();
  await board.button("Let go").click();
  await expect(page.getByRole("region", { name: "Members" })).not.toContainText(TOM.name);
  await expect(tom.page.getByRole("heading", { name: "Locked" })).toBeVisible();
  await board.synced();
  const dana = await (await browser.newContext({ baseURL: server.url })).newPage();
  expect((await dana.goto(ends))?.status()).toBe(404);
  expect((await dana.goto(stays))?.status()).toBe(200);
  await dana.context().close();
  await tom.close();
});
