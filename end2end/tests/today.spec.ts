import { Board } from "../support/board.ts";
import { Portal } from "../support/portal.ts";
import { Seed } from "../support/seed.ts";
import { expect, test } from "../support/server.ts";

const LEADER = "Dana Whitfield";

test("a role that nobody spoke of for long is owed an update, and writing it settles the debt", { tag: "@phone" }, async ({ page, server }) => {
  const seed = await Seed.claim(server);
  const dana = seed.leader(LEADER);
  const role = seed.role(dana, "Data Engineer", 20);
  seed.role(seed.leader("Marcus Obi"), "Controller", 1);
  seed.effort(role, "outreach", 2, { quantity: 11 });
  seed.effort(role, "screen", 1, { quantity: 2 });
  await seed.push();
  const board = new Board(page);
  await board.signIn();
  await board.synced();
  await page.getByRole("link", { name: /^Today/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You owe one");
  const debt = page.getByRole("region", { name: "You owe" }).getByRole("listitem");
  await expect(debt).toContainText(`${LEADER} has heard nothing yet`);
  await expect(debt).toContainText("Data Engineer: 11 people reached, 2 screens");

  await board.button(`Write to ${LEADER}`).click();
  const text = board.dialog("Write an update").getByLabel("A short update");
  await expect(text).toHaveValue("11 people reached, 2 screens.");
  await text.fill("11 people reached, 2 screens: one is strong.");
  await page.keyboard.press("Escape");
  await board.button(`Write to ${LEADER}`).click();
  await expect(text, "what was typed is kept").toHaveValue("11 people reached, 2 screens: one is strong.");
  await board.button("Send update").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Nobody waits");
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
  await page.getByRole("link", { name: /^Today/ }).click();
  await board.button(`Answer ${LEADER}`).click();
  await expect(board.dialog("Write an update")).toContainText("When do I meet the first one?");
  await board.button("We talked").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Nobody waits");
  await expect(portal.page.getByRole("main")).toContainText("We talked.");
  await theirs.close();
});

test("a hold is theirs to decide until its review", { tag: "@phone" }, async ({ page, server }) => {
  const seed = await Seed.claim(server);
  const role = seed.role(seed.leader(LEADER), "Data Engineer", 20);
  seed.hold(role);
  await seed.push();
  const board = new Board(page);
  await board.signIn();
  await board.synced();
  await page.getByRole("link", { name: /^Today/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You owe nothing, one owes you");
  await page.getByRole("region", { name: "They owe" }).getByRole("link", { name: "Open" }).click();
  await expect(page.getByRole("heading", { name: "Data Engineer", level: 1 })).toBeVisible();
});

test("a phone begins with Today, a desktop with the board", { tag: "@both-sizes" }, async ({ page, isMobile }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(isMobile ? "Today" : "Board");
  await expect(page.getByRole("button", { name: "Add your first role" })).toBeVisible();
});

