import { Board } from "../../support/board.ts";
import { expect, test } from "../../support/server.ts";

test("a hurried double click adds once", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  const sheet = await board.startRole();
  await sheet.getByLabel("What is it called?").fill("Engineer");
  await sheet.getByLabel("Who needs it?").fill("Dana Whitfield");
  await sheet.getByRole("button", { name: "Save the need" }).dblclick();
  await board.show();
  await expect(board.titles("Understand")).toHaveText(["Engineer"]);
  await board.openRole("Engineer");
  await board.turnTo("Updates");
  await page.getByLabel("A short update").fill("Three people are in play.");
  await board.writeIt.dblclick();
  await expect(page.getByRole("region", { name: "Updates for Dana Whitfield" }).getByText("Three people are in play.")).toHaveCount(1);
});
