// The leader passes their page on, to whoever sees less of it.
import type { Page } from "@playwright/test";
import { Board } from "../../support/board.ts";
import { opened } from "../../support/portal.ts";
import { Seed } from "../../support/seed.ts";
import { expect, test, type Server } from "../../support/server.ts";

const LEADER = "Dana Whitfield";

/** A page with words on it that are the leader's alone. */
async function told(server: Server, more: Record<string, unknown> = {}) {
  const seed = await Seed.claim(server);
  const leader = seed.leader(LEADER);
  const role = seed.role(leader, "Senior Data Engineer", 12, "source");
  seed.effort(role, "outreach", 0, { quantity: 23, replies: 5, result: "Two want to talk." });
  seed.update(leader, role, "Pay is the reason most say no.");
  const link = seed.link(leader, "respond", more);
  await seed.push();
  return { seed, link };
}

async function holdsNoWords(page: Page) {
  const main = page.getByRole("main");
  await expect(main).toContainText("Senior Data Engineer");
  await expect(main).toContainText("23 people approached this week.");
  for (const words of ["Dana", "Two want to talk", "Pay is the reason", "Pass this page on"]) await expect(main).not.toContainText(words);
}

test("without script the page is passed on, and the board shows by whom, and takes it back", async ({ page, browser, server }) => {
  const { seed, link } = await told(server);
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const dana = await plain.newPage();
  await dana.goto(link);
  await dana.getByText("Pass this page on").click();
  const card = dana.getByRole("region", { name: "Pass this page on" });
  await card.getByRole("button", { name: "Make a link for the team" }).click();
  await expect(card).toContainText(`Are you ${LEADER}?`);
  await card.getByRole("button", { name: "Yes, I am" }).click();
  const address = card.getByLabel("Copy its address");
  await expect(address).toHaveValue(/\/p\/[0-9a-f-]{36}\/[\w-]{43}$/);
  const team = await plain.newPage();
  await team.goto(await address.inputValue());
  await holdsNoWords(team);

  const board = new Board(page);
  await board.begin(seed);
  await page.goto("/leaders");
  await page.getByRole("link", { name: LEADER }).first().click();
  const made = page.getByRole("listitem").filter({ hasText: `Passed on by ${LEADER}` });
  await expect(made).toContainText("for the team, all roles, made");
  await made.getByRole("button", { name: /^Revoke/ }).click();
  await page.getByRole("button", { name: "Revoke it" }).click();
  await expect(made).toHaveCount(0);
  await board.synced();
  await team.reload();
  await expect(team.getByRole("main")).toContainText("This link does not open anything");
});

test("with script the secret is drawn on the device, and leaves it in the address only", { tag: "@phone" }, async ({ browser, server }) => {
  const { link } = await told(server);
  const portal = await opened(browser, link);
  const sent: string[] = [];
  portal.page.on("request", (request) => sent.push(request.postData() ?? ""));
  await portal.page.getByText("Pass this page on").click();
  const card = portal.page.getByRole("region", { name: "Pass this page on" });
  await card.getByRole("button", { name: "Make a link for my boss" }).click();
  await card.getByRole("button", { name: "Yes, I am" }).click();
  const address = card.getByLabel("Copy its address");
  await expect(address).toHaveValue(/\/p\/[0-9a-f-]{36}\/[\w-]{43}$/);
  const url = await address.inputValue();
  const secret = url.split("/").at(-1) ?? "";
  expect(sent.some((body) => /hash=[0-9a-f]{64}/.test(body))).toBe(true);
  expect(sent.some((body) => body.includes(secret))).toBe(false);
  const boss = await (await browser.newContext()).newPage();
  await boss.goto(url);
  await holdsNoWords(boss);
  // Pressed again it is another.
  await card.getByRole("button", { name: "Make a link for my boss" }).click();
  await expect(address).not.toHaveValue(url);
  // Without a network none is made, and none waits.
  await portal.page.context().setOffline(true);
  await card.getByRole("button", { name: "Make a link for the team" }).click();
  await expect(card).toContainText("There is no connection.");
});

test("a page that asks for a passcode is not passed on, and says why", { tag: "@phone" }, async ({ page, server }) => {
  const { link } = await told(server, { passcode: "493021" });
  await page.goto(link);
  await page.getByLabel("The six digits").fill("493021");
  await page.getByRole("button", { name: "Open the page" }).click();
  await page.getByText("Pass this page on").click();
  const card = page.getByRole("region", { name: "Pass this page on" });
  await expect(card).toContainText("This page is confidential");
  await expect(card.getByRole("button")).toHaveCount(0);
});
