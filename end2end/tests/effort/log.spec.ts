import { Board } from "../../support/board.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";

test.beforeEach(async ({ page }) => {
  await new Board(page).open();
});

test("an effort is logged with numbers, and taken back", async ({ page }) => {
  const board = new Board(page);
  await board.addRole("Engineer", LEADER);
  await page.getByText("With numbers and a result").click();
  const form = page.getByRole("region", { name: "Effort", exact: true });
  await form.getByLabel("How many (people approached)").fill("23");
  await expect(form.getByLabel("Minutes")).toHaveValue("138");
  await form.getByLabel("Of them replied").fill("5");
  await form.getByLabel("What came of it").fill("Pay is too low for most");
  await form.getByRole("button", { name: "Log it" }).click();
  await expect(board.efforts).toHaveText([/23 people approached, 5 replied.*Pay is too low for most/]);
  await board.button("Remove: 23 people approached, 5 replied").click();
  await expect(board.efforts).toHaveCount(0);
  await board.notice.getByRole("button", { name: "Undo" }).click();
  await expect(board.efforts).toHaveCount(1);
});

test("one tap on the log sheet logs for the role it names", async ({ page }) => {
  const board = new Board(page);
  await board.addRoles(LEADER, "Engineer", "Designer");
  await board.button("Log effort").click();
  await board.dialog("Log effort").getByRole("button", { name: "First talk Designer" }).click();
  await expect(board.notice).toContainText("Logged: first talk for Designer.");
  await board.openRole("Designer");
  await expect(board.efforts).toHaveText([/1 first talk/]);
});
