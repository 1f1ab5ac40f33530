import { Board } from "../../support/board.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";

test("what was done can be undone", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.addRoles(LEADER, "Engineer");
  await board.moveTo("Engineer", "Offer");
  await expect(board.titles("Offer")).toHaveText(["Engineer"]);
  await board.notice.getByRole("button", { name: "Undo" }).click();
  await expect(board.titles("Understand")).toHaveText(["Engineer"]);
  await expect(board.notice).toContainText("Undone.");

  await board.card("Engineer").getByRole("button", { name: "outreach" }).click();
  await expect(board.card("Engineer").getByRole("img", { name: "1 effort this week" })).toBeVisible();
  await board.notice.getByRole("button", { name: "Undo" }).click();
  await expect(board.card("Engineer").getByRole("img", { name: "1 effort this week" })).toHaveCount(0);
});
