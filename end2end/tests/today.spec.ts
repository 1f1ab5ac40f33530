import type { Page } from "@playwright/test";
import { Board, begun } from "../support/board.ts";
import { Portal } from "../support/portal.ts";
import { Seed } from "../support/seed.ts";
import { expect, test } from "../support/server.ts";
import { colleague } from "../support/team.ts";

const LEADER = "Dana Whitfield";

function yours(page: Page) {
  return page.getByRole("region", { name: /^(Yours|The team’s) today/ }).getByRole("listitem");
}

function waiting(page: Page) {
  return page.getByRole("region", { name: "Waiting on others" }).getByRole("listitem");
}

async function today(page: Page) {
  await page.getByRole("link", { name: /^Today/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Today");
}

test("a leader who heard nothing for long comes first, and writing to them settles it", { tag: "@phone" }, async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => {
    seed.role(seed.leader("Marcus Obi"), "Controller", 1);
    const role = seed.role(seed.leader(LEADER), "Data Engineer", 20);
    seed.effort(role, "outreach", 2, { quantity: 11 });
    seed.effort(role, "screen", 1, { quantity: 2 });
  });
  await today(page);
  await expect(yours(page)).toHaveText([/^Dana Whitfield.*late.*first update \d+ days late: Data Engineer/, /^Marcus Obi.*Controller: ask what hurts most/]);

  // The one thing to do is the most urgent of all.
  await board.button("Write to Dana").click();
  const text = page.getByLabel("A short update");
  await expect(text).toHaveValue("11 people approached, 2 first talks.");
  await text.fill("11 people approached, 2 first talks: one is strong.");
  await today(page);
  await board.button(`Write to ${LEADER}`).click();
  await expect(text, "what was typed is kept").toHaveValue("11 people approached, 2 first talks: one is strong.");
  await expect(page.getByRole("heading", { name: LEADER, level: 1 })).toBeVisible();
  await board.writeIt.click();
  await today(page);
  await expect(yours(page).first()).toContainText("written today, not told yet");
  await board.button("Tell Dana that it is there").click();
  await board.button("I told them").click();
  await today(page);
  await expect(yours(page)).toHaveText([/^Dana Whitfield.*ask what hurts most/, /^Marcus Obi/]);
});

test("a reply waits for an answer, and that you talked is one", { tag: "@phone" }, async ({ page, server, browser }) => {
  const seed = await Seed.claim(server);
  const dana = seed.leader(LEADER);
  seed.role(dana, "Data Engineer", 1);
  const link = seed.link(dana);
  await seed.push();
  const theirs = await browser.newContext();
  const portal = new Portal(await theirs.newPage());
  await portal.open(link);
  await portal.write("When do I meet the first one?");
  await portal.confirm(LEADER);
  await expect(portal.note.getByRole("listitem")).toContainText("When do I meet");

  const board = new Board(page);
  await board.signIn();
  await board.entered();
  await expect(board.card("Data Engineer")).toContainText("Your turn: a reply");
  await today(page);
  await expect(yours(page)).toHaveText([/“When do I meet the first one\?”/]);
  await board.button(`Answer ${LEADER}`).click();
  await expect(page.getByRole("region", { name: "Conversation" })).toContainText("When do I meet the first one?");
  await board.button("We talked").click();
  await today(page);
  await expect(yours(page)).toHaveText([/ask what hurts most/]);
  await expect(portal.page.getByRole("main")).toContainText("You talked with Priya");
  await theirs.close();
});

test("a leader who was told of a role is told that it was closed", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => {
    const leader = seed.leader(LEADER);
    seed.role(leader, "Analytics Lead", 20);
    seed.update(leader, seed.role(leader, "Data Engineer", 20), "Two are in play.");
  });
  await page.getByRole("link", { name: /^Board/ }).click();
  await page.getByRole("button", { name: "Move Data Engineer to another stage" }).focus();
  await page.keyboard.press("Enter");
  await board.button("Cancelled").click();
  await today(page);
  const closed = yours(page).filter({ hasText: "not told yet" });
  await expect(closed).toContainText("Data Engineer was closed today: cancelled");
  await board.button("Undo").click();
  await expect(closed, "it is open again").toHaveCount(0);

  await page.getByRole("link", { name: /^Board/ }).click();
  await page.getByRole("button", { name: "Move Data Engineer to another stage" }).focus();
  await page.keyboard.press("Enter");
  await board.button("Cancelled").click();
  await today(page);
  await board.button(`Tell ${LEADER} that Data Engineer was closed`).click();
  await expect(page.getByLabel("A short update")).toHaveValue(/^Data Engineer was closed on .*: cancelled\. Nobody is sought for it any more\./);
  await board.button("We talked").click();
  await today(page);
  await expect(closed).toHaveCount(0);
});

test("a hold is theirs to decide until its review", { tag: "@phone" }, async ({ page, server }) => {
  await begun(page, server, (seed) => seed.hold(seed.role(seed.leader(LEADER), "Data Engineer", 20)));
  await today(page);
  await expect(page.getByRole("heading", { name: "Nothing is yours today" })).toBeVisible();
  await expect(waiting(page)).toHaveText([/^Dana Whitfield.*decides by .*: Data Engineer/]);
  await page.getByRole("button", { name: "Open Data Engineer" }).click();
  await expect(page.getByRole("heading", { name: "Data Engineer", level: 1 })).toBeVisible();
});

test("what is asked next leads to what hurts, and where all is known nobody waits", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => seed.role(seed.leader(LEADER), "Data Engineer"));
  await today(page);
  await board.button("Ask about Data Engineer").click();
  await expect(page.getByRole("heading", { name: "What hurts" })).toBeFocused();
  await board.writesDown("Reports arrive two days late");
  await today(page);
  await expect(yours(page)).toHaveText([/Data Engineer: ask how bad it is/]);
  await board.button("Ask Dana about Data Engineer").click();
  await board.button("Change: Reports arrive two days late").click();
  await page.getByLabel("How much, from 0 to 10").first().fill("8");
  await board.button("Save").click();
  await today(page);
  await expect(yours(page)).toHaveText([/Data Engineer: ask why that is/]);
  await board.button("Ask about Data Engineer").click();
  for (const [asks, why] of [["Why is that?", "Nobody maintains the night jobs"], ["Why is that: Nobody maintains the night jobs", "Two people left"]]) {
    await board.button(asks).click();
    await board.pains.getByLabel("Why is that?").fill(why);
    await board.pains.getByRole("button", { name: "Write it down" }).last().click();
    await expect(board.pains.getByText(why, { exact: true })).toBeVisible();
  }
  await today(page);
  await expect(yours(page)).toHaveText([/Data Engineer: talk a date through/]);
  await board.button("Tell a date for Data Engineer").click();
  await expect(page.getByRole("heading", { name: "By when does somebody come?" })).toBeFocused();
  await board.tellsDate();
  await today(page);
  await expect(page.getByRole("heading", { name: "Nobody waits" })).toBeVisible();
});

test("Today is one's own, and the team's in one tap, which the device remembers", { tag: "@both-sizes" }, async ({ page, browser, server }) => {
  const { board, seed } = await begun(page, server, (seed) => seed.role(seed.leader(LEADER), "Data Engineer", 20));
  await today(page);
  await expect(board.button("Mine"), "alone there is nothing to choose").toHaveCount(0);
  const tom = await colleague(browser, seed);
  await tom.addRole("Controller", "Marcus Obi");
  await expect(board.button("Mine")).toHaveAttribute("aria-pressed", "true");
  await expect(yours(page)).toHaveText([/^Dana Whitfield/]);
  await board.button("Team's").click();
  await expect(page.getByRole("heading", { name: "The team’s today" })).toBeVisible();
  await expect(yours(page)).toHaveText([/^Dana Whitfield((?!’s:).)*$/, /^Marcus Obi.*’s:/]);
  await expect(page.getByRole("link", { name: /^Today/ })).toContainText("2");
  await page.reload();
  await expect(yours(page)).toHaveCount(2);
  await board.button("Mine").click();
  await expect(yours(page)).toHaveCount(1);

  // The evening sweep asks of the same.
  await page.keyboard.press("s");
  const sweep = board.dialog("Evening sweep");
  await expect(sweep.getByRole("listitem")).toHaveText([/Data Engineer/]);
  await sweep.getByRole("button", { name: "One more for Data Engineer" }).click();
  await sweep.getByRole("button", { name: "Team's" }).click();
  await expect(sweep.getByRole("listitem")).toHaveCount(2);
  await expect(sweep.getByRole("listitem").filter({ hasText: "Data Engineer" })).toContainText("1");

  // What is handed over is the other's from then on.
  await tom.page.getByRole("link", { name: /^Today/ }).click();
  await expect(yours(tom.page)).toHaveText([/^Marcus Obi/]);
  await tom.close();
});

test("an import is its owners', and never turns Today red", { tag: "@phone" }, async ({ page, browser, server }) => {
  const names = ["Ann Ames", "Ben Boyd", "Cy Cole", "Di Dorn"];
  const { board, seed } = await begun(page, server, (seed) => {
    for (const name of names) seed.imported(seed.leader(name), `Role of ${name}`, 90);
  });
  await today(page);
  await expect(yours(page)).toHaveText([/^4 leaders not greeted yet.*say hello to 3 today: Ann Ames, Ben Boyd and Cy Cole/]);
  await board.button("Say hello to Ann Ames").click();
  await expect(page.getByRole("heading", { name: "Ann Ames", level: 1 })).toBeVisible();
  await board.button("We talked").click();
  await today(page);
  await expect(yours(page)).toHaveText([/^3 leaders not greeted yet.*say hello to 2 today: Ben Boyd and Cy Cole/]);
  const tom = await colleague(browser, seed);
  await tom.page.getByRole("link", { name: /^Today/ }).click();
  await expect(tom.page.getByRole("heading", { name: "Nothing is yours today" })).toBeVisible();
  await tom.close();
});

test("ten lines fit on a phone", { tag: "@phone" }, async ({ page, server }) => {
  await begun(page, server, (seed) => {
    for (let at = 0; at < 7; at++) seed.role(seed.leader(`Leader ${at}, of a team with a long name`), "Senior Data Engineer for the night shift, Leeds", 2 + at);
    for (let at = 0; at < 3; at++) seed.hold(seed.role(seed.leader(`Holder ${at}`), `Held ${at}`));
  });
  await today(page);
  await expect(yours(page)).toHaveCount(7);
  await expect(waiting(page)).toHaveCount(3);
  // The page has room for those who begin, too.
  const skip = page.getByRole("button", { name: "Skip" });
  if (await skip.isVisible()) await skip.click();
  const [last, nav] = [await waiting(page).last().boundingBox(), await page.getByRole("navigation").boundingBox()];
  expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual(nav?.y ?? 0);
  for (const button of await page.getByRole("main").getByRole("listitem").getByRole("button").all()) {
    const box = await button.boundingBox();
    expect(Math.min(box?.height ?? 0, box?.width ?? 0)).toBeGreaterThanOrEqual(44);
  }
});

test("a phone begins with Today, a desktop with the board", { tag: "@both-sizes" }, async ({ page, isMobile }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(isMobile ? "Today" : "Board");
  await expect(page.getByRole("button", { name: "Add your first role" })).toBeVisible();
});
