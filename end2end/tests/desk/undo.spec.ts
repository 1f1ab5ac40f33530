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
  await expect(board.notice).toContainText("That cannot be taken back.");
  await expect(updates).toHaveCount(1);
});
