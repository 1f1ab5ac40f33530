import { Board } from "../../support/board.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";

test("a leader is renamed, and can be erased", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.addRoles(LEADER, "Engineer");
  await page.getByRole("link", { name: "Leaders" }).click();
  await board.button(`Edit ${LEADER}`).click();
  await page.getByLabel("Team (optional)").fill("Platform");
  await board.button("Save").click();
  await expect(board.main).toContainText("Platform");
  await board.button(`Edit ${LEADER}`).click();
  await board.button("Erase this person…").click();
  await board.button("Erase for good").click();
  await expect(page.getByText(LEADER)).toHaveCount(0);
  await board.show();
  await expect(board.card("Engineer")).toContainText("No leader");
});
