// By when somebody comes: talked through, told, agreed; and what is said when it no longer holds.
import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { begun } from "../../support/board.ts";
import { DAY, date, type Seed } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";

const dates = (page: Page) => page.getByRole("region", { name: "When to expect someone" });

/** `1 Aug`, with the year when it is not this one. */
function said(day: string): string {
  const at = new Date(`${day}T12:00:00Z`);
  const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const year = day.slice(0, 4) === date().slice(0, 4) ? "" : ` ${day.slice(0, 4)}`;
  return `${at.getUTCDate()} ${months[at.getUTCMonth()]}${year}`;
}

test("the gap is seen in the talk; a date is told and sent without a network, agreed without script, and the board shows it within a second", {
  tag: "@phone",
}, async ({ page, browser, server }) => {
  let link = "";
  const { board } = await begun(page, server, (seed) => {
    const leader = seed.leader(LEADER);
    const role = seed.role(leader, "Engineer");
    const details = { facts: { notice: 3 }, needed_by: date(-60) };
    seed.tell({ do: "edit_brief", role, leader, details });
    link = seed.link(leader);
  });
  await board.openRole("Engineer");
  await page.getByRole("tab", { name: "Told" }).click();
  await expect(page.getByText("8 in 10 by"), "no date before a person chose").toHaveCount(0);
  await board.button("That is right").click();
  await expect(page.getByRole("heading", { name: /^Plan for someone at the desk about/ })).toBeVisible();
  await expect(page.getByText("A first estimate from general figures, not yet from your company.")).toBeVisible();
  await expect(page.getByText(/Somebody is needed .* to bridge/)).toBeVisible();
  await expect(page.getByText(/I’d rather tell you now than in/)).toContainText("one in five takes longer");
  await expect(page.getByRole("img", { name: /8 in 10 have a yes by .*3 months’ notice.*to bridge/ })).toBeVisible();

  await server.kill();
  await board.button("It was told").click();
  await expect(page.getByRole("tab", { name: "Told" })).toContainText(`told ${said(date())}`);
  const send = page.getByRole("region", { name: /Send it to/ });
  await expect(send).toContainText("Does that fit?");
  await send.getByRole("button", { name: "Send as an update" }).click();
  await expect(board.sync).toContainText("waiting");
  await server.start();
  await board.synced();

  const dana = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await dana.goto(link);
  await expect(dates(dana)).toContainText("At the desk about");
  await expect(dates(dana)).toContainText("One in five takes longer.");
  await expect(dates(dana), "what is only ours is not told along").not.toContainText("needed");
  await dates(dana).getByRole("button", { name: "Send", exact: true }).click();
  await expect(dates(dana)).toContainText("Choose one of the two first.");
  await dates(dana).getByLabel("Agreed").check();
  await dates(dana).getByRole("button", { name: "Send", exact: true }).click();
  await dates(dana).getByRole("button", { name: "Yes, I am" }).click();
  await expect(page.getByRole("tab", { name: "Told" })).toContainText(`agreed ${said(date())}`, { timeout: 1_000 });
  await expect(dates(dana)).toContainText("You agreed, today.");
});

test("who says that it is too late is called, and another date is told with its cause", async ({ page, browser, server }) => {
  let link = "";
  const { board } = await begun(page, server, (seed) => {
    const leader = seed.leader(LEADER);
    const role = seed.role(leader, "Engineer", 3);
    seed.judge(role, "Engineer", 3);
    seed.date(role, leader, 120, { odds: 45 });
    link = seed.link(leader);
  });
  const dana = await (await browser.newContext()).newPage();
  await dana.goto(link);
  await dates(dana).getByLabel("Too late for me").check();
  await dates(dana).getByLabel("What to know").fill("I lose the team by then");
  await dates(dana).getByRole("button", { name: "Send", exact: true }).click();
  await dates(dana).getByRole("button", { name: "Yes, I am" }).click();
  await page.goto("/today");
  const line = page.getByRole("listitem").filter({ hasText: "is too late for them" });
  await expect(line).toContainText("I lose the team by then");
  await line.getByRole("button", { name: `Call ${LEADER}` }).click();
  await expect(page.getByRole("tab", { name: "Told" })).toContainText("too late for them");
  await page.getByLabel("Somebody says yes by").fill(date(-90));
  await board.button("It was told").click();
  await expect(page.getByText("Say why it is another date than before.")).toBeVisible();
  await page.getByLabel("Why another date?").selectOption("It goes quicker than thought");
  await board.button("It was told").click();
  await expect(page.getByRole("region", { name: "What was told" }).getByRole("listitem")).toHaveCount(2);
  // Live, without a reload, under what she wrote.
  await expect(dates(dana)).toContainText(said(date(-90)));
  await expect(dates(dana)).toContainText("it goes quicker than thought");
});

test("an unknown notice is asked about, and what would shorten it moves the picture and nothing else", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => {
    const role = seed.role(seed.leader(LEADER), "Engineer", 3);
    seed.judge(role, "Engineer", 3);
    const musts = [{ id: randomUUID(), what: "Scala" }];
    seed.tell({ do: "edit_brief", role, leader: null, details: { spec: { musts } } });
  });
  await board.openRole("Engineer");
  await page.getByRole("tab", { name: "Told" }).click();
  const plan = page.getByRole("heading", { name: /^Plan for/ });
  await expect(plan, "unknown is not none").toHaveText(/^Plan for a yes by/);
  await board.button("3 months").click();
  await expect(plan).toHaveText(/^Plan for someone at the desk about/);
  const [was, script] = [await plan.innerText(), await page.getByText(/I’d rather tell you now than in/).innerText()];
  const picture = page.getByRole("img", { name: /have a yes by/ });
  await page.getByRole("switch", { name: "Scala becomes nice to have" }).click();
  await expect(page.getByText("If it were so: nothing is changed")).toBeVisible();
  await expect(page.getByRole("img", { name: /8 in 10, if so by/ })).toBeVisible();
  await expect(picture).toHaveCount(0);
  expect([await plan.innerText(), await page.getByText(/I’d rather tell you now than in/).innerText()]).toEqual([was, script]);
});

/** A role whose date, told long ago, is only days away, with nobody in sight. */
function late(seed: Seed): { told: string; link: string } {
  seed.ago = 100 * DAY;
  const leader = seed.leader(LEADER);
  const role = seed.role(leader, "Engineer", 100, "source");
  seed.judge(role, "Engineer", 100);
  const told = seed.date(role, leader, 5);
  return { told, link: seed.link(leader) };
}

test("a date that no longer holds is for a call; the page keeps it until the talk", async ({ page, browser, server }) => {
  let link = "";
  const { board } = await begun(page, server, (seed) => {
    link = late(seed).link;
  });
  const dana = await (await browser.newContext()).newPage();
  await dana.goto(link);
  await expect(dates(dana)).toContainText(said(date(-5)));
  await page.goto("/today");
  const line = page.getByRole("listitem").filter({ hasText: /you said \w+, now likely/ });
  await line.getByRole("button", { name: `Call ${LEADER}` }).click();
  await expect(page.getByText("Bad news comes from a person first")).toBeVisible();
  await board.button("Not reached").dblclick();
  await expect(page.getByText("Tried once."), "twice in a row is one try").toBeVisible();
  await board.notice.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Bad news comes from a person first")).toBeVisible();
  await board.button("Not reached").click();
  await expect(page.getByText("Tried once.")).toBeVisible();
  await board.synced();
  await dana.reload();
  await expect(dates(dana), "the old date stands").toContainText(said(date(-5)));
  await expect(dates(dana)).not.toContainText("tried to reach you");

  await page.getByLabel("Somebody says yes by").fill(date(-80));
  await page.getByLabel("Why another date?").selectOption("Nobody who fits yet");
  await board.button("It was told").click();
  await expect(page.getByText("Bad news comes from a person first")).toHaveCount(0);
  await expect(dates(dana)).toContainText(said(date(-80)));
});

test("after two tries and two business days the page says the new date, and that they were tried", async ({ page, browser, server }) => {
  let slipped = { told: "", link: "" };
  const { board, seed } = await begun(page, server, (seed) => {
    slipped = late(seed);
  });
  seed.ago = 7 * DAY;
  seed.tell({ do: "try_to_tell", expectation: slipped.told, yes_by: date(-70) });
  await seed.push();
  const dana = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await dana.goto(slipped.link);
  await expect(dates(dana), "one try is not enough, however long ago").toContainText(said(date(-5)));
  await board.openRole("Engineer");
  await page.getByRole("tab", { name: "Told" }).click();
  await expect(page.getByText("Tried once.")).toBeVisible();
  await board.button("Not reached").click();
  await expect(page.getByText("Tried 2 times, and not reached")).toBeVisible();
  await board.synced();
  await expect(async () => {
    await dana.reload();
    await expect(dates(dana)).toContainText(/tried to reach you, last on .*will not hold\. Now likely at the desk about/, { timeout: 1_000 });
  }).toPass();
});

test("somebody says yes: told up to 12 months, filled in 8", async ({ page, browser, server }) => {
  let link = "";
  const { board } = await begun(page, server, (seed) => {
    seed.ago = 243 * DAY;
    const leader = seed.leader(LEADER);
    const role = seed.role(leader, "Engineer", 243, "offer");
    seed.date(role, leader, 365 - 243);
    link = seed.link(leader);
  });
  await board.moveTo("Engineer", "Follow up");
  await board.openRole("Engineer");
  await page.getByRole("tab", { name: "Told" }).click();
  await expect(page.getByRole("heading", { name: "Told up to 12 months, filled in 8." })).toBeVisible();
  await board.synced();
  const dana = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await expect(async () => {
    await dana.goto(link);
    await expect(dana.getByRole("region", { name: "What was told, and what came" })).toContainText("Told up to 12 months, filled in 8", { timeout: 1_000 });
  }).toPass();
});
