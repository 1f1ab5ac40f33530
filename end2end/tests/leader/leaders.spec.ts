import { Board } from "../../support/board.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";

test("a leader is renamed, and can be erased", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.addRoles(LEADER, "Engineer");
  await board.openLeader(LEADER);
  await board.more("Edit");
  await page.getByLabel("Team (optional)").fill("Platform");
  await page.getByLabel("Phone number (optional)").fill("ask Tom");
  await board.button("Save").click();
  await expect(page.getByRole("alert")).toContainText("a phone number has at least three digits");
  await page.getByLabel("Phone number (optional)").fill("+44 20 7946 0123");
  await page.getByLabel("How they like to hear").selectOption("a call");
  await page.getByLabel("Good to know (optional)").fill("Never on a Monday.");
  await board.button("Save").click();
  const kept = page.getByRole("region", { name: `What we keep about ${LEADER}` });
  for (const words of ["Platform", "a call", "Never on a Monday."]) await expect(kept).toContainText(words);
  await expect(page.getByRole("link", { name: `Call ${LEADER}` })).toHaveAttribute("href", "tel:+442079460123");
  await board.erase(LEADER);
  await expect(page.getByText(LEADER)).toHaveCount(0);
  await board.show();
  await expect(board.card("Engineer")).toContainText("No leader");
});
