import { Board, begun } from "../../support/board.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";

test("what was done can be undone", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.addRoles(LEADER, "Engineer");
  await board.moveTo("Engineer", "Set expectations");
  await expect(board.titles("Set expectations")).toHaveText(["Engineer"]);
  await board.notice.getByRole("button", { name: "Undo" }).click();
  await expect(board.titles("Understand")).toHaveText(["Engineer"]);
  await expect(board.notice).toContainText("Undone.");

  await board.card("Engineer").hover();
  await board.card("Engineer").getByRole("button", { name: "outreach" }).click();
  await expect(board.card("Engineer").getByRole("img", { name: "1 effort this week" })).toBeVisible();
  await board.notice.getByRole("button", { name: "Undo" }).click();
  await expect(board.card("Engineer").getByRole("img", { name: "1 effort this week" })).toHaveCount(0);
});

test("twelve deeds are taken back one by one, the last first, and done again", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.addRoles(LEADER, "Engineer");
  const [card, efforts] = [board.card("Engineer"), (count: number) => board.card("Engineer").getByRole("img", { name: `${count} effort${count === 1 ? "" : "s"} this week` })];
  for (let count = 1; count <= 11; count++) {
    await card.hover();
    await card.getByRole("button", { name: "outreach" }).click();
    await expect(efforts(count)).toBeVisible();
  }
  await board.moveTo("Engineer", "Set expectations");
  await expect(board.titles("Set expectations")).toHaveText(["Engineer"]);
  await page.keyboard.press("Control+z");
  await expect(board.titles("Understand")).toHaveText(["Engineer"]);
  for (let count = 10; count >= 1; count--) {
    await page.keyboard.press("Control+z");
    await expect(efforts(count)).toBeVisible();
  }
  await expect(board.notice).toContainText("Undone. It was: “Logged: outreach for Engineer.”");
  await page.keyboard.press("Control+y");
  await expect(efforts(2)).toBeVisible();
  await expect(board.notice).toContainText("Done again.");
});

test("what was told stays told, and no key claims otherwise", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => seed.role(seed.leader(LEADER), "Engineer"));
  await board.openRole("Engineer");
  await board.turnTo("Updates");
  await page.getByLabel("A short update").fill("Two are in play.");
  await board.writeIt.click();
  const updates = page.getByRole("region", { name: `Updates for ${LEADER}` }).getByRole("listitem");
  await expect(updates).toHaveCount(1);
  // Not in a field, where the key is the field's own.
  await page.getByRole("heading", { name: "Engineer" }).click();
  await page.keyboard.press("Control+z");
  await expect(board.notice).toContainText("That cannot be taken back");
  await expect(updates).toHaveCount(1);
});
